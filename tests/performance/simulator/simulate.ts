import type { CacheLevel } from '#shared/cache/evictionPolicy.ts';
import type { FetchTier, FrameRequest } from '#shared/prefetch/frameRequest.ts';
import type { PrefetchForecast } from '#shared/prefetch/planPrefetch.ts';
import { Disk, type Standing } from './disk.ts';
import type { Line } from './line.ts';
import type { Policy, Situation, WaitingStudy } from './policies.ts';
import type { Shift, ShiftStudy } from './shift.ts';
import { Stock } from './stock.ts';

/** What is known at a moment about the line, and about the reader who is busy until another. */
export type ForecastAt = (now: number, busyUntil: number | undefined) => PrefetchForecast;

/** What became of one study of a shift. Seconds from its beginning. */
export interface StudyOutcome {
  readonly shift: ShiftStudy;
  /** Undefined: not complete when the simulation ended. */
  readonly completeAt: number | undefined;
  /** Whole, as far as the archive had it then, when it was opened; undefined: never opened. */
  readonly isLocalWhenOpened: boolean | undefined;
  readonly fetchedBytes: number;
  /** The longest time that it lay on the list, lacked something and got nothing. */
  readonly starvedSeconds: number;
  readonly priors: readonly { readonly isLocalWhenOpened: boolean | undefined; readonly fetchedBytes: number }[];
}

export interface ShiftOutcome {
  readonly studies: readonly StudyOutcome[];
  /** Bytes of answers that an outage cut, asked for again. */
  readonly lostBytes: number;
  /** Fetched before anybody opened their study, and not for a STAT. */
  readonly aheadBytes: number;
  /** Studies that were let go of to make room, and those of them that somebody looked at later. */
  readonly evictions: number;
  readonly regretted: number;
}

const aheadTiers: ReadonlySet<FetchTier> = new Set(['due', 'prior', 'likely']);

interface Entry extends WaitingStudy {
  readonly allPriors: readonly Stock[];
  readonly localPriors: (boolean | undefined)[];
  completeAt: number | undefined;
  wasLocal: boolean | undefined;
  lastProgressAt: number;
  starved: number;
  isPutAside: boolean;
}

interface Event {
  readonly at: number;
  readonly entry: Entry;
  readonly kind: 'arrives' | 'grows' | 'opens' | 'closes' | 'claimed';
}

/**
 * Plays a shift on a clock of its own. The line carries one answer after another: that it carries several at once, each
 * slower, changes nothing about when a study is whole. An answer under way is never given up.
 */
export function simulate(
  shift: Shift,
  line: Line,
  policy: Policy,
  forecastAt: ForecastAt,
  diskBytes = Number.POSITIVE_INFINITY,
): ShiftOutcome {
  return new Run(shift, line, policy, forecastAt, new Disk(diskBytes)).toEnd();
}

class Run {
  readonly #line: Line;
  readonly #policy: Policy;
  readonly #forecastAt: ForecastAt;
  readonly #entries: readonly Entry[];
  readonly #disk: Disk;
  #level: CacheLevel = 'roomy';
  readonly #events: Event[];
  readonly #stocks = new Map<string, { readonly stock: Stock; readonly entry: Entry }>();
  /** In order of arrival. */
  readonly #waiting = new Set<Entry>();
  /** In order of opening. */
  readonly #open: Entry[] = [];
  #now = 0;
  #busyUntil: number | undefined;
  #lostBytes = 0;
  #fetchedBytes = 0;
  #aheadBytes = 0;

  constructor(shift: Shift, line: Line, policy: Policy, forecastAt: ForecastAt, disk: Disk) {
    this.#disk = disk;
    this.#line = line;
    this.#policy = policy.begin?.() ?? policy;
    this.#forecastAt = forecastAt;
    this.#entries = shift.studies.map(startEntry);
    this.#events = eventsOf(this.#entries);
    for (const entry of this.#entries) {
      for (const stock of [entry.stock, ...entry.allPriors]) {
        this.#stocks.set(stock.plan.study.studyInstanceUID, { stock, entry });
      }
    }
  }

  toEnd(): ShiftOutcome {
    for (;;) {
      this.#handleEvents();
      if (this.#events.length === 0) this.#endWaiting();
      this.#keepDisk();
      if (this.#now >= this.#line.endsAt || !this.#followPlan(this.#policy.plan(this.#situation()))) {
        const next = this.#events[0];
        if (!next) break;
        this.#now = next.at;
      }
    }
    const { evictions, regretted } = this.#disk;
    return {
      studies: this.#entries.map(outcomeOf),
      lostBytes: this.#lostBytes,
      aheadBytes: this.#aheadBytes,
      evictions,
      regretted,
    };
  }

  #keepDisk(): void {
    if (this.#disk.isEndless) return;
    const stocks = [...this.#stocks.values()].map(({ stock }) => stock);
    this.#disk.makeRoom(stocks, (stock) => this.#standingOf(stock), this.#now);
    this.#level = this.#disk.levelWith(stocks);
  }

  #standingOf(stock: Stock): Standing {
    const { entry } = this.#stocks.get(stock.plan.study.studyInstanceUID)!;
    const { opensAt = Number.POSITIVE_INFINITY, closesAt = 0, claimedAt, arrivesAt, priors } = entry.shift;
    const isOpen = this.#open.includes(entry);
    const willOpen = Number.isFinite(opensAt) && closesAt > this.#now;
    if (stock === entry.stock) {
      const isRead = closesAt > 0 && closesAt <= this.#now;
      const isAssigned = claimedAt === undefined || claimedAt > this.#now;
      const deliveredAt = isRead ? closesAt : undefined;
      return { isOpen, isAssigned, deliveredAt, role: undefined, firstSeenAt: arrivesAt, isStillWanted: willOpen };
    }
    const isLookedAt = priors[entry.allPriors.indexOf(stock)]?.isOpened ?? false;
    const isStillWanted = isLookedAt && willOpen;
    const unread = { isAssigned: false, deliveredAt: undefined, role: 'prior' as const, firstSeenAt: arrivesAt };
    return { ...unread, isOpen: isOpen && isLookedAt, isStillWanted };
  }

  /** Until something happens that asks for another plan, or nothing of it is left; false when there was nothing in it. */
  #followPlan(requests: readonly FrameRequest[]): boolean {
    let didFetch = false;
    const until = this.#now + (this.#policy.replanSeconds ?? Number.POSITIVE_INFINITY);
    for (const request of requests) {
      const { stock, entry } = this.#stocks.get(request.study.studyInstanceUID)!;
      const bytes = stock.bytesOf(request);
      if (bytes === 0) continue;
      didFetch = true;
      const { at, lost } = this.#line.fetch(bytes, this.#now);
      this.#lostBytes += lost;
      this.#now = Math.min(at, this.#line.endsAt);
      if (!Number.isFinite(at)) return true;
      stock.receive(request);
      this.#fetchedBytes += bytes;
      if (aheadTiers.has(request.tier)) this.#aheadBytes += bytes + lost;
      if (stock === entry.stock) this.#noteProgress(entry);
      if (stock.isComplete || (this.#events[0]?.at ?? Number.POSITIVE_INFINITY) <= this.#now || this.#now >= until)
        return true;
    }
    return didFetch;
  }

  #noteProgress(entry: Entry): void {
    this.#noteStarved(entry, this.#now);
    if (entry.stock.isComplete) entry.completeAt = this.#now;
  }

  #noteStarved(entry: Entry, until: number): void {
    if (this.#waiting.has(entry) && !entry.isPutAside)
      entry.starved = Math.max(entry.starved, until - entry.lastProgressAt);
    entry.lastProgressAt = until;
  }

  #handleEvents(): void {
    for (let event = this.#events[0]; event && event.at <= this.#now; event = this.#events[0]) {
      this.#events.shift();
      const { entry, kind, at } = event;
      if (kind === 'arrives') {
        this.#waiting.add(entry);
        entry.lastProgressAt = at;
        continue;
      }
      if (kind === 'grows') {
        this.#grow(entry);
        continue;
      }
      if (!entry.stock.isComplete) this.#noteStarved(entry, at);
      this.#waiting.delete(entry);
      if (kind === 'opens') this.#openEntry(entry);
      if (kind === 'closes') this.#putAside(entry);
    }
  }

  /** What was whole is not any more; what nobody waits for is left as it is. */
  #grow(entry: Entry): void {
    if (entry.stock.isComplete) entry.lastProgressAt = this.#now;
    entry.stock.release();
    entry.completeAt = undefined;
  }

  /** Nobody will open these: what is left to do is to finish what is open. */
  #endWaiting(): void {
    for (const entry of this.#waiting) {
      if (entry.isPutAside) continue;
      if (!entry.stock.isComplete) this.#noteStarved(entry, this.#now);
      this.#waiting.delete(entry);
    }
  }

  /** What could not be finished goes back to the list, and is finished when the line has room for it. */
  #putAside(entry: Entry): void {
    this.#open.splice(this.#open.indexOf(entry), 1);
    if (entry.stock.isComplete) return;
    entry.isPutAside = true;
    this.#waiting.add(entry);
  }

  #openEntry(entry: Entry): void {
    this.#open.push(entry);
    const { opensAt = 0, usualReading, priors } = entry.shift;
    // The answer that was under way may have ended a little later.
    entry.wasLocal = entry.stock.isComplete && (entry.completeAt ?? Number.POSITIVE_INFINITY) <= opensAt;
    this.#busyUntil = opensAt + usualReading;
    for (const [index, prior] of priors.entries()) {
      if (prior.isOpened) entry.localPriors[index] = entry.allPriors[index]!.isComplete;
    }
  }

  #situation(): Situation {
    const open = [...this.#open].reverse().flatMap((entry) => {
      const priors = entry.allPriors.filter((_, index) => entry.shift.priors[index]!.isOpened);
      return [entry.stock, ...priors].filter((stock) => !stock.isComplete);
    });
    const fetchedBytes = this.#fetchedBytes + this.#lostBytes;
    return {
      now: this.#now,
      fetchedBytes,
      open,
      level: this.#level,
      openStats: new Set(this.#open.filter(({ shift }) => shift.priority === 'STAT').map(({ stock }) => stock)),
      waiting: [...this.#waiting],
      forecast: () => this.#forecastAt(this.#now, this.#busyUntil),
    };
  }
}

function startEntry(shift: ShiftStudy): Entry {
  const allPriors = shift.priors.map(({ plan }) => new Stock(plan));
  return {
    shift,
    stock: new Stock(shift.plan, shift.late?.instances),
    priors: allPriors.filter((_, index) => shift.priors[index]!.isRelevant),
    allPriors,
    localPriors: shift.priors.map(() => undefined),
    completeAt: undefined,
    wasLocal: undefined,
    lastProgressAt: shift.arrivesAt,
    starved: 0,
    isPutAside: false,
  };
}

function eventsOf(entries: readonly Entry[]): Event[] {
  const events = entries.flatMap((entry): Event[] => {
    const { arrivesAt, opensAt, closesAt, claimedAt, late } = entry.shift;
    return [
      { at: arrivesAt, entry, kind: 'arrives' },
      ...(late === undefined ? [] : [{ at: late.at, entry, kind: 'grows' as const }]),
      ...(opensAt === undefined ? [] : [{ at: opensAt, entry, kind: 'opens' as const }]),
      ...(closesAt === undefined ? [] : [{ at: closesAt, entry, kind: 'closes' as const }]),
      ...(claimedAt === undefined ? [] : [{ at: claimedAt, entry, kind: 'claimed' as const }]),
    ];
  });
  return events.sort((one, other) => one.at - other.at);
}

function outcomeOf(entry: Entry): StudyOutcome {
  return {
    shift: entry.shift,
    completeAt: entry.completeAt,
    isLocalWhenOpened: entry.wasLocal,
    fetchedBytes: entry.stock.fetchedBytes,
    starvedSeconds: entry.starved,
    priors: entry.allPriors.map(({ fetchedBytes }, index) => ({
      isLocalWhenOpened: entry.localPriors[index],
      fetchedBytes,
    })),
  };
}
