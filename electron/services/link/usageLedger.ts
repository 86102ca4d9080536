import type { Clock } from '#electron/base/world.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { localDay } from './localDay.ts';

/** What went over the line to one archive on one local day. */
export interface DayUsage {
  readonly archiveId: ArchiveId;
  readonly day: string;
  bytes: number;
  outages: number;
  awayMs: number;
}

/**
 * Bytes and outages by local day (rule O10). A day is named by the wall clock, which may jump: what is counted then
 * stands on the day that the clock says, and nothing is lost or counted twice.
 */
export class UsageLedger {
  readonly #clock: Clock;
  readonly #days = new Map<string, DayUsage>();
  readonly #changed = new Set<DayUsage>();

  constructor(clock: Clock, known: readonly DayUsage[]) {
    this.#clock = clock;
    for (const usage of known) this.#days.set(`${usage.archiveId} ${usage.day}`, usage);
  }

  add(archiveId: ArchiveId, more: { readonly bytes?: number; readonly outages?: number; readonly awayMs?: number }) {
    const day = this.#today();
    const key = `${archiveId} ${day}`;
    const usage = this.#days.get(key) ?? { archiveId, day, bytes: 0, outages: 0, awayMs: 0 };
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
    const today = this.#today();
    const month = today.slice(0, 7);
    const sums = { bytesToday: 0, bytesThisMonth: 0, outagesToday: 0, awayTodayMs: 0 };
    for (const usage of this.#days.values()) {
      if (archiveId !== undefined && usage.archiveId !== archiveId) continue;
      if (usage.day.startsWith(month)) sums.bytesThisMonth += usage.bytes;
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

  #today(): string {
    return localDay(this.#clock, this.#clock.now());
  }
}
