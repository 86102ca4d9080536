import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';

/** Images that a newer answer has and that what is hung has not: of a report or a key note nobody hangs anything. */
export function laterUIDs(hung: StudySnapshot, newer: StudySnapshot): readonly string[] {
  const known = new Set(uidsOf(hung));
  return uidsOf(newer, (instance) => framesToShow(instance) !== 0).filter((uid) => !known.has(uid));
}

/**
 * The newer answer in all but the images that are new in it. What is said of an image that hangs already is taken at once,
 * whose it is above all (T22); so is whatever is no image, a note that rejects one among them. What the newer answer no
 * longer has stays before whoever looks at it (V9).
 */
export function withoutNewImages(hung: StudySnapshot, newer: StudySnapshot): StudySnapshot {
  const known = new Set(uidsOf(hung));
  const listed = new Set(uidsOf(newer));
  const before = new Map(hung.series.map((series) => [series.seriesInstanceUID, series]));
  const gone = (series: Series | undefined) => series?.instances.filter((each) => !listed.has(uidOf(each))) ?? [];
  const renewed = newer.series.map((series) => ({
    ...series,
    instances: [
      ...series.instances.filter((each) => known.has(uidOf(each)) || framesToShow(each) === 0),
      ...gone(before.get(series.seriesInstanceUID)),
    ],
  }));
  const names = new Set(newer.series.map(({ seriesInstanceUID }) => seriesInstanceUID));
  const left = hung.series
    .filter(({ seriesInstanceUID }) => !names.has(seriesInstanceUID))
    .map((series) => ({ ...series, instances: gone(series) }));
  return { ...newer, series: [...renewed, ...left].filter(({ instances }) => instances.length > 0) };
}

type Series = StudySnapshot['series'][number];

function uidOf(instance: DicomDataset): string {
  return textOf(instance, 'SOPInstanceUID') ?? '';
}

function uidsOf({ series }: StudySnapshot, isCounted: (instance: DicomDataset) => boolean = () => true) {
  return series.flatMap(({ instances }) => instances.filter(isCounted).map(uidOf));
}
