import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';

/** A person who asks again soon gets the known answer; later, the frame is asked for once more. */
const answerKnownForMs = 30_000;
/** What was wrong may have been the line's or a proxy's doing: the plan asks again, ever more seldom. */
const firstPauseMs = 120_000;
const longestPauseMs = 24 * 3_600_000;
const pauseFactor = 6;

interface KnownFailure {
  readonly failure: Failure;
  readonly atMs: number;
  /** Until then the plan leaves it out. */
  readonly untilMs: number;
}

/**
 * Frames that could not be had: a frame that lies or is not there is not asked for in a loop. Prefetch leaves it out
 * for a pause that grows, or until something changes; a person's wish may try again after a while.
 */
export class FailedFrames {
  readonly #clock: Clock;
  readonly #failures = new Map<string, KnownFailure>();
  readonly #pauses = new Map<string, number>();
  readonly #attempts = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the plan leaves it out at present. */
  has(id: string): boolean {
    const known = this.#failures.get(id);
    return known !== undefined && this.#clock.monotonicMs() < known.untilMs;
  }

  answerFor(id: string): Failure | undefined {
    const known = this.#failures.get(id);
    if (!known) return undefined;
    if (this.#clock.monotonicMs() - known.atMs < answerKnownForMs) return known.failure;
    this.#failures.delete(id);
    return undefined;
  }

  /** Answers after how many milliseconds it may be asked for again. */
  add(id: string, failure: Failure): number {
    const pauseMs = Math.min(longestPauseMs, (this.#pauses.get(id) ?? firstPauseMs / pauseFactor) * pauseFactor);
    const atMs = this.#clock.monotonicMs();
    this.#attempts.delete(id);
    this.#pauses.set(id, pauseMs);
    this.#failures.set(id, { failure, atMs, untilMs: atMs + pauseMs });
    return pauseMs;
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
}
