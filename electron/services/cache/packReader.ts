import type { FileHandle } from 'node:fs/promises';
import type { World } from '#electron/base/world.ts';
import { createOpenPacks, readAt } from './openPacks.ts';
import {
  chunkHeaderBytes,
  decodeChunkHeader,
  firstFlag,
  lastFlag,
  type OpenedPack,
  openChunk,
  openRecord,
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
  /** Nothing of these is read any more: their files are closed, their keys overwritten. */
  letGo(packIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export function createPackReader(
  world: Pick<World, 'files' | 'clock'>,
  directory: string,
  seriesKeys: Pick<SeriesKeys, 'keyOfPack'>,
): PackReader {
  const packs = createOpenPacks(world, directory, seriesKeys);
  return {
    read: (place) =>
      packs.use(place.packId, async (handle, pack) => {
        const sealed = await readAt(handle, place.offset, place.sealedBytes);
        const plain = sealed && openRecord(pack, place.firstChunk, sealed);
        return plain && decodeRecord(plain);
      }),
    scan: (packId, from, onRecord) =>
      packs.use(packId, (handle, pack) =>
        scanPack(handle, pack, from ?? { offset: packHeaderBytes, chunk: 0 }, onRecord),
      ),
    letGo: (packIds) => packs.letGo(packIds),
    close: () => packs.close(),
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
