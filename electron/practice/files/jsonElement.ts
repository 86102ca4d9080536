import type { DicomElement } from '#shared/dicom/dicomJson.ts';

const decoders: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  GB18030: 'gb18030',
  GBK: 'gbk',
};
const asciiVRs = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
const textVRs = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const single = new Set(['LT', 'ST', 'UT', 'UR']);

/** A value field as an element of the DICOM JSON model; binary stays inline. */
export function jsonElement(vr: string, bytes: Uint8Array, charset: string | undefined): DicomElement {
  if (bytes.length === 0) return { vr };
  const numbers = readNumbers(vr, bytes);
  if (numbers) return { vr, Value: numbers };
  if (!asciiVRs.has(vr) && !textVRs.has(vr)) return { vr, InlineBinary: Buffer.from(bytes).toString('base64') };
  const label = textVRs.has(vr) ? (decoders[charset?.trim() ?? ''] ?? 'windows-1252') : 'windows-1252';
  const text = new TextDecoder(label).decode(bytes).replace(/[\0 ]+$/, '');
  const values = single.has(vr) ? [text] : text.split('\\').map((value) => value.trim());
  return { vr, Value: values.map((value) => jsonValue(vr, value)) };
}

function jsonValue(vr: string, text: string): unknown {
  if (text === '') return null;
  if (vr === 'PN') {
    const [Alphabetic = '', Ideographic = '', Phonetic = ''] = text.split('=');
    return { ...(Alphabetic && { Alphabetic }), ...(Ideographic && { Ideographic }), ...(Phonetic && { Phonetic }) };
  }
  if (vr !== 'DS' && vr !== 'IS') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

const widths: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, AT: 4 };

function readNumbers(vr: string, bytes: Uint8Array): readonly unknown[] | undefined {
  const width = widths[vr];
  if (width === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, index) => readNumber(vr, view, index * width));
}

function readNumber(vr: string, view: DataView, at: number): unknown {
  switch (vr) {
    case 'US':
      return view.getUint16(at, true);
    case 'SS':
      return view.getInt16(at, true);
    case 'UL':
      return view.getUint32(at, true);
    case 'SL':
      return view.getInt32(at, true);
    case 'FL':
      return view.getFloat32(at, true);
    case 'FD':
      return view.getFloat64(at, true);
    default: {
      const hex = (value: number) => value.toString(16).padStart(4, '0').toUpperCase();
      return hex(view.getUint16(at, true)) + hex(view.getUint16(at + 2, true));
    }
  }
}
