import type { Clock } from '#electron/base/world.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { StudyCache } from '../cache/index.ts';
import type { FrameVerdict } from './frameChecker.ts';

export interface LaterChecksOptions {
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  readonly cache: Pick<StudyCache, 'listUnchecked' | 'readFrame' | 'noteChecked'>;
  /** Undefined while nothing is known of its image, so that nothing can be said. */
  readonly verdictOf: (frame: EncodedFrame) => Promise<FrameVerdict | undefined>;
  /** False while somebody reads, anything is fetched or checked as it comes, or the computer runs on its battery. */
  readonly mayRun: () => boolean;
  readonly onBad: (key: FrameKey, digest: string) => void;
  /** It was here, and no longer proves itself. */
  readonly onLost: (key: FrameKey) => void;
  readonly onBug: (bug: unknown) => void;
}

/** After the start, and after somebody has read or something was fetched. */
const idleCheckMs = 30_000;
/** When all has been gone through: what there was no time for is tried again then. */
const againAfterMs = 30 * 60_000;
const framesAtOnce = 32;
/** As when frames come: a quarter of one core at most. */
const restFactor = 3;
/** And none so short that others do not get their turn. */
const leastRestMs = 20;

/**
 * Makes an image of every frame that is kept and of which nobody has: those that waited when the program ended, that
 * were too many when they came, or for which there was no time. So a study that was ready and is not is found out while
 * nobody waits for it and the archive still has it (V3).
 */
export class LaterChecks {
  readonly #options: LaterChecksOptions;
  #waiting: FrameKey[] = [];
  #after: FrameKey | undefined;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: LaterChecksOptions) {
    this.#options = options;
    this.#later(idleCheckMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  /** Asked after a wait, in which it may have come to that. */
  #hasStopped(): boolean {
    return this.#stopped;
  }

  #later(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancelTimer = this.#options.clock.after(delayMs, () => {
      void this.#step()
        .catch((bug: unknown) => {
          this.#options.onBug(bug);
          return againAfterMs;
        })
        .then((nextMs) => this.#later(nextMs));
    });
  }

  /** Sees to one frame; answers when to go on. */
  async #step(): Promise<number> {
    const { clock, cache, mayRun } = this.#options;
    if (!mayRun()) return idleCheckMs;
    if (this.#waiting.length === 0) this.#waiting = [...cache.listUnchecked(this.#after, framesAtOnce)];
    const key = this.#waiting.shift();
    this.#after = key;
    if (!key) return againAfterMs;
    const began = clock.monotonicMs();
    await this.#check(key);
    return Math.max(leastRestMs, (clock.monotonicMs() - began) * restFactor);
  }

  async #check(key: FrameKey): Promise<void> {
    const { cache, verdictOf, onBad, onLost } = this.#options;
    const frame = await cache.readFrame(key);
    if (this.#hasStopped()) return;
    if (!frame) {
      onLost(key);
      return;
    }
    const verdict = await verdictOf(frame);
    if (this.#hasStopped()) return;
    // A frame may have been replaced meanwhile: the digest says of which bytes it is said.
    if (verdict === 'bad') onBad(key, frame.digest);
    else if (verdict === 'image') cache.noteChecked(key, frame.digest);
  }
}
