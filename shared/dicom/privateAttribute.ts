import type { DicomDataset, DicomElement } from './dicomJson.ts';
import { bytesOfBase64 } from './inlineBinary.ts';

/**
 * The text of a private attribute, found by who made its block: the block may stand anywhere in the group
 * (PS3.5 section 7.8.1). Archives that do not know an attribute send its bytes; text is read out of those too.
 * `group`: four hexadecimal digits; `offset`: the last two of the element.
 */
export function privateTextOf(
  dataset: DicomDataset,
  group: string,
  creator: string,
  offset: string,
): string | undefined {
  return privateElementsOf(dataset, group, creator, offset)
    .map(textIn)
    .find((text) => text !== undefined);
}

/**
 * The first number of a private attribute; `form`: how it is stored where an archive that does not know the attribute
 * sends its bytes (PS3.5 section 6.2: DS and IS are text, FL and FD are four and eight bytes, little endian).
 */
export function privateNumberOf(
  dataset: DicomDataset,
  group: string,
  creator: string,
  offset: string,
  form: 'text' | 'float' | 'double',
): number | undefined {
  for (const element of privateElementsOf(dataset, group, creator, offset)) {
    const stored = element.Value?.[0] === undefined && form !== 'text' ? binaryIn(element, form) : textIn(element);
    const number = typeof stored === 'string' ? Number(stored.split('\\')[0]) : stored;
    if (number !== undefined && Number.isFinite(number)) return number;
  }
  return undefined;
}

interface CreatorPlace {
  readonly place: string;
  readonly tag: string;
}

const creators = new Map<string, readonly CreatorPlace[]>();

/** Where a group may name the makers of its blocks (gggg,0010 to 00FF); spelt once, for every header asks. */
function creatorsOf(group: string): readonly CreatorPlace[] {
  const before = creators.get(group);
  if (before) return before;
  const places = Array.from({ length: 0xf0 }, (_, index) => {
    const place = (index + 0x10).toString(16).toUpperCase();
    return { place, tag: `${group}00${place}` };
  });
  creators.set(group, places);
  return places;
}

function privateElementsOf(
  dataset: DicomDataset,
  group: string,
  creator: string,
  offset: string,
): readonly DicomElement[] {
  const found: DicomElement[] = [];
  for (const { place, tag } of creatorsOf(group)) {
    const name = dataset[tag]?.Value?.[0];
    if (typeof name !== 'string' || name.trim() !== creator) continue;
    const element = dataset[`${group}${place}${offset}`];
    if (element) found.push(element);
  }
  return found;
}

function binaryIn(element: DicomElement, form: 'float' | 'double'): number | undefined {
  const bytes = element.InlineBinary === undefined ? undefined : bytesOfBase64(element.InlineBinary);
  if (!bytes || bytes.length < (form === 'float' ? 4 : 8)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return form === 'float' ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

function textIn(element: DicomElement): string | undefined {
  const value = element.Value?.[0];
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim() || undefined;
  const bytes = element.InlineBinary === undefined ? undefined : bytesOfBase64(element.InlineBinary);
  if (!bytes) return undefined;
  const letters = [...bytes].filter((byte) => byte !== 0);
  const isText = letters.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? String.fromCharCode(...letters).trim() || undefined : undefined;
}
