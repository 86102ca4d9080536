import { type DicomDataset, numberOf, textOf } from '../dicom/dicomJson.ts';
import type { DisplaySet } from '../dicom/displaySets.ts';
import { type StudyRef, studyKey } from '../dicom/frameKey.ts';
import type { ImageDescription } from '../dicom/imageDescription.ts';
import { readImageDescription } from '../dicom/readImageDescription.ts';
import type { OrderWords } from '../dicom/series/bodyPart.ts';
import { classifySeries } from '../dicom/series/classifySeries.ts';
import type { Corrections } from '../dicom/series/corrections.ts';
import type { SeriesFacets } from '../dicom/series/seriesFacets.ts';
import { displaySetsOf } from '../dicom/studyDisplaySets.ts';
import type { HangSeries, PriorToHang, StudyToHang } from './hanging.ts';
import { type ListedStudy, listedStudyFacets, studyFacetsOf } from './studyFacets.ts';

export { type ListedStudy, listedStudyFacets, studyFacetsOf };

/** These are read as slices of one body, never as single pictures. */
const sliced: ReadonlySet<string> = new Set(['CT', 'MR', 'PT']);

/** Display sets as the rules of hanging see them. `dataset`: the attributes of an image of the set, its first if it is here. */
export function hangSeriesOf(
  sets: readonly {
    readonly set: DisplaySet;
    readonly dataset: DicomDataset;
    /** Where they have been read already, with the corrections. */
    readonly facets?: SeriesFacets | undefined;
  }[],
  corrections?: Corrections,
): readonly HangSeries[] {
  return sets.map(({ set, dataset, facets }) => ({
    id: set.id,
    seriesInstanceUID: set.seriesInstanceUID,
    seriesNumber: numberOf(dataset, 'SeriesNumber'),
    facets: facets ?? classifySeries(set, dataset, corrections),
    ...(!sliced.has(set.modality) && { instances: imagesOf(set) }),
  }));
}

/** Single images of a set: where each begins in it, and its frames. */
function imagesOf({ frames }: DisplaySet): NonNullable<HangSeries['instances']> {
  const images = new Map<string, { index: number; frames: number }>();
  for (const [index, { image }] of frames.entries()) {
    const before = images.get(image.sopInstanceUID);
    if (before) before.frames += 1;
    else images.set(image.sopInstanceUID, { index, frames: 1 });
  }
  return [...images.values()];
}

/** The headers of one series, as a study's metadata answer them. */
export interface SeriesHeaders {
  readonly seriesInstanceUID: string;
  readonly instances: readonly DicomDataset[];
}

/** An earlier study as far as it is known: always from the list, its series where they have been read. */
export interface PriorHeaders {
  readonly study: StudyRef;
  readonly date: string | undefined;
  readonly listed: ListedStudy;
  readonly series?: readonly SeriesHeaders[] | undefined;
  readonly hasReport: boolean;
}

/** A study of which nothing is here but headers. */
export interface StudyHeaders {
  readonly study: StudyRef;
  readonly date: string | undefined;
  readonly site: string;
  readonly series: readonly SeriesHeaders[];
  readonly order?: OrderWords | undefined;
  readonly priors: readonly PriorHeaders[];
  readonly screens: number;
  readonly corrections?: Corrections | undefined;
}

/** A study as it hangs before a pixel of it is here. The names of its display sets are those of the desk. */
export function studyToHangOf(headers: StudyHeaders): StudyToHang {
  const { study, date, site, series, order, corrections, screens } = headers;
  const read = readSeries(study, series, corrections);
  return {
    id: studyKey(study),
    date,
    site,
    screens,
    series: read.series,
    facets: studyFacetsOf(read.series, read.datasets, order),
    priors: headers.priors.map((prior) => priorOf(prior, corrections)),
  };
}

function priorOf({ study, date, listed, series, hasReport }: PriorHeaders, corrections?: Corrections): PriorToHang {
  const id = studyKey(study);
  if (!series) return { id, date, facets: listedStudyFacets(listed), series: undefined, hasReport };
  const read = readSeries(study, series, corrections);
  return { id, date, facets: studyFacetsOf(read.series, read.datasets), series: read.series, hasReport };
}

function readSeries(study: StudyRef, headers: readonly SeriesHeaders[], corrections?: Corrections) {
  const read = headers.flatMap(({ instances }) => {
    const [dataset] = instances;
    if (!dataset) return [];
    return [{ dataset, series: hangSeriesOf(setsOf(study, instances), corrections) }];
  });
  return { series: read.flatMap((one) => one.series), datasets: read.map(({ dataset }) => dataset) };
}

function setsOf(study: StudyRef, instances: readonly DicomDataset[]) {
  const datasets = new Map<string, DicomDataset>();
  const images: ImageDescription[] = [];
  for (const dataset of instances) {
    const image = readImageDescription(dataset);
    if (!image.ok) continue;
    images.push({ ...image.value, archiveId: study.archiveId });
    datasets.set(textOf(dataset, 'SOPInstanceUID') ?? '', dataset);
  }
  return displaySetsOf(study, images).flatMap((set) => {
    const dataset = datasets.get(set.frames[0]?.image.sopInstanceUID ?? '');
    return dataset ? [{ set, dataset }] : [];
  });
}
