import type { Keyword } from '../attributes.ts';
import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf } from '../dicomJson.ts';
import type { Spacing } from '../imageDescription.ts';
import { type Orientation, readOrientation } from '../orientation.ts';
import { shownText } from '../shownText.ts';
import { type Vector3, vector3 } from '../vectors.ts';
import { type Colour, colourOf, colourOfLab } from './labColour.ts';
import { type InstanceReference, readReferences } from './references.ts';

/** A thing that somebody or something outlined (PS3.3 C.8.20.4). */
export interface Segment {
  readonly number: number;
  readonly label: string;
  readonly colour: Colour;
  /** AUTOMATIC, SEMIAUTOMATIC or MANUAL, as written. */
  readonly algorithmType: string;
}

/** One frame: where one segment is on one plane. */
export interface SegmentFrame {
  /** From 0: its place in the pixel data. */
  readonly index: number;
  /** Undefined in a label map, whose values are the segments' numbers. */
  readonly segmentNumber: number | undefined;
  readonly position: Vector3 | undefined;
  readonly orientation: Orientation | undefined;
  readonly spacing: Spacing | undefined;
  /** From its plane to the next, or how thick it is, in mm: the larger of what is told. */
  readonly thicknessMm: number | undefined;
  /** The images that it was drawn on, where it says so. */
  readonly sources: readonly InstanceReference[];
}

export interface Segmentation {
  readonly label: string;
  readonly kind: 'BINARY' | 'FRACTIONAL' | 'LABELMAP';
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
  /** The value of a fraction of 1 (0062,000E). */
  readonly fullValue: number;
  readonly frameOfReferenceUID: string | undefined;
  readonly segments: readonly Segment[];
  readonly frames: readonly SegmentFrame[];
}

const mostFrames = 20_000;
const mostSegments = 1_000;
const largestSide = 8_192;

/** Reads a segmentation without its pixels; undefined for one that cannot be drawn. */
export function readSegmentation(dataset: DicomDataset): Segmentation | undefined {
  const rows = numberOf(dataset, 'Rows') ?? 0;
  const columns = numberOf(dataset, 'Columns') ?? 0;
  const bitsAllocated = numberOf(dataset, 'BitsAllocated') ?? 0;
  const count = numberOf(dataset, 'NumberOfFrames') ?? 1;
  const kind = textOf(dataset, 'SegmentationType');
  const fits = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (!fits(rows, largestSide) || !fits(columns, largestSide) || !fits(count, mostFrames)) return undefined;
  if (kind !== 'BINARY' && kind !== 'FRACTIONAL' && kind !== 'LABELMAP') return undefined;
  if (kind === 'BINARY' ? bitsAllocated !== 1 : bitsAllocated !== 8 && bitsAllocated !== 16) return undefined;
  return {
    label: shownText(textOf(dataset, 'ContentLabel') ?? ''),
    kind,
    rows,
    columns,
    bitsAllocated,
    fullValue: numberOf(dataset, 'MaximumFractionalValue') ?? 255,
    frameOfReferenceUID: textOf(dataset, 'FrameOfReferenceUID'),
    segments: itemsOf(dataset, 'SegmentSequence').slice(0, mostSegments).flatMap(readSegment),
    frames: readFrames(dataset, count),
  };
}

function readSegment(item: DicomDataset, index: number): Segment[] {
  const number = numberOf(item, 'SegmentNumber');
  if (number === undefined) return [];
  return [
    {
      number,
      label: shownText(textOf(item, 'SegmentLabel') ?? String(number)),
      colour: colourOfLab(numbersOf(item, 'RecommendedDisplayCIELabValue')) ?? colourOf(index),
      algorithmType: textOf(item, 'SegmentAlgorithmType') ?? '',
    },
  ];
}

function readFrames(dataset: DicomDataset, count: number): readonly SegmentFrame[] {
  const shared = itemsOf(dataset, 'SharedFunctionalGroupsSequence')[0];
  const perFrame = itemsOf(dataset, 'PerFrameFunctionalGroupsSequence');
  return Array.from({ length: count }, (_, index) => {
    const own = perFrame[index];
    const group = (keyword: Keyword) => (own && itemsOf(own, keyword)[0]) ?? (shared && itemsOf(shared, keyword)[0]);
    const measures = group('PixelMeasuresSequence');
    const [betweenRows, betweenColumns] = numbersIn(measures, 'PixelSpacing') ?? [];
    const told = (['SpacingBetweenSlices', 'SliceThickness'] as const).flatMap(
      (name) => numbersIn(measures, name) ?? [],
    );
    const derivations = [own, shared].flatMap((item) => (item ? itemsOf(item, 'DerivationImageSequence') : []));
    const identification = group('SegmentIdentificationSequence');
    return {
      index,
      segmentNumber: identification && numberOf(identification, 'ReferencedSegmentNumber'),
      position: vector3(numbersIn(group('PlanePositionSequence'), 'ImagePositionPatient')),
      orientation: readOrientation(numbersIn(group('PlaneOrientationSequence'), 'ImageOrientationPatient')),
      spacing:
        betweenRows !== undefined && betweenColumns !== undefined && betweenRows > 0 && betweenColumns > 0
          ? { betweenRows, betweenColumns }
          : undefined,
      thicknessMm: told.some((mm) => mm > 0) ? Math.max(...told) : undefined,
      sources: derivations.flatMap((item) => readReferences(itemsOf(item, 'SourceImageSequence'))),
    };
  });
}

function numbersIn(item: DicomDataset | undefined, keyword: Keyword): readonly number[] | undefined {
  return item && numbersOf(item, keyword);
}
