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
