import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Clock, Files } from '#electron/base/world.ts';

const gibibyte = 2 ** 30;
/** Of the disk as it would be without the cache, the part that the cache may take (link.md O12). */
const partOfFree = 0.2;
/** Looked at again after so long, and after so many bytes: whatever else runs here fills the disk too. */
const lookEveryMs = 10_000;
const lookEveryBytes = 64 * 2 ** 20;

/** The room on the disk that holds the cache. What the disk does not say limits nothing. */
export interface DiskSpace {
  /** What the cache may take of this disk, as it was at the start; infinite while unknown. */
  readonly quotaBytes: number;
  /** Less is left than the system and the reader's own work need: nothing is fetched ahead. */
  readonly isLow: boolean;
  /** Hardly anything is left: not even what is opened is kept, so that reports still are. */
  readonly isExhausted: boolean;
  /** Bytes have been added to the cache. */
  noteWritten(bytes: number): void;
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

export interface DiskSpaceOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly files: Pick<Files, 'statfs'>;
  readonly directory: string;
  /** Bytes of the cache now. */
  readonly usedBytes: () => number;
  /** `isLow` or `isExhausted` is another than before. */
  readonly onChanged: () => void;
}

/** Below this much free nothing is fetched ahead: 2 GiB, or a twentieth of a small disk. */
export function floorBytesOf(diskBytes: number): number {
  return Math.min(2 * gibibyte, diskBytes / 20);
}

/** Watches the disk. Answers when it has been looked at once. */
export async function watchDiskSpace(options: DiskSpaceOptions): Promise<DiskSpace> {
  const { clock, files, directory } = options;
  let quotaBytes = Number.POSITIVE_INFINITY;
  let level: 'unknown' | 'roomy' | 'low' | 'exhausted' = 'unknown';
  let sinceLook = 0;
  let stopped = false;
  let cancelTimer: (() => void) | undefined;
  let looking: Promise<void> | undefined;

  const lookNow = async (): Promise<void> => {
    cancelTimer?.();
    sinceLook = 0;
    const asked = await attemptFiles(() => files.statfs(directory));
    if (asked.ok) take(asked.value);
    if (!stopped) cancelTimer = clock.after(lookEveryMs, () => void look());
  };
  const take = ({ bavail, blocks, bsize }: { bavail: number; blocks: number; bsize: number }): void => {
    const free = bavail * bsize;
    if (quotaBytes === Number.POSITIVE_INFINITY) quotaBytes = (free + options.usedBytes()) * partOfFree;
    const floor = floorBytesOf(blocks * bsize);
    const before = level;
    // Between the two the last word stands, so that one frame more or less does not make prefetch stutter.
    if (free < floor / 4) level = 'exhausted';
    else if (free < floor) level = 'low';
    else if (free > floor * 1.1 || level === 'unknown') level = 'roomy';
    if (before !== 'unknown' && before !== level) options.onChanged();
  };
  const look = (): Promise<void> => {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  await look();
  return {
    get quotaBytes() {
      return quotaBytes;
    },
    get isLow() {
      return level === 'low' || level === 'exhausted';
    },
    get isExhausted() {
      return level === 'exhausted';
    },
    noteWritten(bytes) {
      sinceLook += bytes;
      if (sinceLook >= lookEveryBytes && !stopped) void look();
    },
    look,
    stop() {
      stopped = true;
      cancelTimer?.();
    },
  };
}
