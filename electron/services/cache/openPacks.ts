import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import { decodePackHeader, type OpenedPack, packFileKey, packHeaderBytes } from './packFormat.ts';
import type { SeriesKeys } from './seriesKeys.ts';

/** Whoever scrolls reads the next frame within this; what nobody reads holds neither a file nor a key. */
const idleMs = 2_000;
const mostOpen = 24;

/** Packs as they are read, open from one frame to the next: opening one costs as much as reading a slice. */
export interface OpenPacks {
  /** Runs work on a pack; undefined where its file or its key is not there, or reading fails. */
  use<Value>(packId: string, work: PackWork<Value>): Promise<Value | undefined>;
  /** Whoever asks from now on opens them anew. Resolves when the files are closed: some systems remove no open one. */
  letGo(packIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export type PackWork<Value> = (handle: FileHandle, pack: OpenedPack) => Promise<Value | undefined>;

interface Opened {
  readonly handle: FileHandle;
  readonly pack: OpenedPack;
}

interface Entry {
  readonly opening: Promise<Opened | undefined>;
  readonly closed: Promise<void>;
  readonly noteClosed: () => void;
  users: number;
  isLeaving: boolean;
  cancelTimer: (() => void) | undefined;
}

export function createOpenPacks(
  { files, clock }: Pick<World, 'files' | 'clock'>,
  directory: string,
  seriesKeys: Pick<SeriesKeys, 'keyOfPack'>,
): OpenPacks {
  const entries = new Map<string, Entry>();

  /** Undefined when the file cannot be opened, or is no pack of this name. */
  const open = async (packId: string): Promise<Opened | undefined> => {
    const seriesKey = seriesKeys.keyOfPack(packId);
    if (!seriesKey) return undefined;
    const opened = await attemptFiles(async () => {
      const handle = await files.open(join(directory, packId), 'r');
      try {
        const head = await readAt(handle, 0, packHeaderBytes);
        const identity = head && decodePackHeader(head);
        if (identity?.packId === packId) return { handle, pack: packFileKey(seriesKey.key, identity) };
      } catch (error) {
        await handle.close();
        throw error;
      }
      await handle.close();
      return undefined;
    });
    return opened.ok ? opened.value : undefined;
  };

  const closeEntry = async (entry: Entry): Promise<void> => {
    const opened = await entry.opening;
    opened?.pack.fileKey.fill(0);
    if (opened) await attemptFiles(() => opened.handle.close());
    entry.noteClosed();
  };

  const leave = (packId: string, entry: Entry): Promise<void> => {
    if (entries.get(packId) === entry) entries.delete(packId);
    entry.cancelTimer?.();
    const isFirst = !entry.isLeaving;
    entry.isLeaving = true;
    if (isFirst && entry.users === 0) void closeEntry(entry);
    return entry.closed;
  };

  const entryOf = (packId: string): Entry => {
    const known = entries.get(packId);
    if (known) return known;
    let noteClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      noteClosed = resolve;
    });
    const made: Entry = {
      opening: open(packId),
      closed,
      noteClosed,
      users: 0,
      isLeaving: false,
      cancelTimer: undefined,
    };
    entries.set(packId, made);
    for (const [name, entry] of entries) {
      if (entries.size <= mostOpen) break;
      if (entry !== made && entry.users === 0) void leave(name, entry);
    }
    return made;
  };

  const release = (packId: string, entry: Entry): void => {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entry.isLeaving) void closeEntry(entry);
    else entry.cancelTimer = clock.after(idleMs, () => void leave(packId, entry));
  };

  return {
    async use(packId, work) {
      const entry = entryOf(packId);
      entry.users += 1;
      entry.cancelTimer?.();
      entry.cancelTimer = undefined;
      try {
        const opened = await entry.opening;
        const done = opened && (await attemptFiles(() => work(opened.handle, opened.pack)));
        if (done?.ok && done.value !== undefined) return done.value;
        // The file may have been another's for a moment, or be another by now: the next one looks for itself.
        void leave(packId, entry);
        return undefined;
      } finally {
        release(packId, entry);
      }
    },
    async letGo(packIds) {
      await Promise.all(packIds.map((packId) => leaveNamed(packId)));
    },
    async close() {
      await Promise.all([...entries.keys()].map((packId) => leaveNamed(packId)));
    },
  };

  async function leaveNamed(packId: string): Promise<void> {
    const entry = entries.get(packId);
    if (entry) await leave(packId, entry);
  }
}

/** Exactly so many bytes, or undefined at the end of the file. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}
