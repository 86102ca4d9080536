import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { BinaryWriter } from './binaryWriter.ts';
import { longHeaderVRs, sortedElements, valueBytes } from './valueBytes.ts';

/** Names this writer in every file (PS3.10 section 7.1). */
const implementationClassUID = '2.25.263814407219864137482950017735520841931';
const undefinedLength = 0xffffffff;

export interface Part10Contents {
  /** Without pixel data and group 2. */
  readonly attributes: DicomDataset;
  readonly transferSyntaxUID: string;
  readonly frames: readonly Uint8Array[];
}

/**
 * Writes a Part 10 file (PS3.10): explicit VR little endian, pixel data native or encapsulated as the syntax asks,
 * one fragment a frame, with a basic offset table (PS3.5 annex A.4).
 */
export function writePart10(contents: Part10Contents): Uint8Array {
  const { attributes, transferSyntaxUID, frames } = contents;
  const writer = new BinaryWriter();
  writer.zeros(128);
  writer.ascii('DICM');
  writer.bytes(metaInformation(attributes, transferSyntaxUID));
  writeDataset(writer, attributes);
  if (frames.length > 0) writePixelData(writer, attributes, transferSyntaxUID, frames);
  return writer.finish();
}

function metaInformation(attributes: DicomDataset, transferSyntaxUID: string): Uint8Array {
  const body = new BinaryWriter();
  const uid = (tag: string, value: unknown) => writeElement(body, tag, { vr: 'UI', Value: [value] });
  writeElement(body, '00020001', { vr: 'OB', InlineBinary: 'AAE=' });
  uid('00020002', attributes['00080016']?.Value?.[0]);
  uid('00020003', attributes['00080018']?.Value?.[0]);
  uid('00020010', transferSyntaxUID);
  uid('00020012', implementationClassUID);
  writeElement(body, '00020013', { vr: 'SH', Value: ['DURBEEN_1'] });
  const head = new BinaryWriter();
  writeElement(head, '00020000', { vr: 'UL', Value: [body.length] });
  head.bytes(body.finish());
  return head.finish();
}

function writeDataset(writer: BinaryWriter, dataset: DicomDataset): void {
  for (const [tag, element] of sortedElements(dataset)) writeElement(writer, tag, element);
}

function writeTag(writer: BinaryWriter, tag: string): void {
  writer.uint16(Number.parseInt(tag.slice(0, 4), 16));
  writer.uint16(Number.parseInt(tag.slice(4), 16));
}

function writeHeader(writer: BinaryWriter, tag: string, vr: string, length: number): void {
  writeTag(writer, tag);
  writer.ascii(vr);
  if (longHeaderVRs.has(vr)) {
    writer.uint16(0);
    writer.uint32(length);
  } else writer.uint16(length);
}

function writeElement(writer: BinaryWriter, tag: string, element: DicomElement): void {
  if (element.vr === 'SQ') {
    writeSequence(writer, tag, element);
    return;
  }
  const bytes = valueBytes(element);
  writeHeader(writer, tag, element.vr, bytes.length);
  writer.bytes(bytes);
}

function writeSequence(writer: BinaryWriter, tag: string, element: DicomElement): void {
  writeHeader(writer, tag, 'SQ', undefinedLength);
  for (const item of element.Value ?? []) {
    writeTag(writer, 'FFFEE000');
    writer.uint32(undefinedLength);
    writeDataset(writer, item as DicomDataset);
    writeTag(writer, 'FFFEE00D');
    writer.uint32(0);
  }
  writeTag(writer, 'FFFEE0DD');
  writer.uint32(0);
}

function writePixelData(
  writer: BinaryWriter,
  attributes: DicomDataset,
  transferSyntaxUID: string,
  frames: readonly Uint8Array[],
): void {
  if (transferSyntaxUID === explicitVRLittleEndian) {
    const length = frames.reduce((sum, frame) => sum + frame.length, 0);
    const eightBit = attributes['00280100']?.Value?.[0] === 8;
    writeHeader(writer, '7FE00010', eightBit ? 'OB' : 'OW', length + (length % 2));
    for (const frame of frames) writer.bytes(frame);
    writer.zeros(length % 2);
    return;
  }
  writeHeader(writer, '7FE00010', 'OB', undefinedLength);
  writeTag(writer, 'FFFEE000');
  writer.uint32(frames.length * 4);
  let offset = 0;
  for (const frame of frames) {
    writer.uint32(offset);
    offset += 8 + frame.length + (frame.length % 2);
  }
  for (const frame of frames) {
    writeTag(writer, 'FFFEE000');
    writer.uint32(frame.length + (frame.length % 2));
    writer.bytes(frame);
    writer.zeros(frame.length % 2);
  }
  writeTag(writer, 'FFFEE0DD');
  writer.uint32(0);
}
