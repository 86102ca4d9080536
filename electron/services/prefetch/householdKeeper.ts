import type { Clock } from '#electron/base/world.ts';
import { freshShare, noteAlone, passTime, waitForShare } from '#shared/prefetch/householdShare.ts';

/** Holds back what is fetched ahead, over all lines together: they are one line of the house. */
export class HouseholdKeeper {
  readonly #clock: Clock;
  readonly #percent: () => number;
  readonly #onMayBegin: () => void;
  /** How much is on its way, by line. */
  readonly #inFlight = new Map<unknown, number>();
  #state = freshShare;
  #cancelTimer: (() => void) | undefined;

  /** @param percent of a hundred, what is left to others. @param onMayBegin it may go on. */
  constructor(clock: Clock, percent: () => number, onMayBegin: () => void) {
    this.#clock = clock;
    this.#percent = percent;
    this.#onMayBegin = onMayBegin;
  }

  mayBegin(): boolean {
    const percent = this.#percent();
    if (percent <= 0) return true;
    this.#pass();
    const wait = waitForShare(this.#state, percent);
    if (wait === 0) return true;
    this.#cancelTimer ??= this.#clock.after(wait, () => {
      this.#cancelTimer = undefined;
      this.#onMayBegin();
    });
    return false;
  }

  /** So much of a line is on its way from now on. */
  note(line: unknown, inFlight: number): void {
    if ((this.#inFlight.get(line) ?? 0) === inFlight) return;
    this.#pass();
    if (inFlight > 0) this.#inFlight.set(line, inFlight);
    else this.#inFlight.delete(line);
  }

  /** An answer began so long after it was asked for; says something about others when it was asked for alone. */
  noteHead(afterMs: number, leastRoundTripMs: number): void {
    const total = [...this.#inFlight.values()].reduce((sum, one) => sum + one, 0);
    if (total !== 1 || this.#percent() <= 0) return;
    this.#pass();
    this.#state = noteAlone(this.#state, this.#clock.monotonicMs(), afterMs, leastRoundTripMs);
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  #pass(): void {
    this.#state = passTime(this.#state, this.#clock.monotonicMs(), this.#inFlight.size > 0, this.#percent());
  }
}
