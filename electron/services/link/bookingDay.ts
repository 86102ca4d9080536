import type { Clock } from '#electron/base/world.ts';
import { localDay } from './localDay.ts';

const dayMs = 86_400_000;

/**
 * On which local day what is carried now is booked (rule O10). The wall clock names it, but a clock that was set must
 * not make a month's count vanish: no day comes before the latest booked, and a leap of more than a day is believed only
 * once an archive's own Date (RFC 9110, 6.6.1) says the same.
 */
export class BookingDay {
  readonly #clock: Clock;
  #latest: string | undefined;
  /** What the wall clock said when it was last believed; it goes on with the monotonic one. */
  #believed: { readonly at: number; readonly monotonicMs: number };

  constructor(clock: Clock, latest: string | undefined) {
    this.#clock = clock;
    this.#latest = latest;
    this.#believed = { at: clock.now(), monotonicMs: clock.monotonicMs() };
  }

  today(): string {
    const day = localDay(this.#clock, this.#now());
    return this.#latest !== undefined && day < this.#latest ? this.#latest : day;
  }

  /** Something is booked today. */
  book(): string {
    this.#latest = this.today();
    return this.#latest;
  }

  /**
   * An archive gave its own time, epoch ms. Answers today, where the wall clock is right after all and what stands on
   * later days was booked by a wrong one; else undefined.
   */
  noteArchiveTime(archiveAt: number): string | undefined {
    const now = this.#clock.now();
    const monotonicMs = this.#clock.monotonicMs();
    if (Math.abs(archiveAt - now) <= dayMs) {
      this.#believed = { at: now, monotonicMs };
      if (this.#latest === undefined || this.#latest <= localDay(this.#clock, now + 2 * dayMs)) return undefined;
      this.#latest = localDay(this.#clock, now);
      return this.#latest;
    }
    // An archive whose clock stands before what was booked already is itself wrong.
    const isPossible = this.#latest === undefined || localDay(this.#clock, archiveAt) >= this.#latest;
    if (now > archiveAt && isPossible) this.#believed = { at: archiveAt, monotonicMs };
    return undefined;
  }

  #now(): number {
    const now = this.#clock.now();
    const monotonicMs = this.#clock.monotonicMs();
    const expected = this.#believed.at + monotonicMs - this.#believed.monotonicMs;
    if (now > expected + dayMs) return expected;
    // A night's sleep, in which a monotonic clock may rest, is no leap; nor are many of them.
    if (now >= expected - dayMs) this.#believed = { at: now, monotonicMs };
    return now;
  }
}
