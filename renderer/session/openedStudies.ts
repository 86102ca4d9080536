import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/**
 * How far a study was looked at since the window opened. `onDesk`: it was hung, and nothing of it is known to have been
 * on a screen at full fidelity; `inFull`: at least one of its images was.
 */
export type LookedAt = 'never' | 'onDesk' | 'inFull';

const looked = new Map<string, Exclude<LookedAt, 'never'>>();
const listeners = new Set<() => void>();
let changes = 0;

/** The study has come onto the desk. */
export function noteOpened(study: StudyRef): void {
  if (!looked.has(studyKey(study))) note(study, 'onDesk');
}

/** An image of the study was on a screen, as its archive has it. */
export function noteSeenInFull(study: StudyRef): void {
  if (looked.get(studyKey(study)) !== 'inFull') note(study, 'inFull');
}

export function lookedAt(study: StudyRef): LookedAt {
  return looked.get(studyKey(study)) ?? 'never';
}

/** Another profile, or a lock that closed, begins another sitting. */
export function forgetOpened(): void {
  looked.clear();
  tell();
}

/** Whoever speaks of what was looked at speaks of now: for `useSyncExternalStore`, with `timesLooked`. */
export function followLooked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Rises with every change. */
export function timesLooked(): number {
  return changes;
}

function note(study: StudyRef, how: Exclude<LookedAt, 'never'>): void {
  looked.set(studyKey(study), how);
  tell();
}

function tell(): void {
  changes += 1;
  for (const listener of listeners) listener();
}
