import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Files } from '#electron/base/world.ts';
import {
  chunkHeaderBytes,
  decodeChunkHeader,
  decodePackHeader,
  firstFlag,
  lastFlag,
  type OpenedPack,
  openChunk,
  openRecord,
  packFileKey,
  packHeaderBytes,
  tagBytes,
} from './packFormat.ts';
import { decodeRecord, type PackRecord } from './packRecord.ts';
import type { RecordPlace } from './packWriter.ts';
import type { SeriesKeys } from './seriesKeys.ts';

/** One record found by reading a pack from a place on. */
export interface FoundRecord {
  readonly place: RecordPlace;
  readonly record: PackRecord;
}

export interface PackScan {
  /** Where the last record that proved itself ends; what follows is torn or damaged. */
  readonly provenBytes: number;
}

export interface PackReader {
  /** Undefined unless the file is there, the key is there and every chunk proves itself. */
  read(place: RecordPlace): Promise<PackRecord | undefined>;
  /**
   * Hands on every record that proves itself, from the start or from a place where a chunk begins.
   * A damaged record is passed over; an end that is not whole is not handed on.
   * Undefined when the pack cannot be read at all.
   */
  scan(
    packId: string,
    from: { readonly offset: number; readonly chunk: number } | undefined,
    onRecord: (found: FoundRecord) => void,
  ): Promise<PackScan | undefined>;
}

export function createPackReader(files: Files, directory: string, seriesKeys: SeriesKeys): PackReader {
  /** Runs work on an opened pack; a file that cannot be opened or read is a pack that is not there. */
  const withPack = async <Value>(
    packId: string,
    work: (handle: FileHandle, pack: OpenedPack) => Promise<Value>,
  ): Promise<Value | undefined> => {
    const seriesKey = seriesKeys.keyOfPack(packId);
    if (!seriesKey) return undefined;
    const result = await attemptFiles(async () => {
      const handle = await files.open(join(directory, packId), 'r');
      try {
        const head = await readAt(handle, 0, packHeaderBytes);
        const identity = head && decodePackHeader(head);
        return identity?.packId === packId ? await work(handle, packFileKey(seriesKey.key, identity)) : undefined;
      } finally {
        await handle.close();
      }
    });
    return result.ok ? result.value : undefined;
  };

  return {
    read: (place) =>
      withPack(place.packId, async (handle, pack) => {
        const sealed = await readAt(handle, place.offset, place.sealedBytes);
        const plain = sealed && openRecord(pack, place.firstChunk, sealed);
        return plain && decodeRecord(plain);
      }),
    scan: (packId, from, onRecord) =>
      withPack(packId, (handle, pack) =>
        scanPack(handle, pack, from ?? { offset: packHeaderBytes, chunk: 0 }, onRecord),
      ),
  };
}

async function scanPack(
  handle: FileHandle,
  pack: OpenedPack,
  from: { readonly offset: number; readonly chunk: number },
  onRecord: (found: FoundRecord) => void,
): Promise<PackScan> {
  let { offset, chunk } = from;
  let provenBytes = from.offset;
  let start: { readonly offset: number; readonly chunk: number; readonly pieces: Buffer[] } | undefined;
  for (;;) {
    const head = await readAt(handle, offset, chunkHeaderBytes);
    const header = head && decodeChunkHeader(head);
    if (!header) break;
    const body = await readAt(handle, offset + chunkHeaderBytes, header.plainBytes + tagBytes);
    if (!body) break;
    const plain = openChunk(pack, chunk, header, body);
    if (header.flags & firstFlag) start = { offset, chunk, pieces: [] };
    offset += chunkHeaderBytes + body.length;
    chunk += 1;
    if (!plain || !start) {
      start = undefined;
      continue;
    }
    start.pieces.push(plain);
    if ((header.flags & lastFlag) === 0) continue;
    const record = decodeRecord(Buffer.concat(start.pieces));
    const place = {
      packId: pack.packId,
      firstChunk: start.chunk,
      offset: start.offset,
      sealedBytes: offset - start.offset,
    };
    start = undefined;
    provenBytes = offset;
    if (record) onRecord({ place, record });
  }
  return { provenBytes };
}

/** Exactly so many bytes, or undefined at the end of the file. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}
