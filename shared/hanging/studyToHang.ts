import { type DicomDataset, numberOf, textOf } from '../dicom/dicomJson.ts';
import type { DisplaySet } from '../dicom/displaySets.ts';
import { type StudyRef, studyKey } from '../dicom/frameKey.ts';
import type { ImageDescription } from '../dicom/imageDescription.ts';
import type { ImagePatient } from '../dicom/imagePatient.ts';
import { readImageDescription } from '../dicom/readImageDescription.ts';
import { classifySeries } from '../dicom/series/classifySeries.ts';
import type { Corrections } from '../dicom/series/corrections.ts';
import { doubtedAgentsOf, withoutDoubtedAgent } from '../dicom/series/doubtedAgents.ts';
import type { SeriesFacets } from '../dicom/series/seriesFacets.ts';
import { displaySetsOf } from '../dicom/studyDisplaySets.ts';
import { listedPatient, otherPatient, type StudyPatient } from '../worklist/otherPatient.ts';
import type { HangSeries, PriorToHang, StudyFacets, StudyToHang } from './hanging.ts';
import { type ListedStudy, listedStudyFacets, studyFacetsOf } from './studyFacets.ts';

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

/**
 * Series of which nothing is here but headers, as they hang before a pixel of them is here: by the names of their display
 * sets on the desk, and a header of each.
 */
export function seriesOfHeaders(study: StudyRef, headers: readonly SeriesHeaders[], corrections?: Corrections) {
  const sets = headers.flatMap(({ instances }) => setsOf(study, instances));
  return { series: hangSeriesOf(sets, corrections), datasets: sets.map(({ dataset }) => dataset) };
}

/** A study as a list has it. */
export interface ListedToHang extends ListedStudy, StudyPatient {
  readonly study: StudyRef;
  /** "YYYYMMDD" */
  readonly studyDate?: string | undefined;
  /** TM text */
  readonly studyTime?: string | undefined;
  readonly indication?: string | undefined;
  /** How far the report of this desk is: `none`, or anything else. */
  readonly report?: string | undefined;
  readonly reportElsewhere?: boolean | undefined;
}

/** What is known of a study whose headers are here. */
export interface ReadToHang {
  readonly series: readonly HangSeries[];
  readonly facets: StudyFacets;
}

/** `datasets`: a header of each of the series; what was ordered says more of a study than they do. */
export function readToHang(
  { studyDescription, indication }: Pick<ListedToHang, 'studyDescription' | 'indication'>,
  series: readonly HangSeries[],
  datasets: readonly DicomDataset[],
): ReadToHang {
  const order = {
    ...(studyDescription !== undefined && { description: studyDescription }),
    ...(indication !== undefined && { reason: indication }),
  };
  const doubted = doubtedAgentsOf(datasets);
  const read = series.map((one) => ({
    ...one,
    facets: withoutDoubtedAgent(one.facets, doubted.get(one.seriesInstanceUID)),
  }));
  return { series: read, facets: studyFacetsOf(read, datasets, order) };
}

/** An earlier study as far as it is known: always from the list, its series and whom its images name where they are read. */
export interface EarlierToHang {
  readonly listed: ListedToHang;
  readonly read?: ReadToHang | undefined;
  readonly patients?: readonly (ImagePatient | undefined)[] | undefined;
}

/**
 * What the engine is told of a study: the one way to it, so that what is fetched first, what is tried and what hangs are
 * one answer. An earlier study that may be another patient's, by the list or by an image, is never hung by itself (T22),
 * so that it is left out.
 */
export function studyToHangOf(
  listed: ListedToHang,
  { series, facets }: ReadToHang,
  earlier: readonly EarlierToHang[],
  screens: number,
): StudyToHang {
  const { study, studyDate } = listed;
  const priors = earlier
    .filter(({ listed: prior, patients = [] }) =>
      [listedPatient(prior), ...patients].every((patient) => otherPatient(listed, patient) === undefined),
    )
    .map(priorToHang);
  return { id: studyKey(study), date: studyDate, site: study.archiveId, facets, series, priors, screens };
}

function priorToHang({ listed, read }: EarlierToHang): PriorToHang {
  const { study, studyDate, studyTime, reportElsewhere, report = 'none' } = listed;
  return {
    id: studyKey(study),
    date: studyDate,
    time: studyTime,
    facets: read?.facets ?? listedStudyFacets(listed),
    series: read?.series,
    hasReport: reportElsewhere === true || report !== 'none',
  };
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
