import { join } from 'node:path';
import type { Files } from '../world.ts';

export interface RotatingFileOptions {
  readonly files: Files;
  /** Created for its owner alone when it is not there. */
  readonly directory: string;
  /** At this size the file is put aside; with `keep` old ones that is all the log ever takes. */
  readonly maxBytes?: number;
  readonly keep?: number;
}

export interface RotatingFile {
  write(line: string): void;
  /** Resolves when everything written so far is in the file, or has been given up on. */
  flush(): Promise<void>;
}

/** Lines that wait while the disk does not take them; beyond, the oldest are given up: a log must not eat memory. */
const maxWaitingLines = 10_000;

/**
 * Appends lines to `durbeen.log` and turns it over by size: `.1` is the youngest of the old ones.
 * A log that cannot be written is lost silently: it must never stop reading or signing.
 */
export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { files, directory, maxBytes = 2_000_000, keep = 3 } = options;
  const path = join(directory, 'durbeen.log');
  let waiting: string[] = [];
  let draining: Promise<void> | undefined;
  let size: number | undefined;

  const turnOver = async (): Promise<void> => {
    for (let age = keep - 1; age >= 1; age -= 1) {
      await files.rename(`${path}.${age}`, `${path}.${age + 1}`).catch(() => undefined);
    }
    await files.rename(path, `${path}.1`).catch(() => undefined);
    size = 0;
  };
  const currentSize = async (): Promise<number> => {
    await files.mkdir(directory, { recursive: true, mode: 0o700 });
    return files.stat(path).then(
      (status) => status.size,
      () => 0,
    );
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const text = waiting.join('');
      waiting = [];
      const bytes = Buffer.byteLength(text);
      size ??= await currentSize();
      if (size > 0 && size + bytes > maxBytes) await turnOver();
      await files.writeFile(path, text, { flag: 'a', mode: 0o600 });
      size += bytes;
    }
  };

  return {
    write(line) {
      waiting.push(line);
      if (waiting.length > maxWaitingLines) waiting.shift();
      draining ??= drain()
        .catch(() => {
          size = undefined;
        })
        .finally(() => {
          draining = undefined;
        });
    },
    async flush() {
      while (draining) await draining;
    },
  };
}
