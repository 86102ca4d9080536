import { useEffect } from 'react';
import { studyKey } from '#shared/dicom/frameKey.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import { noteSeenInFull } from '../../../session/openedStudies.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { anyViewed } from '../../../session/viewedImages.ts';

/** Of every study on the desk, those beside the one that is read too: whether an image of it was seen in full. */
export function useSeenStudies(session: ReadingSession, { ledger }: Imaging): void {
  useEffect(() => {
    const seen = new Set<string>();
    // What was seen in an earlier sitting was not compared in this one.
    const seenHere = { wasSeen: (imageId: string) => ledger.wasSeenHere(imageId) };
    const look = () => {
      for (const { snapshot, images } of session.state.studies) {
        const { study } = snapshot.item;
        if (seen.has(studyKey(study)) || !anyViewed(images.sets, seenHere)) continue;
        seen.add(studyKey(study));
        noteSeenInFull(study);
      }
    };
    look();
    return ledger.subscribe(look);
  }, [session, ledger]);
}
