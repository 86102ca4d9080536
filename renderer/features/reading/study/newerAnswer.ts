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

/** The newer answer in all but its images: readiness, report and earlier studies are shown as they are now. */
export function withImagesOf(hung: StudySnapshot, newer: StudySnapshot): StudySnapshot {
  const readiness = new Map(newer.series.map((series) => [series.seriesInstanceUID, series.readiness]));
  const series = hung.series.map((each) => ({
    ...each,
    readiness: readiness.get(each.seriesInstanceUID) ?? each.readiness,
  }));
  return { ...newer, series };
}

function uidsOf({ series }: StudySnapshot, isCounted: (instance: DicomDataset) => boolean = () => true) {
  return series.flatMap(({ instances }) =>
    instances.filter(isCounted).map((instance) => textOf(instance, 'SOPInstanceUID') ?? ''),
  );
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
    take(uids.length > 0 ? withImagesOf(hung, snapshot) : snapshot);
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
