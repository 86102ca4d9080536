import { implementation } from '#electron/base/dicom/implementation.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { StoredInstance } from '../storedStudies.ts';

/** A disc's file as a Part 10 file: unchanged when it is one, else with the preamble and group 2 that it lacks. */
export function asPart10(bytes: Uint8Array, instance: StoredInstance): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 128, 132) === 'DICM') return bytes;
  const start = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);
  const hasMeta = file.length >= 2 && file.readUInt16LE(0) === 2;
  return new Uint8Array(Buffer.concat([start, hasMeta ? Buffer.alloc(0) : metaOf(instance), file]));
}

/** PS3.10 section 7.1, explicit little-endian. */
function metaOf({ attributes, transferSyntaxUID }: StoredInstance): Buffer {
  const elements = [
    Buffer.from('020001004f420000020000000001', 'hex'),
    uidElement(0x0002, textOf(attributes, 'SOPClassUID') ?? ''),
    uidElement(0x0003, textOf(attributes, 'SOPInstanceUID') ?? ''),
    uidElement(0x0010, transferSyntaxUID),
    uidElement(0x0012, implementation.classUID),
  ];
  const body = Buffer.concat(elements);
  const length = Buffer.from('02000000554c040000000000', 'hex');
  length.writeUInt32LE(body.length, 8);
  return Buffer.concat([length, body]);
}

function uidElement(element: number, uid: string): Buffer {
  const value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, 'latin1');
  const head = Buffer.from('0200000055490000', 'hex');
  head.writeUInt16LE(element, 2);
  head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}
