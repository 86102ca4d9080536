import { formatDate } from '#renderer/i18n/format.ts';
import type { LookedAt } from '#renderer/session/openedStudies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { readDate } from '#shared/dicom/dateTime.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { nameOfExamination } from './examination.ts';

/** A sentence that the reader may put into the report; nothing is put there unasked. Its button says it word for word. */
export interface Offer {
  readonly text: string;
  /** The words that name the study, in whatever sentence: once they stand there, nothing more is offered of it. */
  readonly names: string;
  /** What was offered of the same study before it was looked at: no longer true, and gone when this is put in. */
  readonly insteadOf?: readonly string[];
}

/** More would be a list to search, not an offer. */
const mostOffers = 3;

const none = 'No earlier study available.';

/**
 * What may be said under Comparison, each sentence true of this moment. Compared is named only what was on a screen at
 * full fidelity in this sitting, as the present study was; what was on the desk and not known to be seen so is named and
 * no more, for nobody knows; what was on no desk was not compared here.
 */
export function comparisonOffers(
  item: Pick<WorklistItem, 'study' | 'studyDate'>,
  priors: readonly WorklistItem[],
  lookedAt: (study: StudyRef) => LookedAt,
): readonly Offer[] {
  if (priors.length === 0) return [{ text: none, names: none }];
  const isPresentSeen = lookedAt(item.study) === 'inFull';
  return priors.slice(0, mostOffers).map((prior) => {
    const interval = earlierBy(prior.studyDate, item.studyDate);
    const words = `${nameOfExamination(prior)} of ${formatDate(prior.studyDate)}${interval ? ` (${interval})` : ''}`;
    const [compared, known, notCompared] = [
      `${words}.`,
      `Earlier study: ${words}.`,
      `Earlier study, not compared here: ${words}.`,
    ];
    const looked = lookedAt(prior.study);
    if (looked === 'never') return { text: notCompared, names: compared };
    return looked === 'inFull' && isPresentSeen
      ? { text: compared, names: compared, insteadOf: [notCompared, known] }
      : { text: known, names: compared, insteadOf: [notCompared] };
  });
}

/** The section with the sentence in it: in the place of what it makes untrue, else on a line of its own at the end. */
export function withOffer(section: string, { text, insteadOf = [] }: Offer): string {
  const stale = insteadOf.find((sentence) => section.includes(sentence));
  if (stale !== undefined) return section.replace(stale, () => text);
  return section.trim() ? `${section}\n${text}` : text;
}

/** Whether the section names the study already, and says nothing of it that has become untrue. */
export function isOffered(section: string, offer: Offer): boolean {
  return !staleIn(section, offer) && section.includes(offer.names);
}

/** Whether the section says what was true when it was put in and is not now. */
export function staleIn(section: string, { insteadOf = [] }: Offer): boolean {
  return insteadOf.some((sentence) => section.includes(sentence));
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
