import type { Worklist } from '#electron/services/worklist/index.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { CacheRoom } from './cacheRoom.ts';
import type { ReadingNeeds } from './joinReading.ts';

/** What is full is made roomy by letting go of studies; their rows stay. */
export function createRoom(
  { world, log, cache, audit, settings, announcements }: ReadingNeeds,
  worklist: Worklist,
  on: { isOpen(study: StudyRef): boolean; onEvicted(study: StudyRef): void; replan(): void },
): CacheRoom {
  return new CacheRoom({
    clock: world.clock,
    isClockSuspect: () => audit.clockSuspect(),
    cache,
    limitBytes: () => settings.read().cacheLimitBytes,
    keepReadDays: () => settings.read().keepReadDays,
    onLevel: (level) => {
      log.info('cache.level', { level });
      announcements.listChanged();
      announcements.linkChanged();
    },
    standingOf: (study) => ({ isOpen: on.isOpen(study), ...worklist.standingOf(study) }),
    audit,
    log,
    onEvicted: (study) => {
      on.onEvicted(study);
      worklist.noteEvicted(study);
    },
    onChanged: () => {
      on.replan();
      announcements.listChanged();
    },
  });
}
