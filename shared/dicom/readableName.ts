import { isGarbledText, isReadableText, saysLess } from './readableText.ts';

/** The component groups of a PN value (PS3.5 section 6.2.1) as written: alphabetic, ideographic, phonetic. */
export type NameGroups = readonly [alphabetic: string, ideographic: string, phonetic: string];

/** Of a value of the DICOM JSON model, or of a text with "="; empty where nothing is written. */
export function nameGroupsOf(value: unknown): NameGroups {
  if (typeof value === 'string') {
    const [alphabetic = '', ideographic = '', phonetic = ''] = value.split('=');
    return [alphabetic, ideographic, phonetic];
  }
  if (typeof value !== 'object' || value === null) return ['', '', ''];
  const { Alphabetic, Ideographic, Phonetic } = value as Record<string, unknown>;
  const text = (group: unknown) => (typeof group === 'string' ? group : '');
  return [text(Alphabetic), text(Ideographic), text(Phonetic)];
}

/** Whether all of a name can be read: it has a group, and each that is written says something. */
export function isReadableName(value: unknown): boolean {
  const groups = nameGroupsOf(value);
  return (
    groups.some((group) => group !== '') && groups.every((group, at) => group === '' || isReadableGroup(group, at))
  );
}

/** A name that holds signs, and yet cannot be read. Carets alone are how many writers leave a name empty. */
export function isGarbledName(value: unknown): boolean {
  return nameGroupsOf(value).some(
    (group, at) => isGarbledText(group) || (hasSigns(group) && !isReadableGroup(group, at)),
  );
}

/** The groups that can be read, the others empty. */
export function readableGroups(value: unknown): NameGroups {
  const [alphabetic, ideographic, phonetic] = nameGroupsOf(value);
  const readable = (group: string, at: number) => (isReadableGroup(group, at) ? group : '');
  return [readable(alphabetic, 0), readable(ideographic, 1), readable(phonetic, 2)];
}

/** Whether `poor` is what an archive that cannot keep its letters leaves of `rich`. */
export function nameSaysLess(poor: unknown, rich: unknown): boolean {
  const [one, other] = [nameGroupsOf(poor), nameGroupsOf(rich)];
  const same = (group: string, at: number) => group === other[at];
  return !one.every(same) && one.every((group, at) => same(group, at) || saysLess(group, other[at] ?? ''));
}

/** Whether one group of a name can be read; `at` is its place, from 0. */
export function isReadableGroup(group: string, at: number): boolean {
  if (!isReadableText(group) || hasLooseDesignator(group)) return false;
  return at === 0 || !looksLikeTwoByteRow(group);
}

function hasSigns(group: string): boolean {
  return /[^\s^]/u.test(group);
}

/** `ESC ( B`, `ESC ( J`, `ESC ) I` without their ESC: a bracket that has no partner. "Smith (Bob)" has one. */
function hasLooseDesignator(group: string): boolean {
  return /\([BJI](?![^()]*\))/u.test(group) || /(?<!\([^()]*)\)I/u.test(group);
}

/**
 * The groups for other scripts, written in ASCII with signs that no name has: bytes of JIS X 0208 whose escapes the
 * archive has dropped (";3ED^B@O:" is 山田^太郎).
 */
function looksLikeTwoByteRow(group: string): boolean {
  return /^[\x20-\x7e]+$/u.test(group) && /[!"#$%&*+/:;<>?@[\\\]_`{|}~]/u.test(group);
}
