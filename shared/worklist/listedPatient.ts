import type { PersonName } from '../dicom/personName.ts';
import { foldText } from './foldText.ts';

/** What tells one patient from another within one archive. */
export interface ListedPatient {
  readonly patientId: string | undefined;
  /** Issuer of Patient ID (0010,0021). */
  readonly issuer: string | undefined;
  readonly name: PersonName | undefined;
  /** DA text. */
  readonly birthDate: string | undefined;
}

/**
 * Whether two studies of one archive are of the same patient: the same ID of the same issuer, and the birth date or,
 * where one of them lacks it, the name agrees. An ID alone is never enough: two hospitals number their patients alike,
 * and a prior of another patient is worse than none.
 * Good enough to offer a prior, which the reader sees the name of; never to bind a report (see reports/identity.ts).
 */
export function likelySamePatient(one: ListedPatient, other: ListedPatient): boolean {
  if (!one.patientId || one.patientId !== other.patientId) return false;
  if (one.issuer && other.issuer && one.issuer !== other.issuer) return false;
  if (one.birthDate && other.birthDate) return one.birthDate === other.birthDate;
  return namesAgree(one.name, other.name);
}

/** Names agree when, in a script that both are written in, one has every word of the other. A name that is not there agrees with none. */
export function namesAgree(one: PersonName | undefined, other: PersonName | undefined): boolean {
  if (!one || !other) return false;
  return (['alphabetic', 'ideographic', 'phonetic'] as const).some((group) => wordsAgree(one[group], other[group]));
}

function wordsAgree(one: string, other: string): boolean {
  const [few = [], many = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  return few.length > 0 && few.every((word) => many.includes(word));
}

function wordsOf(text: string): readonly string[] {
  return foldText(text)
    .split(/[\s,^=.'-]+/u)
    .filter((word) => word !== '');
}
