import type { Clock } from '#electron/base/world.ts';
import { ChangeThrottle } from '#electron/services/prefetch/index.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';

/** At most two announcements of a kind a second, however fast frames come (rule N20). */
const apartMs = 500;
/** What moves on a line moves all the time: once a second is often enough to look at. */
const linkApartMs = 1_000;
/** The list changes as a whole; the throttle counts studies. */
const wholeList: StudyRef = { archiveId: '' as ArchiveId, studyInstanceUID: '' as StudyInstanceUID };

/** What the services have to say to whoever listens, told often enough and not more. */
export interface Announcements {
  readonly emit: (event: HostEvent) => void;
  listChanged(): void;
  readinessChanged(study: StudyRef): void;
  linkChanged(): void;
  stop(): void;
}

export function createAnnouncements(clock: Clock, emit: (event: HostEvent) => void): Announcements {
  const readiness = new ChangeThrottle(clock, apartMs, (studies) =>
    emit({ event: 'readiness.changed', studies: [...studies] }),
  );
  const list = new ChangeThrottle(clock, apartMs, () => emit({ event: 'worklist.changed' }));
  const link = new ChangeThrottle(clock, linkApartMs, () => emit({ event: 'link.changed' }));
  return {
    emit,
    listChanged: () => list.add(wholeList),
    readinessChanged: (study) => readiness.add(study),
    linkChanged: () => link.add(wholeList),
    stop() {
      link.stop();
      readiness.stop();
      list.stop();
    },
  };
}
