import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { type DiscContainer, type DiscFile, DiscUnreadable, discLimits, readAt } from './container.ts';

/** PKWARE APPNOTE 4.3 and 4.5.3: signatures, and the value that sends a reader to the 64-bit fields. */
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const in64Field = 0xffffffff;
const maxCommentBytes = 65_535;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly checksum: number;
  readonly headerAt: number;
}

/** A ZIP, read where it lies: the directory at its end, then each file when it is asked for. */
export async function openZip(handle: FileHandle, length: number): Promise<DiscContainer> {
  const { at, size, count } = await findDirectory(handle, length);
  if (count > discLimits.files || size > discLimits.directoryBytes) throw new DiscUnreadable('tooLarge', 'directory');
  const directory = await readAt(handle, at, size);
  const entries: Entry[] = [];
  let next = 0;
  for (let index = 0; index < count; index += 1) {
    const { entry, end } = readEntry(directory, next);
    next = end;
    if (!entry.name.endsWith('/')) entries.push(entry);
  }
  refuseBomb(entries, at);
  return { files: entries.map((entry) => fileOf(handle, entry)), close: () => handle.close() };
}

/**
 * Files of a ZIP lie one after the other. Where two share bytes, a small archive unpacks to any size (and no program
 * that packs writes such); together they may promise no more than a medium holds.
 * @throws DiscUnreadable
 */
function refuseBomb(entries: readonly Entry[], directoryAt: number): void {
  let end = 0;
  let total = 0;
  for (const entry of entries.toSorted((one, other) => one.headerAt - other.headerAt)) {
    if (entry.headerAt < end) throw new DiscUnreadable('damaged', 'files overlap');
    // The local header is 30 bytes and the name at the least (APPNOTE 4.3.7).
    end = entry.headerAt + 30 + entry.packedBytes;
    total += entry.sizeBytes;
  }
  if (end > directoryAt) throw new DiscUnreadable('damaged', 'files overlap');
  if (total > discLimits.totalBytes) throw new DiscUnreadable('tooLarge', 'files together');
}

async function findDirectory(handle: FileHandle, length: number) {
  const tailLength = Math.min(length, maxCommentBytes + 22);
  const tail = await readAt(handle, length - tailLength, tailLength);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const small = {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      at: tail.readUInt32LE(at + 16),
    };
    const large = small.at === in64Field || small.size === in64Field || small.count === 0xffff;
    return large ? readEnd64(handle, tail, at) : small;
  }
  throw new DiscUnreadable('damaged', 'no directory');
}

async function readEnd64(handle: FileHandle, tail: Buffer, endAt: number) {
  const locator = endAt - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== locator64Signature) throw new DiscUnreadable('damaged', 'locator');
  const record = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.readUInt32LE(0) !== end64Signature) throw new DiscUnreadable('damaged', 'end record');
  const wide = (offset: number) => Number(record.readBigUInt64LE(offset));
  return { count: wide(32), size: wide(40), at: wide(48) };
}

function readEntry(directory: Buffer, at: number): { readonly entry: Entry; readonly end: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) {
    throw new DiscUnreadable('damaged', 'directory entry');
  }
  const flags = directory.readUInt16LE(at + 8);
  const [nameBytes, extraBytes] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30)];
  const end = at + 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  if (end > directory.length) throw new DiscUnreadable('damaged', 'directory entry');
  const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
  const [sizeBytes, packedBytes, headerAt] = widen(extra, [
    directory.readUInt32LE(at + 24),
    directory.readUInt32LE(at + 20),
    directory.readUInt32LE(at + 42),
  ]);
  const name = directory.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8', at + 46, at + 46 + nameBytes);
  const [method, checksum] = [directory.readUInt16LE(at + 10), directory.readUInt32LE(at + 16)];
  return { entry: { name, method, encrypted: (flags & 1) !== 0, packedBytes, sizeBytes, checksum, headerAt }, end };
}

/** Extra field 0001 holds the 64-bit values, in this order, of those that do not fit (APPNOTE 4.5.3). */
function widen(extra: Buffer, values: readonly [number, number, number]): readonly [number, number, number] {
  let field: Buffer | undefined;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let used = 0;
  const next = (value: number): number => {
    if (value !== in64Field) return value;
    if (!field || used + 8 > field.length) throw new DiscUnreadable('damaged', '64-bit size');
    used += 8;
    return Number(field.readBigUInt64LE(used - 8));
  };
  return [next(values[0]), next(values[1]), next(values[2])];
}

function fileOf(handle: FileHandle, entry: Entry): DiscFile {
  return { name: entry.name, sizeBytes: entry.sizeBytes, read: () => unpack(handle, entry) };
}

/** The sizes in the directory are what a bomb lies about: the inflater itself stops at what was promised. */
async function unpack(handle: FileHandle, entry: Entry): Promise<Uint8Array> {
  const { packedBytes, sizeBytes, method } = entry;
  if (sizeBytes > discLimits.fileBytes || packedBytes > discLimits.fileBytes)
    throw new DiscUnreadable('tooLarge', 'file');
  if (sizeBytes > packedBytes * discLimits.inflateRatio) throw new DiscUnreadable('tooLarge', 'ratio');
  if (entry.encrypted) throw new DiscUnreadable('damaged', 'encrypted');
  const head = await readAt(handle, entry.headerAt, 30);
  if (head.readUInt32LE(0) !== localSignature) throw new DiscUnreadable('damaged', 'file header');
  const dataAt = entry.headerAt + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = await readAt(handle, dataAt, packedBytes);
  const bytes = method === 0 ? packed : method === 8 ? await inflate(packed, sizeBytes) : undefined;
  if (bytes === undefined) throw new DiscUnreadable('damaged', 'packing method');
  if (bytes.length !== sizeBytes || crc32(bytes) !== entry.checksum) throw new DiscUnreadable('damaged', 'checksum');
  return bytes;
}

async function inflate(packed: Buffer, sizeBytes: number): Promise<Buffer> {
  try {
    return await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(sizeBytes, 1) });
  } catch {
    throw new DiscUnreadable('damaged', 'packed data');
  }
}
