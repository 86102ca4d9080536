import type { Keyword } from './attributes.ts';
import { type DicomDataset, valuesOf } from './dicomJson.ts';

/** A PN value's three component groups (PS3.5 section 6.2.1), each written for a reader: "family given". */
export interface PersonName {
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/** Reads a PN attribute of the DICOM JSON model; undefined when there is no name in it. */
export function personNameOf(dataset: DicomDataset, keyword: Keyword): PersonName | undefined {
  const value = valuesOf(dataset, keyword)[0];
  if (typeof value === 'string') return fromGroups(value.split('='));
  if (typeof value !== 'object' || value === null) return undefined;
  const { Alphabetic, Ideographic, Phonetic } = value as Record<string, unknown>;
  return fromGroups([Alphabetic, Ideographic, Phonetic].map((group) => (typeof group === 'string' ? group : '')));
}

function fromGroups(groups: readonly string[]): PersonName | undefined {
  const [alphabetic = '', ideographic = '', phonetic = ''] = groups.map(forReader);
  return alphabetic || ideographic || phonetic ? { alphabetic, ideographic, phonetic } : undefined;
}

/** "Family^Given^Middle^Prefix^Suffix" → "Prefix Family Given Middle Suffix", without empty parts. */
function forReader(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim());
  return [prefix, family, given, middle, suffix].filter((part) => part !== '').join(' ');
}
