import type { Clock } from '#electron/base/world.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { nextMonth } from '#shared/prefetch/budget.ts';
import { BookingDay } from './bookingDay.ts';

/** What went over the line to one archive on one local day. */
export interface DayUsage {
  readonly archiveId: ArchiveId;
  readonly day: string;
  bytes: number;
  outages: number;
  awayMs: number;
}

/** Months of which the days are kept, those in which something was booked: the clock does not say how old they are. */
const monthsKept = 13;

/** The days to keep of those that were written down. */
export function daysToKeep(days: readonly DayUsage[]): readonly DayUsage[] {
  const months = [...new Set(days.map(({ day }) => monthOf(day)))].sort().slice(-monthsKept);
  return days.filter(({ day }) => months.includes(monthOf(day)));
}

const monthOf = (day: string) => day.slice(0, 7);

/** Bytes and outages by local day (rule O10): `BookingDay` says which; nothing is lost or counted twice. */
export class UsageLedger {
  readonly #clock: Clock;
  readonly #day: BookingDay;
  readonly #days = new Map<string, DayUsage>();
  readonly #changed = new Set<DayUsage>();
  /** Of the month that was asked about last: it is looked at every second. */
  #month: { readonly name: string; readonly days: DayUsage[] } | undefined;

  constructor(clock: Clock, known: readonly DayUsage[]) {
    const booked = known.filter(({ bytes }) => bytes > 0).map(({ day }) => day);
    this.#clock = clock;
    this.#day = new BookingDay(clock, booked);
    for (const usage of known) this.#days.set(`${usage.archiveId} ${usage.day}`, usage);
  }

  /** An archive gave its own time, epoch ms. */
  noteArchiveTime(archiveId: ArchiveId, at: number): void {
    this.#day.noteArchiveTime(archiveId, at);
    this.#putRight();
  }

  /** The local month of the cap, and when it ends as this computer's clock will say. */
  month(): { readonly name: string; readonly endsAt: number } {
    this.#putRight();
    const today = this.#day.today();
    const offsetMinutes = (instant: number) => this.#clock.offsetMinutes(instant);
    const aheadMs = this.#day.now() - this.#clock.now();
    return { name: monthOf(today), endsAt: nextMonth(Date.parse(`${today}T12:00Z`), offsetMinutes) - aheadMs };
  }

  add(archiveId: ArchiveId, more: { readonly bytes?: number; readonly outages?: number; readonly awayMs?: number }) {
    this.#putRight();
    const day = more.bytes ? this.#day.book() : this.#day.today();
    const key = `${archiveId} ${day}`;
    const usage = this.#days.get(key) ?? { archiveId, day, bytes: 0, outages: 0, awayMs: 0 };
    if (!this.#days.has(key) && this.#month?.name === monthOf(day)) this.#month.days.push(usage);
    this.#days.set(key, usage);
    usage.bytes += more.bytes ?? 0;
    usage.outages += more.outages ?? 0;
    usage.awayMs += more.awayMs ?? 0;
    this.#changed.add(usage);
  }

  /** Of one archive, or of all. */
  sum(archiveId?: ArchiveId): {
    readonly bytesToday: number;
    readonly bytesThisMonth: number;
    readonly outagesToday: number;
    readonly awayTodayMs: number;
  } {
    this.#putRight();
    const today = this.#day.today();
    const sums = { bytesToday: 0, bytesThisMonth: 0, outagesToday: 0, awayTodayMs: 0 };
    for (const usage of this.#daysOfMonth(monthOf(today))) {
      if (archiveId !== undefined && usage.archiveId !== archiveId) continue;
      sums.bytesThisMonth += usage.bytes;
      if (usage.day !== today) continue;
      sums.bytesToday += usage.bytes;
      sums.outagesToday += usage.outages;
      sums.awayTodayMs += usage.awayMs;
    }
    return sums;
  }

  /** What has changed since it was last taken; put back with `keep` when it could not be written. */
  takeChanged(): readonly DayUsage[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  keep(usages: readonly DayUsage[]): void {
    for (const usage of usages) this.#changed.add(usage);
  }

  /** What a wrong clock booked on days to come is of today. */
  #putRight(): void {
    const today = this.#day.putRight();
    if (today === undefined) return;
    for (const usage of [...this.#days.values()]) {
      if (usage.day <= today) continue;
      const { bytes, outages, awayMs } = usage;
      Object.assign(usage, { bytes: 0, outages: 0, awayMs: 0 });
      this.#changed.add(usage);
      this.add(usage.archiveId, { bytes, outages, awayMs });
    }
  }

  #daysOfMonth(name: string): readonly DayUsage[] {
    if (this.#month?.name !== name) {
      this.#month = { name, days: [...this.#days.values()].filter(({ day }) => monthOf(day) === name) };
    }
    return this.#month.days;
  }
}
