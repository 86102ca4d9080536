import type { Clock } from '#electron/base/world.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { localDay } from './localDay.ts';

const dayMs = 86_400_000;
/** Whoever reads uses the line once in so many days; a clock that leaps further was set, or nobody read for a month. */
const leapDays = 31;
/** Answers take so long to come. */
const sameMs = 60_000;

/**
 * On which local day what is carried now is booked, and so which month's cap it is (rule O10, decision 0023). This
 * computer's clock says, unless it does not follow from the days that were booked and the Date of archives (RFC 9110,
 * 6.6.1) does. No day comes before the latest booked, unless that one is shown to have been booked by a wrong clock.
 */
export class BookingDay {
  readonly #clock: Clock;
  /** In order. */
  #booked: readonly string[];
  /** How far each archive's clock is before this computer's, ms; known for as long as this one is not set. */
  readonly #ahead = new Map<ArchiveId, number>();
  #shiftMs: number;
  /** What was found last: it is asked for with every chunk that comes. */
  #found: { readonly day: string; readonly aheadMs: number } | undefined;

  constructor(clock: Clock, booked: Iterable<string>) {
    this.#clock = clock;
    this.#booked = [...new Set(booked)].sort();
    this.#shiftMs = clock.now() - clock.monotonicMs();
  }

  today(): string {
    const day = this.#dayOf(this.now());
    const latest = this.#booked.at(-1);
    return latest !== undefined && day < latest ? latest : day;
  }

  /** Something is booked today. */
  book(): string {
    const today = this.today();
    if (this.#booked.at(-1) !== today) this.#setBooked([...this.#booked, today]);
    return today;
  }

  /** An archive gave its own time, epoch ms. */
  noteArchiveTime(archiveId: ArchiveId, archiveAt: number): void {
    this.#noteClock();
    const aheadMs = archiveAt - this.#clock.now();
    if (Math.abs(aheadMs - (this.#ahead.get(archiveId) ?? Number.POSITIVE_INFINITY)) < sameMs) return;
    this.#ahead.set(archiveId, aheadMs);
    this.#found = undefined;
  }

  /** Today, where later days were booked by a wrong clock: what stands on them is of today. Else undefined. */
  putRight(): string | undefined {
    const now = this.now();
    const today = this.#dayOf(now);
    const latest = this.#booked.at(-1);
    if (latest === undefined || latest <= today) return undefined;
    const isSaid = this.#archiveTimes().some((time) => Math.abs(time - now) <= dayMs);
    const isWrong = isSaid ? latest > this.#dayOf(now + 2 * dayMs) : this.#follows(today);
    if (!isWrong) return undefined;
    this.#setBooked(this.#booked.filter((day) => day <= today));
    return today;
  }

  /** Epoch ms, of the clock that is believed. */
  now(): number {
    this.#noteClock();
    const now = this.#clock.now();
    const day = this.#dayOf(now);
    if (this.#found?.day !== day) this.#found = { day, aheadMs: this.#believed(now, day) - now };
    return now + this.#found.aheadMs;
  }

  #believed(now: number, day: string): number {
    if (this.#follows(day)) return now;
    const times = this.#archiveTimes();
    const agreeing = times.filter((time) => Math.abs(time - now) <= dayMs);
    const others = times.filter((time) => Math.abs(time - now) > dayMs && this.#follows(this.#dayOf(time)));
    others.sort((one, other) => one - other);
    return others.length > agreeing.length ? (others[others.length >> 1] ?? now) : now;
  }

  /** Nothing was booked long before it with nothing between, and nothing soon after it. */
  #follows(day: string): boolean {
    if (this.#booked.length === 0) return true;
    const before = this.#booked.filter((booked) => booked <= day);
    const next = this.#booked[before.length];
    const isLeap = (from: string, to: string) => Date.parse(to) - Date.parse(from) > leapDays * dayMs;
    return (
      before.length > 0 &&
      before.every((booked, index) => !isLeap(booked, before[index + 1] ?? day)) &&
      (next === undefined || isLeap(day, next))
    );
  }

  #archiveTimes(): number[] {
    const now = this.#clock.now();
    return [...this.#ahead.values()].map((aheadMs) => now + aheadMs);
  }

  /** Once this clock has been set, or rested for long, nobody knows how far the others are from it. */
  #noteClock(): void {
    const shiftMs = this.#clock.now() - this.#clock.monotonicMs();
    if (Math.abs(shiftMs - this.#shiftMs) <= dayMs) return;
    this.#shiftMs = shiftMs;
    this.#ahead.clear();
    this.#found = undefined;
  }

  #setBooked(days: readonly string[]): void {
    this.#booked = days;
    this.#found = undefined;
  }

  #dayOf(instantMs: number): string {
    return localDay(this.#clock, instantMs);
  }
}
