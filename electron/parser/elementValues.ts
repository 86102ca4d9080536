import type { DicomElement } from '#shared/dicom/dicomJson.ts';
import { swapWords } from '#shared/dicom/framePlace.ts';
import type { DecodeText } from './characterSets.ts';
import { limits } from './limits.ts';

/** Text that takes the character set of its data set (PS3.5 section 6.1.2.2), delimited by backslashes or whole. */
const inCharacterSet = new Set(['SH', 'LO', 'UC', 'PN', 'ST', 'LT', 'UT']);
const wholeText = new Set(['ST', 'LT', 'UT', 'UR']);
const textual = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR', ...inCharacterSet]);
const wordBytes: Readonly<Record<string, number>> = { OW: 2, OL: 4, OF: 4, OD: 8, OV: 8 };

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number | string;

const numeric: Readonly<Record<string, readonly [size: number, read: ReadNumber]>> = {
  US: [2, (view, at, little) => view.getUint16(at, little)],
  SS: [2, (view, at, little) => view.getInt16(at, little)],
  UL: [4, (view, at, little) => view.getUint32(at, little)],
  SL: [4, (view, at, little) => view.getInt32(at, little)],
  FL: [4, (view, at, little) => view.getFloat32(at, little)],
  FD: [8, (view, at, little) => view.getFloat64(at, little)],
  // PS3.18 table F.2.3-1: 64-bit integers may be text where numbers would lose digits.
  UV: [8, (view, at, little) => String(view.getBigUint64(at, little))],
  SV: [8, (view, at, little) => String(view.getBigInt64(at, little))],
};

/** One element's value field as the DICOM JSON model has it. */
export function elementOf(vr: string, bytes: Buffer, littleEndian: boolean, decodeText: DecodeText): DicomElement {
  if (bytes.length === 0) return { vr };
  const number = numeric[vr];
  if (number) return withValues(vr, numbersOf(bytes, littleEndian, ...number));
  if (vr === 'AT') return withValues(vr, tagsOf(bytes, littleEndian));
  if (!textual.has(vr)) return binaryElement(vr, bytes, littleEndian);
  const text = inCharacterSet.has(vr) ? decodeText(bytes) : bytes.toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: UI is padded with NUL, and careless writers pad all text so.
  const unpadded = text.replace(/\u0000+$/, '');
  if (wholeText.has(vr)) return withValues(vr, [unpadded.trimEnd()]);
  return withValues(
    vr,
    unpadded.split('\\').map((value) => valueOfText(vr, value.trim())),
  );
}

function withValues(vr: string, values: readonly unknown[]): DicomElement {
  const filled = values.map((value) => (value === '' ? null : value));
  return filled.every((value) => value === null) ? { vr } : { vr, Value: filled };
}

function valueOfText(vr: string, value: string): unknown {
  if (value === '') return null;
  if (vr === 'PN') return nameOf(value);
  if (vr !== 'DS' && vr !== 'IS') return value;
  const number = Number(value);
  // What is no number stays text, so that a reader sees that it is none (F13).
  return Number.isFinite(number) ? number : value;
}

function nameOf(value: string): unknown {
  const [alphabetic = '', ideographic = '', phonetic = ''] = value.split('=').map((group) => group.trim());
  const name: Record<string, string> = {};
  if (alphabetic) name['Alphabetic'] = alphabetic;
  if (ideographic) name['Ideographic'] = ideographic;
  if (phonetic) name['Phonetic'] = phonetic;
  return Object.keys(name).length > 0 ? name : null;
}

function numbersOf(bytes: Buffer, littleEndian: boolean, size: number, read: ReadNumber): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: unknown[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const value = read(view, at, littleEndian);
    // JSON has no NaN and no infinity.
    values.push(typeof value === 'number' && !Number.isFinite(value) ? null : value);
  }
  return values;
}

function tagsOf(bytes: Buffer, littleEndian: boolean): string[] {
  const words = numbersOf(bytes, littleEndian, 2, (view, at, little) => view.getUint16(at, little)) as number[];
  const tags: string[] = [];
  for (let index = 0; index + 1 < words.length; index += 2) {
    const tag = (words[index] ?? 0) * 0x10000 + (words[index + 1] ?? 0);
    tags.push(tag.toString(16).toUpperCase().padStart(8, '0'));
  }
  return tags;
}

/** The JSON model is little-endian (PS3.18 section F.2.7); what is too large to be metadata is named without its bytes. */
function binaryElement(vr: string, bytes: Buffer, littleEndian: boolean): DicomElement {
  if (bytes.length > limits.inlineBytes) return { vr };
  const words = wordBytes[vr];
  if (littleEndian || words === undefined) return { vr, InlineBinary: bytes.toString('base64') };
  const swapped = Buffer.from(bytes);
  swapWords(swapped, words);
  return { vr, InlineBinary: swapped.toString('base64') };
}
