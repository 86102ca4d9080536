import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { classifyHeader, classifySeries } from '#shared/dicom/series/classifySeries.ts';
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

/** Of the images of one series: one of slices (of diffusion, of each b-value), a few of pictures that stand alone. `frames`: how many it has. */
export function headsOf(images: readonly DicomDataset[], frames: number): readonly SeriesHead[] {
  const [first] = images;
  if (!first) return [];
  if (isOfSeveralBValues(images)) return headsOfSets(images);
  if (sliced.has(textOf(first, 'Modality') ?? '')) return [headOf(first, frames)];
  return images.slice(0, mostPictures).map((image) => headOf(image, numberOf(image, 'NumberOfFrames') ?? 1));
}

/** Each b-value hangs by itself (`splitIntoDisplaySets`); the frames of one image may have one each. */
function isOfSeveralBValues(images: readonly DicomDataset[]): boolean {
  return images.some(
    (image) =>
      textOf(image, 'Modality') === 'MR' &&
      (numberOf(image, 'DiffusionBValue') !== undefined || (numberOf(image, 'NumberOfFrames') ?? 1) > 1),
  );
}

function headsOfSets(images: readonly DicomDataset[]): readonly SeriesHead[] {
  const byUid = new Map(images.map((image) => [textOf(image, 'SOPInstanceUID'), image]));
  const described = images.flatMap((image) => {
    const read = readImageDescription(image);
    return read.ok ? [read.value] : [];
  });
  return splitIntoDisplaySets(described).flatMap((set) => {
    const image = byUid.get(set.frames[0]?.image.sopInstanceUID);
    return image ? [{ facets: classifySeries(set, image), dataset: keptOf(image) }] : [];
  });
}

function headOf(image: DicomDataset, count: number): SeriesHead {
  const facets = classifyHeader(image, { count, thicknessMm: numberOf(image, 'SliceThickness') });
  return { facets, dataset: keptOf(image) };
}

function keptOf(image: DicomDataset): DicomDataset {
  const dataset = Object.create(null) as { [tag: string]: DicomDataset[string] };
  for (const keyword of kept) {
    const element = image[tagOf(keyword)];
    if (element) dataset[tagOf(keyword)] = element;
  }
  return dataset;
}
