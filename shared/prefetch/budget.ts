import { type FetchTier, fetchTiers } from './frameRequest.ts';
import { nextOpening, withinHours } from './hours.ts';

/** What the reader allows the line to be used for. */
export interface BudgetRules {
  /** Of a calendar month; null: as many bytes as come. */
  readonly monthlyCapBytes: number | null;
  /** Minutes of the local day, which may span midnight; null: always. */
  readonly hours: { readonly fromMinute: number; readonly toMinute: number } | null;
}

export interface BudgetState {
  /** Epoch ms. */
  readonly now: number;
  /** Local offset from UTC at an instant, minutes, east positive. */
  readonly offsetMinutes: (instant: number) => number;
  /** As the provider counts them: see `countedBytes`. */
  readonly bytesThisMonth: number;
  /** When the month ends by which they are counted; else the one of `now`, where the clock is known to be right. */
  readonly monthEndsAt?: number;
  /** The reader has agreed to fetch ahead over this month's cap. */
  readonly mayExceedCap: boolean;
  readonly isPaused: boolean;
  readonly isMetered: boolean;
  /** `overfull`: the cache is over its limit by as much as STAT may take beyond it. */
  readonly room: 'roomy' | 'cacheFull' | 'overfull' | 'diskFull';
}

/** Why nothing is fetched ahead although the archive answers: nothing stops without a reason (link.md N11). */
export const restReasons = [
  'pausedByPerson',
  'outsideHours',
  'meteredNetwork',
  'monthlyCap',
  'cacheFull',
  'diskFull',
] as const;
export type RestReason = (typeof restReasons)[number];

export interface Budget {
  /** What may be asked for. A frame that somebody is looking at always may. */
  readonly tiers: ReadonlySet<FetchTier>;
  /** Why something may not; of several reasons the one that forbids most, and then the one that lasts longest. */
  readonly rest: RestReason | undefined;
  /** When nothing of this stands in the way any more, epoch ms; undefined where a person or a disk decides. */
  readonly restUntil: number | undefined;
}

/** Of the cap, what is kept for what somebody opens and for STAT (rule O10). */
export const capReserve = 0.15;

/** Of TCP, TLS and IP around what is read: a packet of 1,460 bytes carries headers of 40 to 60, and every other one is confirmed. */
const overhead = 1.06;

/** The bytes that a provider counts for so many that were sent and read, toward the cap (rule O10). */
export function countedBytes(bytes: number): number {
  return Math.round(bytes * overhead);
}

/** What somebody waits for: it comes where nothing is fetched ahead, and whatever is left to others in the house. */
export const urgentTiers: readonly FetchTier[] = ['display', 'open', 'stat'];
const opened: readonly FetchTier[] = ['display', 'open'];

interface Limit {
  readonly rest: RestReason;
  readonly tiers: readonly FetchTier[];
  readonly until?: number;
}

/**
 * What the line may be used for now (rule O10), and why not for more: nothing rests without a reason (N11).
 * What somebody opens comes whole at all times: to open it is the consent. STAT comes outside the hours, over a metered
 * line and over the cap, and into a cache that is full, as far as the disk lets it; it rests only where a person has paused or
 * where there is no room at all. The reader's consent for a
 * month lets fetching ahead go over its cap too.
 */
export function budgetAt(rules: BudgetRules, state: BudgetState): Budget {
  const limits = limitsOf(rules, state);
  const tiers = new Set(fetchTiers.filter((tier) => limits.every((limit) => limit.tiers.includes(tier))));
  const [worst] = limits.toSorted(
    (one, other) => one.tiers.length - other.tiers.length || lasting(other) - lasting(one),
  );
  const last = Math.max(0, ...limits.map(lasting));
  return { tiers, rest: worst?.rest, restUntil: worst && Number.isFinite(last) ? last : undefined };
}

function limitsOf(rules: BudgetRules, state: BudgetState): readonly Limit[] {
  const limits: Limit[] = [];
  if (state.room === 'diskFull') limits.push({ rest: 'diskFull', tiers: opened });
  if (state.isPaused) limits.push({ rest: 'pausedByPerson', tiers: opened });
  if (state.room === 'overfull') limits.push({ rest: 'cacheFull', tiers: opened });
  if (state.room === 'cacheFull') limits.push({ rest: 'cacheFull', tiers: urgentTiers });
  if (state.isMetered) limits.push({ rest: 'meteredNetwork', tiers: urgentTiers });
  if (isCapped(rules.monthlyCapBytes, state)) {
    const until = state.monthEndsAt ?? nextMonth(state.now, state.offsetMinutes);
    limits.push({ rest: 'monthlyCap', tiers: urgentTiers, until });
  }
  if (rules.hours && !withinHours(rules.hours, state.now, state.offsetMinutes)) {
    const until = nextOpening(rules.hours, state.now, state.offsetMinutes);
    limits.push({ rest: 'outsideHours', tiers: urgentTiers, until });
  }
  return limits;
}

function isCapped(cap: number | null, { bytesThisMonth, mayExceedCap }: BudgetState): boolean {
  return cap !== null && !mayExceedCap && bytesThisMonth >= cap * (1 - capReserve);
}

function lasting({ until }: Limit): number {
  return until ?? Number.POSITIVE_INFINITY;
}

/** The first instant of the next local month. */
export function nextMonth(now: number, offsetMinutes: (instant: number) => number): number {
  const local = new Date(now + offsetMinutes(now) * 60_000);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1);
  const guess = midnight - offsetMinutes(now) * 60_000;
  return midnight - offsetMinutes(guess) * 60_000;
}
