import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf } from '../dicomJson.ts';
import { shownText } from '../shownText.ts';
import type { Vector3 } from '../vectors.ts';
import { type Colour, colourOf } from './labColour.ts';
import { type InstanceReference, readReferences } from './references.ts';

/** One closed line, or one point, in the patient. */
export interface Contour {
  readonly points: readonly Vector3[];
  readonly closed: boolean;
  /** The image it was drawn on, where it names one and no other (3006,0016). */
  readonly image: InstanceReference | undefined;
}

/** A region of interest of a structure set (PS3.3 C.8.8.5 and C.8.8.6). */
export interface StructureRegion {
  readonly number: number;
  readonly name: string;
  readonly colour: Colour;
  readonly algorithm: string;
  readonly frameOfReferenceUID: string | undefined;
  readonly contours: readonly Contour[];
}

export interface StructureSet {
  readonly label: string;
  readonly regions: readonly StructureRegion[];
}

const mostContours = 50_000;
const mostPoints = 2_000_000;

export function readStructureSet(dataset: DicomDataset): StructureSet {
  const lines = new Map<number, { readonly contours: readonly Contour[]; readonly colour: Colour | undefined }>();
  const budget = { contours: mostContours, points: mostPoints };
  for (const item of itemsOf(dataset, 'ROIContourSequence')) {
    const number = numberOf(item, 'ReferencedROINumber');
    if (number === undefined) continue;
    const [red, green, blue] = numbersOf(item, 'ROIDisplayColor') ?? [];
    const colour = red !== undefined && green !== undefined && blue !== undefined ? { red, green, blue } : undefined;
    const contours = itemsOf(item, 'ContourSequence').flatMap((contour) => readContour(contour, budget));
    lines.set(number, { contours, colour });
  }
  return {
    label: shownText(textOf(dataset, 'StructureSetLabel') ?? textOf(dataset, 'StructureSetName') ?? ''),
    regions: itemsOf(dataset, 'StructureSetROISequence').flatMap((item, index) => {
      const number = numberOf(item, 'ROINumber');
      if (number === undefined) return [];
      const drawn = lines.get(number);
      return [
        {
          number,
          name: shownText(textOf(item, 'ROIName') ?? String(number)),
          colour: drawn?.colour ?? colourOf(index),
          algorithm: shownText(textOf(item, 'ROIGenerationAlgorithm') ?? ''),
          frameOfReferenceUID: textOf(item, 'ReferencedFrameOfReferenceUID'),
          contours: drawn?.contours ?? [],
        },
      ];
    }),
  };
}

function readContour(item: DicomDataset, budget: { contours: number; points: number }): Contour[] {
  const numbers = numbersOf(item, 'ContourData') ?? [];
  budget.contours -= 1;
  budget.points -= numbers.length / 3;
  if (budget.contours < 0 || budget.points < 0 || numbers.length < 3 || numbers.length % 3 !== 0) return [];
  const points: Vector3[] = [];
  for (let at = 0; at < numbers.length; at += 3) {
    points.push([numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0]);
  }
  const images = readReferences(itemsOf(item, 'ContourImageSequence'));
  return [
    {
      points,
      closed: (textOf(item, 'ContourGeometricType') ?? '').startsWith('CLOSED'),
      image: images.length === 1 ? images[0] : undefined,
    },
  ];
}
