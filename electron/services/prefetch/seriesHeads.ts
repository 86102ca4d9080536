import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { classifyHeader } from '#shared/dicom/series/classifySeries.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';

/** What a series is, or one picture of it, as far as it decides what hangs: kilobytes, where headers are megabytes. */
export interface SeriesHead {
  readonly facets: SeriesFacets;
  /** The few attributes that tell of the study, and by which a reader's word on the series is found. */
  readonly dataset: DicomDataset;
}

/** Slices of one body are one thing; of the others each picture may be a view of its own. */
const sliced: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);
/** More pictures of one series change nothing of when it is fetched. */
const mostPictures = 12;

const kept: readonly Keyword[] = [
  'Modality',
  'SeriesInstanceUID',
  'SeriesNumber',
  'StationName',
  'ProtocolName',
  'SeriesDescription',
  'StudyDescription',
  'StudyDate',
  'BodyPartExamined',
  'AnatomicRegionSequence',
  'PatientAge',
  'PatientBirthDate',
  'RequestedProcedureDescription',
  'RequestAttributesSequence',
  'RequestedProcedureCodeSequence',
  'ReasonForTheRequestedProcedure',
];

/** Of the images of one series: one of slices, a few of pictures that stand alone. `frames`: how many it has. */
export function headsOf(images: readonly DicomDataset[], frames: number): readonly SeriesHead[] {
  const [first] = images;
  if (!first) return [];
  if (sliced.has(textOf(first, 'Modality') ?? '')) return [headOf(first, frames)];
  return images.slice(0, mostPictures).map((image) => headOf(image, numberOf(image, 'NumberOfFrames') ?? 1));
}

function headOf(image: DicomDataset, count: number): SeriesHead {
  const facets = classifyHeader(image, { count, thicknessMm: numberOf(image, 'SliceThickness') });
  const dataset = Object.create(null) as { [tag: string]: DicomDataset[string] };
  for (const keyword of kept) {
    const element = image[tagOf(keyword)];
    if (element) dataset[tagOf(keyword)] = element;
  }
  return { facets, dataset };
}
