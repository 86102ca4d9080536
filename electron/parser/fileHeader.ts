import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { isUID, type TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { ByteReader } from './byteReader.ts';
import { damaged, FileRefused, limits } from './limits.ts';
import { hasLongForm, isValueRepresentation } from './valueRepresentations.ts';

/** A file made ready to read: where its data set begins, and how it is written. */
export interface OpenedFile {
  readonly reader: ByteReader;
  readonly explicit: boolean;
  readonly transferSyntaxUID: TransferSyntaxUID;
  readonly inflated?: Buffer;
}

const implicitVRLittleEndian = '1.2.840.10008.1.2' as TransferSyntaxUID;
const explicitVRBigEndian = '1.2.840.10008.1.2.2' as TransferSyntaxUID;
const deflated = '1.2.840.10008.1.2.1.99';
const maxPlausibleGroup = 0x0040;

/**
 * Finds the data set of a file: behind a preamble and group 2 (PS3.10 section 7), behind group 2 alone, or bare, as
 * old systems wrote it; then its encoding is recognised from its first element. @throws FileRefused
 */
export function openFile(file: Buffer): OpenedFile {
  const start = file.toString('latin1', 128, 132) === 'DICM' ? 132 : 0;
  if (start === 0 && !looksLikeDataset(file)) throw new FileRefused('NotDicom', { sizeBytes: file.length });
  const { at, named } = readMeta(file, start);
  const transferSyntaxUID = named ?? recognise(file, at);
  if (transferSyntaxUID !== deflated) return reading(file, at, transferSyntaxUID);
  const inflated = inflate(file.subarray(at));
  return { ...reading(inflated, 0, transferSyntaxUID), inflated };
}

function reading(bytes: Buffer, at: number, transferSyntaxUID: TransferSyntaxUID): OpenedFile {
  const littleEndian = transferSyntaxes.get(transferSyntaxUID)?.littleEndian ?? true;
  const explicit = transferSyntaxUID !== implicitVRLittleEndian;
  return { reader: new ByteReader(bytes, littleEndian, at), explicit, transferSyntaxUID };
}

/** Group 2 is always explicit little-endian; its declared length is not needed and not believed. */
function readMeta(file: Buffer, start: number): { at: number; named?: TransferSyntaxUID } {
  const reader = new ByteReader(file, true, start);
  let named: TransferSyntaxUID | undefined;
  while (reader.left >= 8 && file.readUInt16LE(reader.at) === 2) {
    const tag = reader.tag();
    const vr = reader.ascii(2);
    if (!isValueRepresentation(vr)) throw damaged('meta');
    if (hasLongForm(vr)) reader.skip(2);
    const value = reader.take(hasLongForm(vr) ? reader.u32() : reader.u16());
    if (tag !== '00020010') continue;
    const text = value.toString('latin1').replaceAll('\0', '').trim();
    if (text !== '' && !isUID(text)) throw damaged('transferSyntax');
    if (text !== '') named = text as TransferSyntaxUID;
  }
  return named ? { at: reader.at, named } : { at: reader.at };
}

/** The encoding of a data set that nobody names: from its first element's group and what follows the tag. */
function recognise(file: Buffer, at: number): TransferSyntaxUID {
  if (at + 8 > file.length) throw damaged('cut');
  const explicit = isValueRepresentation(file.toString('latin1', at + 4, at + 6));
  const littleEndian = file.readUInt16LE(at) <= file.readUInt16BE(at);
  if (explicit) return littleEndian ? explicitVRLittleEndian : explicitVRBigEndian;
  if (!littleEndian) throw damaged('encoding');
  return implicitVRLittleEndian;
}

/** Whether bytes without a preamble begin with an element of group 2 or of a low group, short enough to be one. */
function looksLikeDataset(file: Buffer): boolean {
  if (file.length < 16) return false;
  const [little, big] = [file.readUInt16LE(0), file.readUInt16BE(0)];
  const group = Math.min(little, big);
  if (group !== 2 && (group < 8 || group > maxPlausibleGroup || group % 2 !== 0)) return false;
  if (isValueRepresentation(file.toString('latin1', 4, 6))) return true;
  return group === little && file.readUInt32LE(4) < Math.min(file.length, 1024);
}

function inflate(bytes: Buffer): Buffer {
  // A data set may end without the stream's own end (PS3.5 section A.5 lets it be padded); what is missing shows later.
  const options = { maxOutputLength: limits.inflatedBytes, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    const zlibWrapped = bytes[0] === 0x78 && (0x78 * 256 + (bytes[1] ?? 0)) % 31 === 0;
    return zlibWrapped ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
  } catch (error) {
    if (error instanceof RangeError) throw new FileRefused('DicomTooLarge', { reason: 'inflated' });
    throw damaged('deflate');
  }
}
