import type { ImagePatient } from '../dicom/imagePatient.ts';
import type { PersonName } from '../dicom/personName.ts';
import { saysLess } from '../dicom/readableText.ts';
import { shownText } from '../dicom/shownText.ts';
import { foldText } from './foldText.ts';

/** Whom the worklist names as the patient of a study. */
export interface StudyPatient {
  readonly patientName?: PersonName | undefined;
  readonly patientId?: string | undefined;
  readonly issuerOfPatientId?: string | undefined;
}

/**
 * How the patient of an image differs from the patient of the study that it lies in (T22). `patient`: another ID, or one
 * of another issuer. `name`: the ID agrees or is not said, and the names have nothing to do with each other. How a name
 * is written is no difference: case, order, accents, another script, a title, letters that the archive has lost.
 */
export function otherPatient(study: StudyPatient, image: ImagePatient | undefined): 'patient' | 'name' | undefined {
  if (!image) return undefined;
  if (textsDiffer(study.patientId, image.patientId)) return 'patient';
  if (textsDiffer(study.issuerOfPatientId, image.issuer)) return 'patient';
  return namesDisagree(study.patientName, image.name) ? 'name' : undefined;
}

/** Whom the list names, in the words in which images name their patient. */
export function listedPatient({ patientName, patientId, issuerOfPatientId }: StudyPatient): ImagePatient {
  return {
    ...(patientName && { name: patientName }),
    ...(patientId !== undefined && { patientId }),
    ...(issuerOfPatientId !== undefined && { issuer: issuerOfPatientId }),
  };
}

/** Only where both say it; signs that nobody sees tell nothing apart. */
function textsDiffer(one = '', other = ''): boolean {
  const [left, right] = [shownText(one).trim(), shownText(other).trim()];
  return left !== '' && right !== '' && left !== right;
}

/** Only a script that both are written in can tell; where one of several agrees, so do they. */
function namesDisagree(one: PersonName | undefined, other: PersonName | undefined): boolean {
  if (!one || !other) return false;
  const both = (['alphabetic', 'ideographic', 'phonetic'] as const)
    .map((group) => [one[group], other[group]] as const)
    .filter(([left, right]) => wordsOf(left).length > 0 && wordsOf(right).length > 0 && sameScript(left, right));
  return both.length > 0 && !both.some(([left, right]) => groupsAgree(left, right));
}

function groupsAgree(left: string, right: string): boolean {
  const [few = [], many = []] = [wordsOf(left), wordsOf(right)].sort((a, b) => a.length - b.length);
  if (few.every((word) => many.includes(word))) return true;
  // "Abd al Rahman" and "Abdalrahman" are one name.
  if ([...few].sort().join('') === [...many].sort().join('') || few.join('') === many.join('')) return true;
  return saysLess(left, right) || saysLess(right, left);
}

/** A name in Urdu letters and the same in Latin ones may stand in the same group of two answers. */
function sameScript(left: string, right: string): boolean {
  return /\p{Script=Latin}/u.test(left) === /\p{Script=Latin}/u.test(right);
}

/** Titles that one scribe writes and another does not. */
const titles = new Set('mr mrs ms miss master dr prof shri sri smt kumari sardar bibi'.split(' '));

function wordsOf(group: string): readonly string[] {
  const words = foldText(group)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const named = words.filter((word) => !titles.has(word));
  return named.length > 0 ? named : words;
}
