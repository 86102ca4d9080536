import type { StudyToTry } from '#shared/contract/hanging.ts';
import type { Trial } from '#shared/hanging/trial.ts';

/** One study with what a protocol would do to it. */
export interface TriedItem {
  readonly item: StudyToTry['item'];
  readonly trial: Trial;
  /** Found out of an earlier text, and not yet of this one. */
  readonly isOfBefore: boolean;
}

/** What was found out of one study, and what was asked then: by the very object. */
export interface Found {
  readonly trial: Trial;
  readonly question: unknown;
}

/**
 * What is known of the studies that are asked about, in their order. One that was not tried by this question stands as it
 * was found before, and says so: letters that are being typed make nothing flicker, and no mark says what is not known.
 */
export function trialMarks(
  studies: readonly StudyToTry[],
  found: readonly Found[],
  question: unknown,
): readonly TriedItem[] {
  return studies.flatMap(({ item, toHang }): readonly TriedItem[] => {
    const own = found.find(({ trial }) => trial.study.id === toHang.id);
    return own ? [{ item, trial: own.trial, isOfBefore: own.question !== question }] : [];
  });
}

/** With one more study tried; what was found of it before is forgotten. */
export function withFound(found: readonly Found[], one: Found): readonly Found[] {
  return [...found.filter(({ trial }) => trial.study.id !== one.trial.study.id), one];
}
