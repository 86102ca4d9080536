import type { StudyRef } from '#shared/dicom/frameKey.ts';

/** In one round, beside what is open: a line that is slow is not filled with questions. */
const mostRead = 20;
const readTodayMs = 24 * 3_600_000;

export interface ByNameNeeds {
  /** The archive has named the study in this round, with what it counts of it. */
  readonly isNamed: (study: StudyRef) => boolean;
  readonly isOpen: (study: StudyRef) => boolean;
  /** A report of it was begun, or arrived since an instant, epoch ms. */
  readonly wasReadSince: (study: StudyRef, instant: number) => boolean;
  /** When the archive last said what it has of it, epoch ms; 0 for never. */
  readonly askedAt: (study: StudyRef) => number;
  readonly now: number;
}

/**
 * What a search by days has not named and is asked for by its own UID in each round: all that is open, and of what was
 * read today what was asked for longest ago. Of what is not asked for nobody may say that it is complete as of now (V7).
 */
export function studiesToAskByName(
  known: Iterable<{ readonly study: StudyRef }>,
  { isNamed, isOpen, wasReadSince, askedAt, now }: ByNameNeeds,
): readonly StudyRef[] {
  const unnamed = [...known].map(({ study }) => study).filter((study) => !isNamed(study));
  const open = unnamed.filter(isOpen);
  const read = unnamed.filter((study) => !isOpen(study) && wasReadSince(study, now - readTodayMs));
  return [...open, ...read.sort((one, other) => askedAt(one) - askedAt(other)).slice(0, mostRead)];
}
