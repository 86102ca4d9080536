import { attributes as knownAttributes } from '#shared/dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { jsonElement } from './jsonElement.ts';
import { longHeaderVRs } from './valueBytes.ts';

export interface ReadFile {
  /** Without pixel data and group 2, text as Unicode. */
  readonly attributes: DicomDataset;
  readonly transferSyntaxUID: string;
  /** One for each frame. */
  readonly frames: readonly Uint8Array[];
}

const undefinedLength = 0xffffffff;
const implicitLittleEndian = '1.2.840.10008.1.2';
const unreadable = new Set(['1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99']);
const maxDepth = 16;
const vrOfTag = new Map<string, string>(Object.values(knownAttributes).map(([tag, vr]) => [tag, vr]));

class NotReadable extends Error {}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

/**
 * Reads a Part 10 file in a little-endian syntax (PS3.10, PS3.5 section 7); undefined when it is none, is cut short,
 * or is big-endian or deflated. Never trusts a length: every step is checked against the bytes that are there.
 */
export function readPart10(bytes: Uint8Array): ReadFile | undefined {
  try {
    return readFile(bytes);
  } catch (error) {
    if (error instanceof NotReadable || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readFile(bytes: Uint8Array): ReadFile {
  if (bytes.length < 140 || String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM') throw new NotReadable();
  const cursor: Cursor = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at: 132 };
  const meta = Object.create(null) as { [tag: string]: DicomElement };
  while (cursor.at + 8 <= bytes.length && cursor.view.getUint16(cursor.at, true) === 2) {
    readElement(cursor, meta, { explicit: true, depth: 0, charset: undefined });
  }
  const transferSyntaxUID = String(meta['00020010']?.Value?.[0] ?? '');
  if (transferSyntaxUID === '' || unreadable.has(transferSyntaxUID)) throw new NotReadable();
  const style: Style = { explicit: transferSyntaxUID !== implicitLittleEndian, depth: 0, charset: undefined };
  const dataset = Object.create(null) as { [tag: string]: DicomElement };
  let pixels: Pixels | undefined;
  while (cursor.at + 8 <= bytes.length) {
    pixels = readElement(cursor, dataset, style) ?? pixels;
    style.charset ??= dataset['00080005']?.Value?.[0] as string | undefined;
  }
  return { attributes: dataset, transferSyntaxUID, frames: framesOf(pixels, dataset) };
}

interface Style {
  readonly explicit: boolean;
  readonly depth: number;
  charset: string | undefined;
}

type Pixels =
  | { readonly native: Uint8Array }
  | { readonly fragments: readonly Uint8Array[]; readonly offsets: number[] };

function readTag(cursor: Cursor): string {
  const group = cursor.view.getUint16(cursor.at, true);
  const element = cursor.view.getUint16(cursor.at + 2, true);
  cursor.at += 4;
  return (group.toString(16).padStart(4, '0') + element.toString(16).padStart(4, '0')).toUpperCase();
}

function readHeader(cursor: Cursor, tag: string, explicit: boolean): { readonly vr: string; readonly length: number } {
  if (!explicit || tag.startsWith('FFFE')) {
    const length = cursor.view.getUint32(cursor.at, true);
    cursor.at += 4;
    return { vr: vrOfTag.get(tag) ?? 'UN', length };
  }
  const vr = String.fromCharCode(cursor.bytes[cursor.at] ?? 0, cursor.bytes[cursor.at + 1] ?? 0);
  if (!/^[A-Z]{2}$/.test(vr)) throw new NotReadable();
  const long = longHeaderVRs.has(vr);
  const length = long ? cursor.view.getUint32(cursor.at + 4, true) : cursor.view.getUint16(cursor.at + 2, true);
  cursor.at += long ? 8 : 4;
  return { vr, length };
}

/** Reads one element into the data set; answers the pixel data, which the data set never holds. */
function readElement(cursor: Cursor, into: { [tag: string]: DicomElement }, style: Style): Pixels | undefined {
  const tag = readTag(cursor);
  const { vr, length } = readHeader(cursor, tag, style.explicit);
  if (tag === '7FE00010' && length === undefinedLength) return readFragments(cursor);
  if (vr === 'SQ' || length === undefinedLength) {
    into[tag] = { vr: 'SQ', Value: readItems(cursor, length, style) };
    return undefined;
  }
  const value = take(cursor, length);
  if (tag === '7FE00010') return { native: value };
  into[tag] = jsonElement(vr, value, style.charset);
  return undefined;
}

function take(cursor: Cursor, length: number): Uint8Array {
  if (cursor.at + length > cursor.bytes.length) throw new NotReadable();
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
}

function readItems(cursor: Cursor, length: number, style: Style): DicomDataset[] {
  if (style.depth >= maxDepth) throw new NotReadable();
  const end = length === undefinedLength ? cursor.bytes.length : cursor.at + length;
  if (end > cursor.bytes.length) throw new NotReadable();
  const items: DicomDataset[] = [];
  while (cursor.at < end) {
    const tag = readTag(cursor);
    const itemLength = cursor.view.getUint32(cursor.at, true);
    cursor.at += 4;
    if (tag === 'FFFEE0DD') return items;
    if (tag !== 'FFFEE000') throw new NotReadable();
    items.push(readItem(cursor, itemLength, { ...style, depth: style.depth + 1 }));
  }
  return items;
}

function readItem(cursor: Cursor, length: number, style: Style): DicomDataset {
  const end = length === undefinedLength ? cursor.bytes.length : cursor.at + length;
  const item = Object.create(null) as { [tag: string]: DicomElement };
  while (cursor.at < end) {
    if (length === undefinedLength && cursor.view.getUint32(cursor.at, true) === 0xe00dfffe) {
      cursor.at += 8;
      return item;
    }
    readElement(cursor, item, style);
  }
  return item;
}

function readFragments(cursor: Cursor): Pixels {
  const fragments: Uint8Array[] = [];
  for (;;) {
    const tag = readTag(cursor);
    const length = cursor.view.getUint32(cursor.at, true);
    cursor.at += 4;
    if (tag === 'FFFEE0DD') break;
    if (tag !== 'FFFEE000') throw new NotReadable();
    fragments.push(take(cursor, length));
  }
  const table = fragments.shift() ?? new Uint8Array(0);
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const offsets = Array.from({ length: Math.floor(table.length / 4) }, (_, index) => view.getUint32(index * 4, true));
  return { fragments, offsets };
}

function framesOf(pixels: Pixels | undefined, dataset: DicomDataset): readonly Uint8Array[] {
  if (pixels === undefined) return [];
  const count = Math.max(1, Number(dataset['00280008']?.Value?.[0] ?? 1) || 1);
  if ('native' in pixels) {
    const number = (tag: string) => Number(dataset[tag]?.Value?.[0] ?? 1);
    const size = number('00280010') * number('00280011') * number('00280002') * Math.ceil(number('00280100') / 8);
    if (!(size > 0) || size * count > pixels.native.length) throw new NotReadable();
    return Array.from({ length: count }, (_, index) => pixels.native.subarray(index * size, (index + 1) * size));
  }
  return splitFragments(pixels.fragments, pixels.offsets, count);
}

/** One fragment a frame, or one frame in many fragments, or as the basic offset table says (PS3.5 annex A.4). */
function splitFragments(fragments: readonly Uint8Array[], offsets: readonly number[], count: number): Uint8Array[] {
  if (fragments.length === count) return [...fragments];
  if (count === 1) return [Buffer.concat(fragments)];
  if (offsets.length !== count) throw new NotReadable();
  const frames: Uint8Array[][] = Array.from({ length: count }, () => []);
  let at = 0;
  for (const fragment of fragments) {
    const next = offsets.findIndex((offset) => offset > at);
    frames[(next < 0 ? count : next) - 1]?.push(fragment);
    at += 8 + fragment.length;
  }
  return frames.map((parts) => Buffer.concat(parts));
}
