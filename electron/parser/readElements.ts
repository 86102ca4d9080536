import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { ByteReader } from './byteReader.ts';
import { type DecodeText, textDecoderFor } from './characterSets.ts';
import { elementOf } from './elementValues.ts';
import { damaged, limits } from './limits.ts';
import { hasLongForm, implicitVR, isValueRepresentation } from './valueRepresentations.ts';

/** Where pixel data lies: one value field, or the fragments of an encapsulated one with its Basic Offset Table. */
export type PixelField =
  | { readonly kind: 'native'; readonly offset: number; readonly length: number }
  | {
      readonly kind: 'encapsulated';
      readonly fragments: readonly { readonly offset: number; readonly length: number }[];
      readonly offsetTable: readonly number[];
    };

export interface ElementsRead {
  readonly dataset: DicomDataset;
  readonly pixels?: PixelField | undefined;
  /** Where the file inside the file lies (0042,0011), as long as it is. */
  readonly document?: { readonly offset: number; readonly length: number } | undefined;
  /** Extended Offset Table and its lengths (7FE0,0001 and 0002), as read. */
  readonly extendedOffsets?: readonly number[] | undefined;
  readonly extendedLengths?: readonly number[] | undefined;
}

const undefinedLength = 0xffffffff;
const itemTag = 'FFFEE000';
const itemEnd = 'FFFEE00D';
const sequenceEnd = 'FFFEE0DD';
const pixelTags = new Set(['7FE00008', '7FE00009', '7FE00010']);
/** Twice one of these, and two programs may show two patients (F12). */
const identity = /^0010|^0020000[DE]$|^00080018$/;

interface Header {
  readonly tag: string;
  readonly vr: string;
  readonly length: number;
}

/** Reads all elements of a data set, pixel data found but not copied. @throws FileRefused */
export function readElements(reader: ByteReader, explicit: boolean): ElementsRead {
  const reading = new Reading();
  const dataset = reading.dataset(reader, explicit, 0, textDecoderFor([]));
  return { dataset, pixels: reading.pixels, document: reading.document, ...reading.extended };
}

class Reading {
  pixels: PixelField | undefined;
  document: { readonly offset: number; readonly length: number } | undefined;
  readonly extended: { extendedOffsets?: number[]; extendedLengths?: number[] } = {};
  #budget: number = limits.elements;
  #signedPixels = false;

  /** To the reader's end, or to the delimiter of an item of undefined length. */
  dataset(reader: ByteReader, explicit: boolean, depth: number, inherited: DecodeText): DicomDataset {
    const dataset = Object.create(null) as { [tag: string]: DicomElement };
    let decodeText = inherited;
    while (reader.left > 0) {
      if (depth === 0 && isPadding(reader)) break;
      this.#spend();
      const header = readHeader(reader, explicit, this.#signedPixels);
      if (header.tag === itemEnd && depth > 0) return dataset;
      if (header.tag === sequenceEnd && depth > 0) {
        // Some writers end the sequence without ending its last item; the sequence reads the delimiter again.
        reader.at -= 8;
        return dataset;
      }
      // A delimiter too many, as some writers leave behind pixel data.
      if (header.tag === sequenceEnd && header.length === 0) continue;
      if (header.tag.startsWith('FFFE')) throw damaged('delimiter');
      if (depth === 0 && identity.test(header.tag) && header.tag in dataset) throw damaged('duplicate');
      const element = this.#element(reader, header, explicit, depth, decodeText);
      if (!element || header.tag.endsWith('0000') || header.tag === 'FFFCFFFC') continue;
      dataset[header.tag] = element;
      if (header.tag === '00080005') {
        decodeText = textDecoderFor((element.Value ?? []).map((term) => (typeof term === 'string' ? term : '')));
        dataset[header.tag] = { vr: 'CS', Value: ['ISO_IR 192'] };
      }
      if (header.tag === '00280103') this.#signedPixels = element.Value?.[0] === 1;
    }
    return dataset;
  }

  #element(
    reader: ByteReader,
    header: Header,
    explicit: boolean,
    depth: number,
    decodeText: DecodeText,
  ): DicomElement | undefined {
    const { tag, vr, length } = header;
    if (pixelTags.has(tag)) {
      const pixels = pixelField(reader, length);
      // An icon's pixels, inside a sequence, are not the image's.
      if (depth > 0) return undefined;
      if (this.pixels) throw damaged('duplicate');
      this.pixels = pixels;
      // Which tag they stand under tells floating point numbers from whole ones: that, and no more, goes along.
      return tag === '7FE00010' ? undefined : { vr: tag === '7FE00008' ? 'OF' : 'OD' };
    }
    if (length === undefinedLength) {
      // PS3.5 section 6.2.2: UN of undefined length is a sequence in implicit VR, little-endian.
      const within = vr === 'UN' && explicit ? new ByteReader(reader.bytes, true, reader.at, reader.end) : reader;
      if (vr !== 'SQ' && vr !== 'UN' && vr !== 'OB') throw damaged('length');
      const items = this.#sequence(within, explicit && vr !== 'UN', depth + 1, decodeText, reader.end);
      reader.at = within.at;
      return { vr: 'SQ', Value: items };
    }
    if (vr === 'SQ') {
      if (length > reader.left) throw damaged('cut');
      const within = new ByteReader(reader.bytes, reader.littleEndian, reader.at, reader.at + length);
      const items = this.#sequence(within, explicit, depth + 1, decodeText, within.end);
      reader.skip(length);
      return { vr, Value: items };
    }
    const bytes = reader.take(length);
    if (tag === '00420011' && depth === 0) this.document = { offset: reader.at - length, length };
    if (tag === '7FE00001') this.extended.extendedOffsets = wideNumbers(bytes);
    if (tag === '7FE00002') this.extended.extendedLengths = wideNumbers(bytes);
    return elementOf(vr, bytes, reader.littleEndian, decodeText);
  }

  #sequence(reader: ByteReader, explicit: boolean, depth: number, decodeText: DecodeText, end: number): DicomDataset[] {
    // Before recursion: a thousand nested sequences would overflow the stack (F13).
    if (depth > limits.sequenceDepth) throw damaged('depth');
    const items: DicomDataset[] = [];
    while (reader.at < end) {
      this.#spend();
      const tag = reader.tag();
      const length = reader.u32();
      if (tag === sequenceEnd) return items;
      if (tag !== itemTag) throw damaged('item');
      if (length === undefinedLength) {
        items.push(this.dataset(reader, explicit, depth, decodeText));
        continue;
      }
      if (length > reader.left) throw damaged('cut');
      const within = new ByteReader(reader.bytes, reader.littleEndian, reader.at, reader.at + length);
      items.push(this.dataset(within, explicit, depth, decodeText));
      reader.skip(length);
    }
    return items;
  }

  #spend(): void {
    this.#budget -= 1;
    if (this.#budget < 0) throw damaged('elements');
  }
}

function pixelField(reader: ByteReader, length: number): PixelField {
  if (length !== undefinedLength) {
    const offset = reader.at;
    reader.skip(length);
    return { kind: 'native', offset, length };
  }
  const items: { offset: number; length: number }[] = [];
  while (reader.left > 0) {
    const tag = reader.tag();
    const itemLength = reader.u32();
    if (tag === sequenceEnd) break;
    if (tag !== itemTag || items.length > limits.fragments) throw damaged('fragments');
    items.push({ offset: reader.at, length: itemLength });
    reader.skip(itemLength);
  }
  const [table, ...fragments] = items;
  if (!table) throw damaged('fragments');
  const offsets = reader.bytes.subarray(table.offset, table.offset + table.length);
  const offsetTable: number[] = [];
  for (let at = 0; at + 4 <= offsets.length; at += 4) offsetTable.push(offsets.readUInt32LE(at));
  return { kind: 'encapsulated', fragments, offsetTable };
}

function readHeader(reader: ByteReader, explicit: boolean, signedPixels: boolean): Header {
  const tag = reader.tag();
  if (!explicit || tag.startsWith('FFFE')) {
    return { tag, vr: implicitVR(tag, signedPixels), length: reader.u32() };
  }
  const vr = reader.ascii(2);
  if (!isValueRepresentation(vr)) return readStrangeHeader(reader, tag, vr);
  if (!hasLongForm(vr)) return { tag, vr, length: reader.u16() };
  reader.skip(2);
  return { tag, vr, length: reader.u32() };
}

/** A VR that is none of ours: letters are one from the future (long form, PS3.5 section 6.2 note), others a careless writer's. */
function readStrangeHeader(reader: ByteReader, tag: string, vr: string): Header {
  if (/^[A-Z]{2}$/.test(vr)) {
    reader.skip(2);
    return { tag, vr: 'UN', length: reader.u32() };
  }
  return { tag, vr: implicitVR(tag, false), length: reader.u16() };
}

/** Zeros behind the last element: some writers fill up to a block. */
function isPadding(reader: ByteReader): boolean {
  return reader.bytes[reader.at] === 0 && reader.bytes.subarray(reader.at, reader.end).every((byte) => byte === 0);
}

function wideNumbers(bytes: Buffer): number[] {
  const numbers: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) numbers.push(Number(bytes.readBigUInt64LE(at)));
  return numbers;
}
