import { useEffect, useState } from 'react';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';
import { imageIdAt } from '../../../imaging/frames/frameCatalogue.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';

/** Images that the site has added since the study was hung, and how they are taken in. */
export interface LaterImagesOffer {
  readonly count: number;
  /** Image ids of their first frames: what is on the disk of them has come. */
  readonly imageIds: readonly string[];
  readonly show: () => void;
}

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

/**
 * Takes newer answers in. Where they bring images, these wait until the reader asks: nothing is hung anew, and no stack
 * grows, under the eyes of somebody who counts (link.md V8). Where nothing is hung there is nothing to disturb.
 */
export function useLaterImages(
  session: ReadingSession,
  imaging: Imaging,
  snapshot: StudySnapshot,
  onTakenIn: () => void,
): LaterImagesOffer | undefined {
  const [waiting, setWaiting] = useState<{ readonly snapshot: StudySnapshot; readonly uids: readonly string[] }>();
  useEffect(() => {
    const take = (taken: StudySnapshot) => {
      session.refresh(taken);
      imaging.addImages(taken.item.study.archiveId, session.state.images.images);
    };
    const hung = session.state.snapshot;
    const uids = session.state.images.sets.length === 0 ? [] : laterUIDs(hung, snapshot);
    take(uids.length > 0 ? withoutNewImages(hung, snapshot) : snapshot);
    setWaiting(uids.length > 0 ? { snapshot, uids } : undefined);
  }, [session, imaging, snapshot]);
  if (!waiting) return undefined;
  return {
    count: waiting.uids.length,
    imageIds: waiting.uids.map((uid) => imageIdAt(waiting.snapshot.item.study, uid, 1)),
    show: () => {
      session.refresh(waiting.snapshot);
      imaging.addImages(waiting.snapshot.item.study.archiveId, session.state.images.images);
      setWaiting(undefined);
      onTakenIn();
    },
  };
}
