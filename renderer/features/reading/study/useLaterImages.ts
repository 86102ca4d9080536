import { useEffect, useState } from 'react';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { imageIdAt } from '../../../imaging/frames/frameCatalogue.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { laterUIDs, withoutNewImages } from './newerAnswer.ts';

/** Images that the site has added since the study was hung, and how they are taken in. */
export interface LaterImagesOffer {
  readonly count: number;
  /** Image ids of their first frames: what is on the disk of them has come. */
  readonly imageIds: readonly string[];
  /** A series is among them that the study has not had. */
  readonly hasNewSeries: boolean;
  readonly show: () => void;
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
  const show = () => {
    if (!waiting) return;
    session.refresh(waiting.snapshot);
    imaging.addImages(waiting.snapshot.item.study.archiveId, session.state.images.images);
    setWaiting(undefined);
    onTakenIn();
  };
  // Who has the study hung anew wants it with all that is here.
  useEffect(() => (waiting ? session.protocol?.beforeRehang(show) : undefined));
  if (!waiting) return undefined;
  return {
    count: waiting.uids.length,
    imageIds: waiting.uids.map((uid) => imageIdAt(waiting.snapshot.item.study, uid, 1)),
    hasNewSeries: hasNewSeries(session.state.snapshot, waiting.snapshot),
    show,
  };
}

function hasNewSeries(hung: StudySnapshot, newer: StudySnapshot): boolean {
  const known = new Set(hung.series.map(({ seriesInstanceUID }) => seriesInstanceUID));
  return newer.series.some(({ seriesInstanceUID }) => !known.has(seriesInstanceUID));
}
