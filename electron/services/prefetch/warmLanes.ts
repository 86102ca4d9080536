import type { Clock } from '#electron/base/world.ts';

/** Shorter than the 60 to 75 s after which servers and routers give up an idle connection. */
const everyMs = 50_000;
/** From one study to the next. */
const afterReadingMs = 10 * 60_000;

/**
 * While somebody reads, and a while after, the connections kept for him stay warm (rule N2): to dial anew costs three
 * round trips, a second on a long line, just when the next study is opened.
 */
export class WarmLanes {
  readonly #clock: Clock;
  readonly #lines: () => readonly { keepWarm(): void }[];
  #isReading = false;
  #untilMs = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, lines: () => readonly { keepWarm(): void }[]) {
    this.#clock = clock;
    this.#lines = lines;
  }

  note(isReading: boolean): void {
    this.#isReading = isReading;
    this.#untilMs = this.#clock.monotonicMs() + afterReadingMs;
    this.#cancelTimer ??= this.#clock.after(everyMs, () => this.#keep());
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#isReading = false;
  }

  #keep(): void {
    this.#cancelTimer = undefined;
    if (!this.#isReading && this.#clock.monotonicMs() > this.#untilMs) return;
    for (const line of this.#lines()) line.keepWarm();
    this.#cancelTimer = this.#clock.after(everyMs, () => this.#keep());
  }
}
