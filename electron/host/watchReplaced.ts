import type { StudyCache } from '#electron/services/cache/index.ts';
import type { FetchQueue } from '#electron/services/prefetch/index.ts';
import type { Worklist } from '#electron/services/worklist/index.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import type { ReadingNeeds } from './joinReading.ts';

/**
 * An archive says of instances that they are another patient's, or others than before: what was here of them has been
 * dropped, and is fetched anew (V4, T22). Who reads or signs is told, unless only the patient's name was corrected.
 */
export function watchReplaced(
  { cache, audit, log }: Pick<ReadingNeeds, 'audit' | 'log'> & { readonly cache: Pick<StudyCache, 'onReplaced'> },
  queue: Pick<FetchQueue, 'instancesReplaced'>,
  worklist: Pick<Worklist, 'noteReplaced'>,
  noteLost: (keys: readonly FrameKey[]) => void,
): void {
  cache.onReplaced(({ study, seriesInstanceUID, sopInstanceUIDs, change }) => {
    queue.instancesReplaced(study, sopInstanceUIDs);
    noteLost(
      sopInstanceUIDs.map((uid) => ({
        ...study,
        seriesInstanceUID,
        sopInstanceUID: uid as SOPInstanceUID,
        frameNumber: 1,
      })),
    );
    if (!change) return;
    const { archiveId } = study;
    const count = sopInstanceUIDs.length;
    const recorded = audit.record('archive.imagesReplaced', { archiveId, seriesInstanceUID, count, change });
    log.warn('archive.imagesReplaced', { count, change, ...(!recorded.ok && { code: recorded.failure.code }) });
    if (change !== 'renamed') worklist.noteReplaced(study, change === 'anotherPatient' ? 'patient' : 'content');
  });
}
