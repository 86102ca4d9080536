import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { BinaryWriter } from './binaryWriter.ts';

/** VRs whose explicit header has two reserved bytes and a 32-bit length (PS3.5 section 7.1.2). */
export const longHeaderVRs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const zeroPadded = new Set(['UI', 'OB', 'UN']);

/** The value field of an element that is not a sequence, padded to even length, text in UTF-8. */
export function valueBytes(element: DicomElement): Uint8Array {
  const writer = new BinaryWriter();
  const values = element.Value ?? [];
  if (element.InlineBinary !== undefined) writer.bytes(Buffer.from(element.InlineBinary, 'base64'));
  else if (!writeNumbers(writer, element.vr, values)) {
    writer.bytes(new TextEncoder().encode(values.map(textOfValue).join('\\')));
  }
  if (writer.length % 2 === 1) writer.bytes(Uint8Array.of(zeroPadded.has(element.vr) ? 0 : 0x20));
  return writer.finish();
}

function writeNumbers(writer: BinaryWriter, vr: string, values: readonly unknown[]): boolean {
  const write = numberWriters[vr];
  if (!write) return false;
  for (const value of values) write(writer, value);
  return true;
}

const numberWriters: Readonly<Record<string, (writer: BinaryWriter, value: unknown) => void>> = {
  US: (writer, value) => writer.uint16(Number(value)),
  SS: (writer, value) => writer.int16(Number(value)),
  UL: (writer, value) => writer.uint32(Number(value)),
  SL: (writer, value) => writer.int32(Number(value)),
  FL: (writer, value) => writer.float32(Number(value)),
  FD: (writer, value) => writer.float64(Number(value)),
  AT: (writer, value) => {
    writer.uint16(Number.parseInt(String(value).slice(0, 4), 16));
    writer.uint16(Number.parseInt(String(value).slice(4), 16));
  },
};

/** A JSON value as the file writes it: names join their groups with "=" (PS3.5 section 6.2.1). */
function textOfValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { Alphabetic = '', Ideographic = '', Phonetic = '' } = value as Record<string, string>;
    return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
  }
  if (typeof value === 'number') return decimalText(value);
  return typeof value === 'string' ? value : '';
}

/** DS holds at most 16 characters (PS3.5 section 6.2). */
function decimalText(value: number): string {
  const plain = String(value);
  return plain.length <= 16 ? plain : String(Number(value.toPrecision(10)));
}

/** The elements in the order a file wants them. */
export function sortedElements(dataset: DicomDataset): readonly (readonly [tag: string, element: DicomElement])[] {
  return Object.entries(dataset).sort(([left], [right]) => (left < right ? -1 : 1));
}
