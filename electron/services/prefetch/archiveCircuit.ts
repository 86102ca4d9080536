import type { Clock, Random } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { classifyFailure, type FailureMeaning, isLineFailure } from './classifyFailure.ts';

const shortestPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A person who waits may knock again after so long, whatever the pause of the prefetch. */
const knockAfterMs = 2_000;
/** So many broken answers in a row are an archive that is away. */
const brokenInARow = 5;

/**
 * Whether an archive is asked at present (rules N9, N10). Closed: ask. Open: it is away, and nobody asks until the pause
 * is over; then one question goes first, and only its answer lets the others follow. Pauses grow with jitter to a
 * minute and there is no last attempt: lines fail for days.
 */
export class ArchiveCircuit {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #onMayAsk: () => void;
  #state: 'closed' | 'open' | 'probing' = 'closed';
  #failure: Failure | undefined;
  #pauseMs = 0;
  #broken = 0;
  #failedAtMs = 0;
  #brokenAtMs = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, random: Random, onMayAsk: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#onMayAsk = onMayAsk;
  }

  /** Why the archive is not asked; undefined while it is. */
  get failure(): Failure | undefined {
    return this.#state === 'closed' ? undefined : this.#failure;
  }

  /** Whether one more question may go out, with so many already on their way. */
  mayAsk(running: number): boolean {
    return this.#state === 'closed' || (this.#state === 'probing' && running === 0);
  }

  /** Whether a person's wish may try although the archive is away. */
  mayKnock(running: number): boolean {
    return this.mayAsk(running) || (running === 0 && this.#clock.monotonicMs() - this.#failedAtMs >= knockAfterMs);
  }

  /** True when this opened or closed the circuit. */
  succeeded(): boolean {
    const changed = this.#state !== 'closed';
    this.#cancelTimer?.();
    this.#state = 'closed';
    this.#failure = undefined;
    this.#pauseMs = 0;
    this.#broken = 0;
    return changed;
  }

  /**
   * True when this opened or closed the circuit.
   * @param askedAtMs when the question was asked, on a clock that never jumps; now unless told
   */
  failed(failure: Failure, meaning: FailureMeaning, askedAtMs = Number.POSITIVE_INFINITY): boolean {
    const now = this.#clock.monotonicMs();
    // What was on its way together breaks together: one trouble, and not eight.
    if (meaning === 'shaky' && askedAtMs >= this.#brokenAtMs) {
      this.#broken += 1;
      this.#brokenAtMs = now;
    }
    this.#failedAtMs = now;
    const opens = meaning === 'away' || meaning === 'busy' || this.#broken >= brokenInARow || this.#state !== 'closed';
    if (!opens) return false;
    const changed = this.#state === 'closed';
    // Six questions that were on their way when the line broke are one failure, not six.
    if (this.#state === 'open') return false;
    this.#failure = failure;
    this.#state = 'open';
    // A line that is gone is looked for by `LineProbe`, which says when it is back.
    if (!isLineFailure(failure)) this.#pause(retryAfterMs(failure));
    return changed;
  }

  /**
   * A question that was no frame has been answered, or could not be: it tells of the line, and nothing of how the
   * archive fares with frames. True when this opened or closed the circuit.
   */
  noteQuestion(failure: Failure | undefined): boolean {
    if (failure) return isLineFailure(failure) && classifyFailure(failure) === 'away' && this.failed(failure, 'away');
    return this.failure !== undefined && isLineFailure(this.failure) && this.succeeded();
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  #pause(atLeastMs: number): void {
    const upper = Math.min(longestPauseMs, Math.max(shortestPauseMs, this.#pauseMs * 3));
    const jittered = shortestPauseMs + this.#random.fraction() * (upper - shortestPauseMs);
    this.#pauseMs = Math.max(jittered, shortestPauseMs, this.#pauseMs === 0 ? 0 : shortestPauseMs * 2);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.after(Math.max(this.#pauseMs, atLeastMs), () => {
      this.#state = 'probing';
      this.#onMayAsk();
    });
  }
}

/** What the archive asked for in Retry-After, where it said so; at most ten minutes are believed. */
function retryAfterMs(failure: Failure): number {
  const seconds = failure.details?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? Math.min(600_000, Math.max(0, seconds * 1000)) : 0;
}
