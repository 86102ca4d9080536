/**
 * The bytes of a pack: a header, then chunks, each AES-256-GCM under the pack's own key. A pack never carries its key
 * or a name. The nonce is the chunk's number, so a number is sealed once, ever: a pack is appended to by the process
 * that created it and by no other (trust.md section 3.3).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { deriveKey } from '#electron/base/crypto/deriveKey.ts';

export const packHeaderBytes = 64;
export const chunkHeaderBytes = 8;
export const tagBytes = 16;
export const chunkPlainBytes = 256 * 1024;

const magic = Buffer.from('DURBPACK', 'latin1');
const formatVersion = 1;

/** Set on the first and on the last chunk of a record; they are part of nonce and tag. */
export const firstFlag = 1;
export const lastFlag = 2;

export interface PackIdentity {
  /** 32 hexadecimal digits; also the file's name. */
  readonly packId: string;
  /** 32 bytes. */
  readonly salt: Uint8Array;
}

export interface OpenedPack {
  readonly packId: string;
  readonly fileKey: Uint8Array;
}

export function packFileKey(seriesKey: Uint8Array, identity: PackIdentity): OpenedPack {
  return { packId: identity.packId, fileKey: deriveKey(seriesKey, 'durbeen pack', identity.salt) };
}

export function encodePackHeader(identity: PackIdentity): Buffer {
  const header = Buffer.alloc(packHeaderBytes);
  magic.copy(header, 0);
  header.writeUInt32BE(formatVersion, 8);
  header.writeUInt32BE(chunkPlainBytes, 12);
  header.write(identity.packId, 16, 'hex');
  header.set(identity.salt, 32);
  return header;
}

/** Undefined when these bytes do not begin a pack of this format. */
export function decodePackHeader(header: Uint8Array): PackIdentity | undefined {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  if (bytes.length < packHeaderBytes || !bytes.subarray(0, 8).equals(magic)) return undefined;
  if (bytes.readUInt32BE(8) !== formatVersion || bytes.readUInt32BE(12) !== chunkPlainBytes) return undefined;
  return { packId: bytes.toString('hex', 16, 32), salt: new Uint8Array(bytes.subarray(32, 64)) };
}

export interface ChunkHeader {
  readonly plainBytes: number;
  readonly flags: number;
}

/** Undefined when no chunk can begin like this. Proves nothing yet: the tag does. */
export function decodeChunkHeader(bytes: Uint8Array): ChunkHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plainBytes = view.getUint32(0);
  const flags = view.getUint8(4);
  const rest = view.getUint8(5) | view.getUint16(6);
  if (plainBytes === 0 || plainBytes > chunkPlainBytes || flags > 3 || rest !== 0) return undefined;
  return { plainBytes, flags };
}

function nonceOf(chunkNumber: number, flags: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(chunkNumber), 0);
  nonce.writeUInt8(flags, 8);
  return nonce;
}

function associatedOf(pack: OpenedPack, chunkNumber: number, header: ChunkHeader): Buffer {
  const associated = Buffer.alloc(33);
  associated.writeUInt32BE(formatVersion, 0);
  associated.write(pack.packId, 4, 'hex');
  associated.writeBigUInt64BE(BigInt(chunkNumber), 20);
  associated.writeUInt8(header.flags, 28);
  associated.writeUInt32BE(header.plainBytes, 29);
  return associated;
}

/** How many bytes a record of so many plain bytes takes in a pack. */
export function sealedBytesOf(plainBytes: number): number {
  return plainBytes + chunkCountOf(plainBytes) * (chunkHeaderBytes + tagBytes);
}

export function chunkCountOf(plainBytes: number): number {
  return Math.max(1, Math.ceil(plainBytes / chunkPlainBytes));
}

/**
 * Seals a record, given as pieces that follow each other, as chunks numbered from `firstChunk` on. The caller never gives
 * a number twice for one pack.
 */
export function sealRecord(pack: OpenedPack, firstChunk: number, plain: readonly Uint8Array[]): Buffer {
  const plainBytes = bytesIn(plain);
  const count = chunkCountOf(plainBytes);
  const sealed = Buffer.alloc(sealedBytesOf(plainBytes));
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const from = index * chunkPlainBytes;
    const length = Math.min(chunkPlainBytes, plainBytes - from);
    const flags = (index === 0 ? firstFlag : 0) | (index === count - 1 ? lastFlag : 0);
    sealed.writeUInt32BE(length, at);
    sealed.writeUInt8(flags, at + 4);
    at += chunkHeaderBytes;
    const chunkNumber = firstChunk + index;
    const cipher = createCipheriv('aes-256-gcm', pack.fileKey, nonceOf(chunkNumber, flags));
    cipher.setAAD(associatedOf(pack, chunkNumber, { plainBytes: length, flags }));
    for (const piece of piecesOf(plain, from, length)) {
      sealed.set(cipher.update(piece), at);
      at += piece.length;
    }
    cipher.final();
    sealed.set(cipher.getAuthTag(), at);
    at += tagBytes;
  }
  return sealed;
}

export function bytesIn(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** What of the pieces lies between two places of the whole. */
function piecesOf(pieces: readonly Uint8Array[], from: number, length: number): Uint8Array[] {
  let start = 0;
  return pieces.flatMap((piece) => {
    const part = piece.subarray(Math.max(0, from - start), Math.max(0, from + length - start));
    start += piece.length;
    return part.length > 0 ? [part] : [];
  });
}

/** What a chunk holds; undefined when a bit, its place or its pack is another. `body` is ciphertext and tag. */
export function openChunk(
  pack: OpenedPack,
  chunkNumber: number,
  header: ChunkHeader,
  body: Uint8Array,
): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', pack.fileKey, nonceOf(chunkNumber, header.flags), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedOf(pack, chunkNumber, header));
  decipher.setAuthTag(body.subarray(header.plainBytes, header.plainBytes + tagBytes));
  const plain = decipher.update(body.subarray(0, header.plainBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

/** Opens a whole record as it stands in the pack; undefined unless every chunk is there, in order, and proves itself. */
export function openRecord(pack: OpenedPack, firstChunk: number, sealed: Uint8Array): Buffer | undefined {
  const pieces: Buffer[] = [];
  let at = 0;
  for (let index = 0; ; index += 1) {
    if (at + chunkHeaderBytes > sealed.length) return undefined;
    const header = decodeChunkHeader(sealed.subarray(at, at + chunkHeaderBytes));
    if (!header || ((header.flags & firstFlag) !== 0) !== (index === 0)) return undefined;
    const end = at + chunkHeaderBytes + header.plainBytes + tagBytes;
    if (end > sealed.length) return undefined;
    const plain = openChunk(pack, firstChunk + index, header, sealed.subarray(at + chunkHeaderBytes, end));
    if (!plain) return undefined;
    pieces.push(plain);
    at = end;
    if (header.flags & lastFlag) return at === sealed.length ? joined(pieces) : undefined;
  }
}

/** Most frames are one chunk, and a copy of each would cost as much as reading it. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces;
  return pieces.length === 1 && first ? first : Buffer.concat(pieces);
}
