import type { Keyword } from './attributes.ts';
import { type DicomDataset, valuesOf } from './dicomJson.ts';
import { nameGroupsOf, readableGroups } from './readableName.ts';
import { shownText } from './shownText.ts';

/** A PN value's three component groups (PS3.5 section 6.2.1), each written for a reader: "family given". */
export interface PersonName {
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/** Reads a PN attribute of the DICOM JSON model; undefined when there is no name in it. */
export function personNameOf(dataset: DicomDataset, keyword: Keyword): PersonName | undefined {
  return fromGroups(nameGroupsOf(valuesOf(dataset, keyword)[0]));
}

/** The same, of the groups that can be read only: what an archive has garbled is no name at all (rule A10). */
export function readableNameOf(dataset: DicomDataset, keyword: Keyword): PersonName | undefined {
  return fromGroups(readableGroups(valuesOf(dataset, keyword)[0]));
}

function fromGroups(groups: readonly string[]): PersonName | undefined {
  const [alphabetic = '', ideographic = '', phonetic = ''] = groups.map(forReader);
  return alphabetic || ideographic || phonetic ? { alphabetic, ideographic, phonetic } : undefined;
}

/** "Family^Given^Middle^Prefix^Suffix" → "Prefix Family Given Middle Suffix", without empty parts. */
function forReader(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = shownText(group)
    .split('^')
    .map((part) => part.trim());
  return [prefix, family, given, middle, suffix].filter((part) => part !== '').join(' ');
}
