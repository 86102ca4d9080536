import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';

/** A person who asks again soon gets the known answer; later, the frame is asked for once more. */
const answerKnownForMs = 30_000;
/** What was wrong may have been the line's or a proxy's doing: the plan asks again, ever more seldom. */
const firstPauseMs = 120_000;
const longestPauseMs = 24 * 3_600_000;
const pauseFactor = 6;
/** A line that flaps says nothing of the frame: it is asked for again soon, and at once when the line is another. */
const firstLinePauseMs = 5_000;
const longestLinePauseMs = 120_000;
const linePauseFactor = 2;
/** So many broken answers for one frame are not the line's next moment. */
const mostAttempts = 4;

interface KnownFailure {
  readonly failure: Failure;
  readonly atMs: number;
  /** Until then the plan leaves it out. */
  readonly untilMs: number;
  readonly isOfLine: boolean;
}

/**
 * Frames that could not be had: a frame that lies or is not there is not asked for in a loop. Prefetch leaves it out
 * for a pause that grows, or until something changes; a person's wish may try again after a while.
 */
export class FailedFrames {
  readonly #clock: Clock;
  readonly #onAgain: () => void;
  #again: { readonly atMs: number; readonly cancel: () => void } | undefined;
  #stopped = false;
  readonly #failures = new Map<string, KnownFailure>();
  readonly #pauses = new Map<string, number>();
  readonly #attempts = new Map<string, number>();

  /** @param onAgain the first of the frames that were left out may be asked for once more. */
  constructor(clock: Clock, onAgain: () => void) {
    this.#clock = clock;
    this.#onAgain = onAgain;
  }

  /** Whether the plan leaves it out at present. */
  has(id: string): boolean {
    const known = this.#failures.get(id);
    return known !== undefined && this.#clock.monotonicMs() < known.untilMs;
  }

  answerFor(id: string): Failure | undefined {
    const known = this.#failures.get(id);
    if (!known) return undefined;
    const now = this.#clock.monotonicMs();
    if (now - known.atMs < answerKnownForMs && now < known.untilMs) return known.failure;
    this.#failures.delete(id);
    return undefined;
  }

  /** The frame itself could not be had. Answers for how many milliseconds the plan leaves it out. */
  add(id: string, failure: Failure): number {
    const pauseMs = Math.min(longestPauseMs, (this.#pauses.get(id) ?? firstPauseMs / pauseFactor) * pauseFactor);
    this.#attempts.delete(id);
    this.#leaveOut(id, failure, pauseMs, false);
    return pauseMs;
  }

  /** Its answer broke. True when that has happened often enough. */
  breaksOften(id: string): boolean {
    return this.countAttempt(id) >= mostAttempts;
  }

  /** The line broke its answers off: the frame is left alone for a moment. */
  addBroken(id: string, failure: Failure): void {
    const before = this.#pauses.get(id) ?? firstLinePauseMs / linePauseFactor;
    this.#leaveOut(id, failure, Math.min(longestLinePauseMs, before * linePauseFactor), true);
  }

  /** The line is another, or back: what it broke off may be asked for at once; one that breaks again waits longer. */
  forgiveLine(): void {
    const before = this.#failures.size;
    for (const [id, { isOfLine }] of this.#failures) if (isOfLine) this.#failures.delete(id);
    if (this.#failures.size < before && !this.#stopped) this.#onAgain();
  }

  /** It has come after all. */
  forget(id: string): void {
    this.#failures.delete(id);
    this.#pauses.delete(id);
    this.#attempts.delete(id);
  }

  /** How often the frame's answer has broken by now. */
  countAttempt(id: string): number {
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempts);
    return attempts;
  }

  clear(): void {
    this.#failures.clear();
    this.#pauses.clear();
    this.#attempts.clear();
  }

  stop(): void {
    this.#stopped = true;
    this.#again?.cancel();
  }

  #leaveOut(id: string, failure: Failure, pauseMs: number, isOfLine: boolean): void {
    const atMs = this.#clock.monotonicMs();
    this.#pauses.set(id, pauseMs);
    this.#failures.set(id, { failure, atMs, untilMs: atMs + pauseMs, isOfLine });
    this.#askAgainAt(atMs + pauseMs, pauseMs);
  }

  #askAgainAt(atMs: number, pauseMs: number): void {
    if (this.#stopped || (this.#again && this.#again.atMs <= atMs)) return;
    this.#again?.cancel();
    const cancel = this.#clock.after(pauseMs, () => {
      this.#again = undefined;
      // One call is for all that are due by now: a late timer does not ask once for each of them.
      const now = Math.max(atMs, this.#clock.monotonicMs());
      this.#onAgain();
      const next = this.#firstAfter(now);
      if (next !== undefined) this.#askAgainAt(next, Math.max(0, next - this.#clock.monotonicMs()));
    });
    this.#again = { atMs, cancel };
  }

  #firstAfter(atMs: number): number | undefined {
    let first: number | undefined;
    for (const { untilMs } of this.#failures.values()) {
      if (untilMs > atMs && (first === undefined || untilMs < first)) first = untilMs;
    }
    return first;
  }
}
