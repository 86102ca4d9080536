import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import {
  bytesIn,
  chunkCountOf,
  encodePackHeader,
  type OpenedPack,
  packFileKey,
  packHeaderBytes,
  sealRecord,
} from './packFormat.ts';
import type { SeriesKey, SeriesKeys } from './seriesKeys.ts';

/** Where a record lies. */
export interface RecordPlace {
  readonly packId: string;
  readonly firstChunk: number;
  readonly offset: number;
  readonly sealedBytes: number;
}

/** Appends sealed records to one new pack. One append at a time; the caller queues. */
export interface PackWriter {
  readonly packId: string;
  readonly keyId: string;
  readonly sizeBytes: number;
  /** False after a failed write: what the file ends with is unknown, and a chunk's number is never used again. */
  readonly usable: boolean;
  append(plain: readonly Uint8Array[]): Promise<Result<RecordPlace, Failure>>;
  /** Everything appended so far is on the disk. */
  sync(): Promise<Result<void, Failure>>;
  close(): Promise<void>;
}

/** Makes a pack: its row first, on the disk, then the file. */
export async function createPack(
  world: World,
  directory: string,
  seriesKeys: SeriesKeys,
  seriesKey: SeriesKey,
): Promise<Result<PackWriter, Failure>> {
  const identity = { packId: Buffer.from(world.random.bytes(16)).toString('hex'), salt: world.random.bytes(32) };
  const added = seriesKeys.addPack(identity.packId, seriesKey.keyId);
  if (!added.ok) return added;
  return attemptFiles(async () => {
    const handle = await world.files.open(join(directory, identity.packId), 'wx', 0o600);
    try {
      await writeAll(handle, encodePackHeader(identity), 0);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return writerOn(handle, packFileKey(seriesKey.key, identity), seriesKey.keyId);
  });
}

function writerOn(handle: FileHandle, pack: OpenedPack, keyId: string): PackWriter {
  let sizeBytes = packHeaderBytes;
  let nextChunk = 0;
  let usable = true;
  const guard = async <Value>(work: () => Promise<Value>): Promise<Result<Value, Failure>> => {
    const result = await attemptFiles(work);
    if (!result.ok) usable = false;
    return result;
  };
  return {
    packId: pack.packId,
    keyId,
    get sizeBytes() {
      return sizeBytes;
    },
    get usable() {
      return usable;
    },
    async append(plain) {
      if (!usable) throw new Error('This pack takes no more records.');
      const place = { packId: pack.packId, firstChunk: nextChunk, offset: sizeBytes };
      const sealed = sealRecord(pack, nextChunk, plain);
      // Spent from here on, whether or not the bytes arrive.
      nextChunk += chunkCountOf(bytesIn(plain));
      const written = await guard(() => writeAll(handle, sealed, place.offset));
      if (!written.ok) {
        await attemptFiles(() => handle.truncate(place.offset));
        return written;
      }
      sizeBytes += sealed.length;
      return { ok: true, value: { ...place, sealedBytes: sealed.length } };
    },
    sync: () => guard(() => handle.datasync()),
    async close() {
      pack.fileKey.fill(0);
      await attemptFiles(() => handle.close());
    },
  };
}

/** A write may take less than it was given, as when the disk fills up. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw Object.assign(new Error('ENOSPC: nothing was written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}
