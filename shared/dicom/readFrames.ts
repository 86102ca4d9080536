import type { Keyword } from './attributes.ts';
import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, valuesOf } from './dicomJson.ts';
import type { FrameDescription, Spacing, SpacingSources } from './imageDescription.ts';
import { readOrientation } from './orientation.ts';
import { isSaneRescale, isSaneValue, type VOILUTFunction, type Window } from './presentationValues.ts';
import { isDistance } from './saneDistance.ts';
import { readUltrasoundRegions } from './ultrasoundRegions.ts';
import { vector3 } from './vectors.ts';

/** What kind of numbers the samples are. */
export interface StoredAs {
  readonly floating: boolean;
  readonly bitsStored: number;
}

/**
 * The frames of an instance. Of an enhanced object each value is looked for in the frame's own functional groups,
 * then in the shared ones, then in the data set itself (PS3.3 C.7.6.16; Q7).
 */
export function describeFrames(
  dataset: DicomDataset,
  numberOfFrames: number,
  stored: StoredAs = { floating: false, bitsStored: 16 },
): readonly FrameDescription[] {
  const shared = itemsOf(dataset, 'SharedFunctionalGroupsSequence')[0];
  const perFrame = itemsOf(dataset, 'PerFrameFunctionalGroupsSequence');
  return Array.from({ length: numberOfFrames }, (_, index) => {
    const own = perFrame[index];
    /** The data set in which a functional group's attributes stand for this frame. */
    const group = (keyword: Keyword): DicomDataset =>
      (own && itemsOf(own, keyword)[0]) ?? (shared && itemsOf(shared, keyword)[0]) ?? dataset;
    return { ...readFrame(dataset, group, index + 1, stored), ...regionsOf(own) };
  });
}

/** A cine in which the depth was changed may say so in each frame (LN9). */
function regionsOf(own: DicomDataset | undefined): Pick<FrameDescription, 'ultrasoundRegions'> {
  const regions = own ? readUltrasoundRegions(own) : [];
  return regions.length > 0 ? { ultrasoundRegions: regions } : {};
}

function readFrame(
  dataset: DicomDataset,
  group: (keyword: Keyword) => DicomDataset,
  frameNumber: number,
  { floating, bitsStored }: StoredAs,
): FrameDescription {
  const measures = group('PixelMeasuresSequence');
  const voi = group('FrameVOILUTSequence');
  return {
    frameNumber,
    position: vector3(numbersOf(group('PlanePositionSequence'), 'ImagePositionPatient')),
    orientation: readOrientation(numbersOf(group('PlaneOrientationSequence'), 'ImageOrientationPatient')),
    spacing: readSpacing(dataset, measures),
    sliceThicknessMm: positive(numberOf(measures, 'SliceThickness')),
    ...readRescale(group('PixelValueTransformationSequence'), floating ? 0 : bitsStored),
    windows: readWindows(voi),
    voiFunction: readFunction(textOf(voi, 'VOILUTFunction'), floating),
    discriminators: readDiscriminators(dataset, group),
  };
}

function readDiscriminators(dataset: DicomDataset, group: (keyword: Keyword) => DicomDataset) {
  const content = group('FrameContentSequence');
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  return {
    stack: text(textOf(content, 'StackID')),
    echo: text(numberOf(group('MREchoSequence'), 'EffectiveEchoTime') ?? numberOf(dataset, 'EchoTime')),
    bValue: text(numberOf(group('MRDiffusionSequence'), 'DiffusionBValue')),
    // Magnitude and phase, or a localiser in a series: values 3 and on (PS3.3 C.7.6.1.1.2).
    imageType: valuesOf(dataset, 'ImageType').slice(2).map(trimmed).filter(Boolean).join('/'),
    temporal: text(numberOf(content, 'TemporalPositionIndex') ?? numberOf(dataset, 'TemporalPositionIdentifier')),
    acquisition: text(numberOf(dataset, 'AcquisitionNumber')),
  };
}

function readSpacing(dataset: DicomDataset, measures: DicomDataset): SpacingSources {
  return {
    pixelSpacing: spacingOf(numbersOf(measures, 'PixelSpacing')),
    imagerPixelSpacing: spacingOf(numbersOf(dataset, 'ImagerPixelSpacing')),
    nominalScannedPixelSpacing: spacingOf(numbersOf(dataset, 'NominalScannedPixelSpacing')),
    calibrationType: textOf(dataset, 'PixelSpacingCalibrationType'),
    magnificationFactor: positive(numberOf(dataset, 'EstimatedRadiographicMagnificationFactor')),
    distanceSourceToDetectorMm: positive(numberOf(dataset, 'DistanceSourceToDetector')),
    distanceSourceToPatientMm: positive(numberOf(dataset, 'DistanceSourceToPatient')),
    aspectRatio: spacingOf(numbersOf(dataset, 'PixelAspectRatio')),
  };
}

/** A pair of positive numbers; zero, negative and absurd spacing is no spacing (Q11): pixels are then counted, not measured. */
function spacingOf(values: readonly number[] | undefined): Spacing | undefined {
  const [betweenRows, betweenColumns] = values ?? [];
  if (values?.length !== 2 || betweenRows === undefined || betweenColumns === undefined) return undefined;
  return isDistance(betweenRows) && isDistance(betweenColumns) ? { betweenRows, betweenColumns } : undefined;
}

/**
 * Slope 0 is an error of the data, not a slope of 1; nor is one that is no number, or that makes numbers of which nothing
 * can be drawn: the values are then shown as stored, and said to be (PX1).
 */
function readRescale(dataset: DicomDataset, bitsStored: number): Pick<FrameDescription, 'rescale' | 'rescaleRefused'> {
  const isWritten = [...valuesOf(dataset, 'RescaleSlope'), ...valuesOf(dataset, 'RescaleIntercept')].map(trimmed);
  if (isWritten.some((value) => value !== '' && !Number.isFinite(Number(value)))) return { rescaleRefused: true };
  const slope = numberOf(dataset, 'RescaleSlope');
  const intercept = numberOf(dataset, 'RescaleIntercept') ?? (slope === undefined ? undefined : 0);
  if (intercept === undefined) return {};
  if (!isSaneRescale(slope ?? 1, intercept, bitsStored)) return { rescaleRefused: true };
  return { rescale: { slope: slope ?? 1, intercept, type: textOf(dataset, 'RescaleType') } };
}

function readWindows(dataset: DicomDataset): readonly Window[] {
  const centers = numbersOf(dataset, 'WindowCenter') ?? [];
  const widths = numbersOf(dataset, 'WindowWidth') ?? [];
  // By place: a window without a name does not take its neighbour's (PS3.3 C.11.2.1.2).
  const explanations = valuesOf(dataset, 'WindowCenterWidthExplanation').map(trimmed);
  return centers.flatMap((center, index) => {
    const width = widths[index];
    // One that lies beyond all values, or is finer than they are, shows nothing.
    const isSane = width !== undefined && isSaneValue(center) && isSaneRescale(width, 0, 0);
    return isSane && width > 0 ? [{ center, width, explanation: explanations[index] || undefined }] : [];
  });
}

function trimmed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** LINEAR is made for whole numbers, half a step of which it takes from the centre; of fractions that is a shift (C.11.2.1.2). */
function readFunction(text: string | undefined, floating: boolean): VOILUTFunction {
  if (text === 'SIGMOID' || text === 'LINEAR_EXACT') return text;
  return floating ? 'LINEAR_EXACT' : 'LINEAR';
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
