import { formatDate } from '#renderer/i18n/format.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { readDate } from '#shared/dicom/dateTime.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { nameOfExamination } from './examination.ts';

/** A sentence that the reader may put into the report; nothing is put there unasked. */
export interface Offer {
  /** What the button says, after "Insert:". */
  readonly label: string;
  readonly text: string;
}

/** More would be a list to search, not an offer. */
const mostOffers = 3;

/**
 * What may be said under Comparison. A study that was not on the desk in this sitting is named as one that exists and
 * was not compared here: a comparison that nobody made must not come from the program.
 */
export function comparisonOffers(
  item: Pick<WorklistItem, 'studyDate'>,
  priors: readonly WorklistItem[],
  wasOpened: (study: StudyRef) => boolean,
): readonly Offer[] {
  if (priors.length === 0) return [{ label: 'None known in this list', text: 'None known in this list.' }];
  return priors.slice(0, mostOffers).map((prior) => {
    const interval = earlierBy(prior.studyDate, item.studyDate);
    const words = `${nameOfExamination(prior)} of ${formatDate(prior.studyDate)}${interval ? ` (${interval})` : ''}`;
    return {
      label: `earlier ${words}`,
      text: wasOpened(prior.study) ? `${words}.` : `Earlier study, not compared here: ${words}.`,
    };
  });
}

/** "9 days earlier", "6 months earlier", "2 years earlier": as a reader says it. Empty where a date is not known. */
export function earlierBy(from: string | undefined, to: string | undefined): string {
  const [first, last] = [readDate(from), readDate(to)];
  if (!first || !last) return '';
  const days = Math.round(
    (Date.UTC(last.year, last.month - 1, last.day) - Date.UTC(first.year, first.month - 1, first.day)) / 86_400_000,
  );
  if (days < 0) return '';
  if (days === 0) return 'the same day';
  if (days < 14) return `${counted(days, 'day')} earlier`;
  if (days < 60) return `${counted(Math.round(days / 7), 'week')} earlier`;
  const months = Math.round(days / (365.25 / 12));
  return months < 24 ? `${counted(months, 'month')} earlier` : `${counted(Math.round(days / 365.25), 'year')} earlier`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
