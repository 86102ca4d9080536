import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { StoredInstance, StoredStudies } from '../storedStudies.ts';

export interface IndexedInstance {
  readonly source: StoredStudies;
  readonly instance: StoredInstance;
  readonly uid: string;
}

export interface IndexedSeries {
  readonly uid: string;
  readonly instances: IndexedInstance[];
}

export interface IndexedStudy {
  readonly uid: string;
  readonly series: Map<string, IndexedSeries>;
}

/** Study → series → instances over all sources. Made for each request: what was just stored is found at once. */
export function indexStudies(sources: readonly StoredStudies[]): ReadonlyMap<string, IndexedStudy> {
  const studies = new Map<string, IndexedStudy>();
  for (const source of sources) for (const instance of source.instances()) place(studies, source, instance);
  return studies;
}

function place(studies: Map<string, IndexedStudy>, source: StoredStudies, instance: StoredInstance): void {
  const studyUid = textOf(instance.attributes, 'StudyInstanceUID');
  const seriesUid = textOf(instance.attributes, 'SeriesInstanceUID');
  const uid = textOf(instance.attributes, 'SOPInstanceUID');
  if (studyUid === undefined || seriesUid === undefined || uid === undefined) return;
  const study = studies.get(studyUid) ?? { uid: studyUid, series: new Map<string, IndexedSeries>() };
  studies.set(studyUid, study);
  const series = study.series.get(seriesUid) ?? { uid: seriesUid, instances: [] };
  study.series.set(seriesUid, series);
  series.instances.push({ source, instance, uid });
}

export function instancesOf(study: IndexedStudy): readonly IndexedInstance[] {
  return [...study.series.values()].flatMap((series) => series.instances);
}

/** The one in the middle by InstanceNumber: what stands for a series in a thumbnail. */
export function middleInstance(instances: readonly IndexedInstance[]): IndexedInstance | undefined {
  const withFrames = instances.filter(({ instance }) => instance.frameCount > 0);
  const ordered = withFrames.sort(
    (left, right) =>
      (numberOf(left.instance.attributes, 'InstanceNumber') ?? 0) -
      (numberOf(right.instance.attributes, 'InstanceNumber') ?? 0),
  );
  return ordered[Math.floor(ordered.length / 2)];
}
