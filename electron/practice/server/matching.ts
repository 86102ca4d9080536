import { attributes, type Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';

/** One key of a search: the attribute and what its value must match (PS3.4 section C.2.2.2). */
export interface MatchKey {
  readonly tag: string;
  readonly vr: string;
  readonly wanted: string;
}

const byTag = new Map<string, string>(Object.values(attributes).map(([tag, vr]) => [tag, vr]));
const exactVRs = new Set(['UI', 'IS', 'DS', 'US', 'UL', 'FD', 'AS']);
const rangeVRs = new Set(['DA', 'TM', 'DT']);

/** The tag and VR of a query name, a keyword or eight hexadecimal digits; undefined when we do not know it. */
export function queryAttribute(name: string): { readonly tag: string; readonly vr: string } | undefined {
  if (Object.hasOwn(attributes, name)) {
    const [tag, vr] = attributes[name as Keyword];
    return { tag, vr };
  }
  const tag = name.toUpperCase();
  const vr = byTag.get(tag);
  return vr === undefined ? undefined : { tag, vr };
}

export function matches(dataset: DicomDataset, key: MatchKey): boolean {
  if (key.wanted === '' || key.wanted === '*') return true;
  const values = dataset[key.tag]?.Value ?? [];
  return values.flatMap(textsOfValue).some((value) => matchesText(value, key));
}

function textsOfValue(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((group) => typeof group === 'string');
}

function matchesText(value: string, { vr, wanted }: MatchKey): boolean {
  if (rangeVRs.has(vr)) return matchesRange(value, wanted);
  if (vr === 'UI') return wanted.split(/[,\\]/).includes(value);
  if (exactVRs.has(vr)) return value === wanted;
  if (vr === 'PN') return wildcard(wanted.toLowerCase()).test(value.toLowerCase());
  return wildcard(wanted).test(value);
}

/** "20260101-20260131", either end open; a single value matches itself (PS3.4 section C.2.2.2.5). */
function matchesRange(value: string, wanted: string): boolean {
  const dash = wanted.indexOf('-');
  if (dash < 0) return value === wanted;
  const [from, to] = [wanted.slice(0, dash), wanted.slice(dash + 1)];
  return (from === '' || value >= from) && (to === '' || value.slice(0, to.length) <= to);
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, 'u');
}
