import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';

/** A person who asks again soon gets the known answer; later, the frame is asked for once more. */
const answerKnownForMs = 30_000;

/**
 * Frames that could not be had: a frame that lies or is not there is not asked for in a loop. Prefetch leaves it out
 * until something changes; a person's wish may try again after a while.
 */
export class FailedFrames {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { readonly failure: Failure; readonly atMs: number }>();
  readonly #attempts = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(id: string): boolean {
    return this.#failures.has(id);
  }

  answerFor(id: string): Failure | undefined {
    const known = this.#failures.get(id);
    if (!known) return undefined;
    if (this.#clock.monotonicMs() - known.atMs < answerKnownForMs) return known.failure;
    this.#failures.delete(id);
    return undefined;
  }

  add(id: string, failure: Failure): void {
    this.#attempts.delete(id);
    this.#failures.set(id, { failure, atMs: this.#clock.monotonicMs() });
  }

  /** How often the frame's answer has broken by now. */
  countAttempt(id: string): number {
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempts);
    return attempts;
  }

  clear(): void {
    this.#failures.clear();
    this.#attempts.clear();
  }
}
