import type { Log } from '#electron/base/logging/log.ts';
import type { Clock } from '#electron/base/world.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { RecordPlace } from './packWriter.ts';
import type { ScrubIndex } from './scrubIndex.ts';

/**
 * Reads every kept frame about once a month through its tags, its name and its digest, so that bits that rot on the disk
 * are found while the archive still has the image, and not when somebody waits for it. One that does not prove itself
 * is fetched again; nobody is asked anything.
 */
export interface Scrub {
  /** Counts of this run of the program. */
  readonly counts: { readonly proven: number; readonly lost: number };
  /** Ends the reading that is under way. */
  stop(): Promise<void>;
}

export interface ScrubOptions {
  readonly clock: Clock;
  /** Undefined while the index is being replaced. */
  readonly ask: <Value>(question: (index: ScrubIndex) => Value) => Value | undefined;
  /** Reads one frame without handing it on; what does not prove itself counts as missing afterwards. */
  readonly proves: (key: FrameKey, place: RecordPlace) => Promise<boolean>;
  /** False while somebody reads, anything is fetched, or the computer runs on its battery. */
  readonly mayRun: () => boolean;
  readonly onLost: (keys: readonly FrameKey[]) => void;
  readonly log: Log;
}

/** Every frame about once a month. */
const againAfterMs = 30 * 86_400_000;
/** Two megabytes a second: a 50 GB cache takes seven hours of a month, and a slow disk hardly notices. */
const bytesPerSecond = 2_000_000;
/** After somebody has read or something was fetched. */
const idleCheckMs = 30_000;
/** When everything has been read: packs grow old slowly. */
const doneCheckMs = 3_600_000;
const framesAtOnce = 32;

export function createScrub(options: ScrubOptions): Scrub {
  const { clock, ask, log } = options;
  const counts = { proven: 0, lost: 0 };
  /** The pack that is being read: finding the next one looks at every frame of the index. */
  let turn: { readonly packId: string; readonly fromOffset: number } | undefined;
  let stopped = false;
  let cancelTimer: (() => void) | undefined;
  let working: Promise<void> = Promise.resolve();

  const later = (delayMs: number): void => {
    if (stopped) return;
    cancelTimer = clock.after(delayMs, () => {
      working = step()
        .catch((bug: unknown) => {
          log.error('cache.scrubFailed', { kind: bug instanceof Error ? bug.name : typeof bug });
          return doneCheckMs;
        })
        .then(later);
    });
  };

  /** Reads one frame or finds that there is none to read; answers when to go on. */
  const step = async (): Promise<number> => {
    if (!options.mayRun()) return idleCheckMs;
    turn ??= ask((index) => index.next(clock.now() - againAfterMs, clock.now()));
    if (!turn) return doneCheckMs;
    const { packId, fromOffset } = turn;
    const frames = ask((index) => index.framesFrom(packId, fromOffset, framesAtOnce)) ?? [];
    const read = await readFrames(packId, frames);
    turn = { packId, fromOffset: read.nextOffset ?? fromOffset };
    if (frames.length < framesAtOnce && read.frames === frames.length) {
      ask((index) => index.noteProven(packId, clock.now()));
      turn = undefined;
    }
    // A pause for each byte read, and none so short that others do not get their turn.
    return Math.max(50, (read.bytes / bytesPerSecond) * 1_000);
  };

  const readFrames = async (packId: string, frames: ReturnType<ScrubIndex['framesFrom']>) => {
    const read: { frames: number; bytes: number; nextOffset: number | undefined } = {
      frames: 0,
      bytes: 0,
      nextOffset: undefined,
    };
    const lost: FrameKey[] = [];
    for (const { key, place } of frames) {
      // Whoever opens a study waits for one frame at most. A second's worth is enough for one step.
      if (stopped || !options.mayRun() || read.bytes >= bytesPerSecond) break;
      if (await options.proves(key, place)) counts.proven += 1;
      else lost.push(key);
      read.frames += 1;
      read.bytes += place.sealedBytes;
      read.nextOffset = place.offset + place.sealedBytes;
    }
    const { nextOffset } = read;
    if (nextOffset !== undefined) ask((index) => index.noteProgress(packId, nextOffset));
    if (lost.length > 0) {
      counts.lost += lost.length;
      log.warn('cache.scrubFound', { packId, count: lost.length });
      options.onLost(lost);
    }
    return read;
  };

  later(idleCheckMs);
  return {
    counts,
    async stop() {
      stopped = true;
      cancelTimer?.();
      await working;
    },
  };
}
