import type { DcmjsDictionary, DcmjsElement } from 'dcmjs';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';

const binary = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const wholeText = new Set(['LT', 'ST', 'UR', 'UT']);
const numeric = new Set(['FD', 'FL', 'SL', 'SS', 'UL', 'US']);

/** DICOM JSON (PS3.18 annex F) → what dcmjs writes: AT as numbers, bytes as ArrayBuffer, null as nothing. */
export function toCodec(dataset: DicomDataset): DcmjsDictionary {
  const dictionary: DcmjsDictionary = {};
  for (const [tag, element] of Object.entries(dataset)) dictionary[tag] = elementToCodec(element);
  return dictionary;
}

function elementToCodec(element: DicomElement): DcmjsElement {
  const { vr } = element;
  const values = element.Value ?? [];
  if (vr === 'SQ') return { vr, Value: values.map((item) => toCodec(item as DicomDataset)) };
  if (binary.has(vr)) {
    // dcmjs has no OL and OV; PS3.5 section 6.2.2 note 2 lets an application write them as UN.
    const bytes = Buffer.from(element.InlineBinary ?? '', 'base64');
    return { vr: vr === 'OL' || vr === 'OV' ? 'UN' : vr, Value: [toArrayBuffer(bytes)] };
  }
  if (vr === 'AT') return { vr, Value: values.map((value) => Number.parseInt(String(value), 16)) };
  if (vr === 'UV') return { vr, Value: values.map((value) => BigInt(value as string | number)) };
  if (numeric.has(vr)) return { vr, Value: values.map(Number) };
  if (vr === 'PN') return { vr, Value: values.map((value) => value ?? '') };
  return { vr, Value: values.map((value) => (value === null || value === undefined ? '' : String(value))) };
}

/** What dcmjs read → DICOM JSON. Pixel data is left out here; `readPart10` hands it on as bytes. */
export function fromCodec(dictionary: DcmjsDictionary, leaveOut: ReadonlySet<string>): DicomDataset {
  const dataset = Object.create(null) as { [tag: string]: DicomElement };
  for (const [key, element] of Object.entries(dictionary)) {
    const tag = key.toUpperCase();
    // Group lengths (gggg,0000) are retired and of no use once read (PS3.5 section 7.2).
    if (tag.endsWith('0000') || leaveOut.has(tag)) continue;
    dataset[tag] = elementFromCodec(element, leaveOut);
  }
  return dataset;
}

function elementFromCodec({ vr, Value = [] }: DcmjsElement, leaveOut: ReadonlySet<string>): DicomElement {
  if (vr === 'SQ') return { vr, Value: Value.map((item) => fromCodec(item as DcmjsDictionary, leaveOut)) };
  if (binary.has(vr)) return { vr, InlineBinary: Buffer.concat(Value.flat().map(toBytes)).toString('base64') };
  const values = valuesFromCodec(vr, Value);
  return values.length === 0 || values.every((value) => value === null) ? { vr } : { vr, Value: values };
}

function valuesFromCodec(vr: string, values: readonly unknown[]): readonly unknown[] {
  if (vr === 'AT') return values.map((value) => Number(value).toString(16).toUpperCase().padStart(8, '0'));
  if (vr === 'PN') return values.map(nameFromCodec);
  // A backslash is text in these; dcmjs takes it for a delimiter.
  if (wholeText.has(vr)) return [values.map(String).join('\\')].map(emptyToNull);
  return values.map((value) => {
    if (typeof value === 'bigint') return String(value);
    return typeof value === 'string' ? emptyToNull(value) : (value ?? null);
  });
}

function nameFromCodec(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? null : { Alphabetic: value };
  if (typeof value !== 'object' || value === null) return null;
  const groups = Object.entries(value).filter(([, group]) => typeof group === 'string' && group !== '');
  return groups.length === 0 ? null : Object.fromEntries(groups);
}

function emptyToNull(text: string): string | null {
  return text === '' ? null : text;
}

export function toBytes(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new Uint8Array();
}

/** An ArrayBuffer of exactly these bytes: a view of a larger buffer would be written whole. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
