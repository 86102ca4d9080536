import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** The studies whose images have come onto the desk since the window opened: only these can have been compared. */
const opened = new Set<string>();

export function noteOpened(study: StudyRef): void {
  opened.add(studyKey(study));
}

export function wasOpened(study: StudyRef): boolean {
  return opened.has(studyKey(study));
}

/** Another profile, or a lock that closed, begins another sitting. */
export function forgetOpened(): void {
  opened.clear();
}
