import type { Clock } from '#electron/base/world.ts';
import type { FetchJob } from './fetchJob.ts';
import type { LinePace } from './linePace.ts';

/** An archive that takes its time over the frame on screen does not stop the line for longer. */
const longestRestMs = 1_500;
/** From a study's being opened to its first frame's being asked for: its metadata comes first. */
const longestWayMs = 3_000;
/** Once its metadata is here, its first frame is asked for at once, or nobody looks. */
const wayWithMetadataMs = 1_000;

/** What the frame on screen may ask of everything else on its line (rule N4). */
export class DisplayFirst {
  readonly #clock: Clock;
  readonly #pace: LinePace;
  readonly #onOver: () => void;
  /** The line is kept free until then for a study that is being opened. */
  #wayUntilMs = 0;
  #cancelTimer: (() => void) | undefined;
  /** How long a background request lasts; undefined before one has ended. */
  #usualMs: number | undefined;

  /** @param onOver the line need be kept free no longer, though nothing came. */
  constructor(clock: Clock, pace: LinePace, onOver: () => void) {
    this.#clock = clock;
    this.#pace = pace;
    this.#onOver = onOver;
  }

  /**
   * A study is being opened, and its first frame is not here: it comes through an empty line in half of the time, and
   * the line is idle for little more than the round trips in which a connection finds its speed.
   */
  get isOpening(): boolean {
    return this.#clock.monotonicMs() < this.#wayUntilMs;
  }

  begin(): void {
    this.#keepFree(longestWayMs + 12 * this.#pace.roundTripMs);
  }

  noteMetadata(): void {
    if (this.isOpening) this.#keepFree(Math.min(wayWithMetadataMs, this.#wayUntilMs - this.#clock.monotonicMs()));
  }

  end(): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = 0;
  }

  noteEnded({ lane, startedAtMs }: FetchJob): void {
    if (lane !== 'background') {
      this.end();
      return;
    }
    const lastedMs = this.#clock.monotonicMs() - startedAtMs;
    this.#usualMs = this.#usualMs === undefined ? lastedMs : 0.8 * this.#usualMs + 0.2 * lastedMs;
  }

  /** The frame on screen goes alone: until its first byte comes, nothing new begins beside it. */
  holdsLine({ lane, hasHead, startedAtMs }: FetchJob): boolean {
    if (lane !== 'interactive' || hasHead || !this.#pace.isMeasured) return false;
    return this.#clock.monotonicMs() - startedAtMs < Math.max(longestRestMs, 4 * this.#pace.roundTripMs);
  }

  /** Work for later that is broken off, since it does not end within a round trip; to begin it again costs several. */
  isInTheWay({ lane, tier, startedAtMs }: FetchJob): boolean {
    if (!this.#pace.isMeasured || lane === 'interactive' || tier === 'open' || tier === 'display') return false;
    const elapsedMs = this.#clock.monotonicMs() - startedAtMs;
    const usualMs = this.#usualMs ?? 0;
    return elapsedMs <= usualMs - this.#pace.roundTripMs || elapsedMs >= 1.5 * usualMs;
  }

  #keepFree(forMs: number): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = this.#clock.monotonicMs() + forMs;
    this.#cancelTimer = this.#clock.after(forMs, this.#onOver);
  }
}
