import type { CacheLevel } from '#shared/cache/evictionPolicy.ts';
import { budgetAt } from '#shared/prefetch/budget.ts';
import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import { mostUrgentFirst } from '#shared/prefetch/mostUrgentFirst.ts';
import { orderOpenStudy, orderStudy } from '#shared/prefetch/orderSeries.ts';
import { type PrefetchForecast, planPrefetch } from '#shared/prefetch/planPrefetch.ts';
import type { ShiftStudy } from './shift.ts';
import type { Stock } from './stock.ts';

/** A study on the reader's list that nobody has opened. */
export interface WaitingStudy {
  readonly shift: ShiftStudy;
  readonly stock: Stock;
  /** The relevant ones, newest first. */
  readonly priors: readonly Stock[];
  /** The reader has had it open, but could not finish it. */
  readonly isPutAside: boolean;
  /** When something of it last came, or it was first seen. */
  readonly lastProgressAt: number;
}

/** What a policy may know. */
export interface Situation {
  readonly now: number;
  /** Since the shift began, what was fetched twice counted twice. */
  readonly fetchedBytes: number;
  /** Studies that are open and lack something, the latest opened first. */
  readonly open: readonly Stock[];
  /** Of these, the STAT studies. */
  readonly openStats: ReadonlySet<Stock>;
  /** How full the disk is. */
  readonly level: CacheLevel;
  /** In order of arrival. */
  readonly waiting: readonly WaitingStudy[];
  readonly forecast: () => PrefetchForecast;
}

export interface Policy {
  readonly name: string;
  /** A fresh one for another shift, where it remembers anything. */
  readonly begin?: () => Policy;
  readonly plan: (situation: Situation) => readonly FrameRequest[];
  /** Plans anew after so long though nothing has happened. */
  readonly replanSeconds?: number;
}

/** As many as the app plans at once. */
const limit = 400;

const lazily = (stock: Stock) => ({
  study: stock.plan.study,
  remainingBytes: stock.remainingBytes,
  plan: () => stock.plan,
});

const openIn = ({ open, openStats }: Situation) =>
  open.map((stock) => ({ ...lazily(stock), isStat: openStats.has(stock) }));

const openOnly = (situation: Situation) => planPrefetch({ display: [], open: openIn(situation), assigned: [], limit });

/** What is open first, then studies in the order given, then their priors: only the order differs between policies. */
export function planInOrder(
  situation: Situation,
  sorted: readonly WaitingStudy[],
  /** As soon as they can be scrolled through, what is open comes after these many of them. */
  yieldsTo = 0,
): readonly FrameRequest[] {
  const isYielding = yieldsTo > 0;
  const requests = isYielding
    ? situation.open.flatMap(({ plan }) => orderOpenStudy(plan).first)
    : [...openOnly(situation)];
  for (const { stock } of sorted.slice(0, yieldsTo)) requests.push(...orderStudy(stock.plan, 'due'));
  if (isYielding) requests.push(...openOnly(situation));
  const stocks = [...sorted.map(({ stock }) => stock), ...sorted.flatMap(({ priors }) => priors)];
  for (const stock of stocks) {
    if (requests.length >= limit) break;
    if (!stock.isComplete) requests.push(...orderStudy(stock.plan, 'due'));
  }
  return requests;
}

function inOrder(name: string, sort: (waiting: readonly WaitingStudy[]) => readonly WaitingStudy[]): Policy {
  return { name, plan: (situation) => planInOrder(situation, sort(situation.waiting)) };
}

const byUrgency = (waiting: readonly WaitingStudy[]) =>
  mostUrgentFirst(
    waiting.map((one) => ({ one, ...one.shift })),
    ({ plan }) => plan.study,
  ).map(({ one }) => one);

const byNumber = (value: (one: WaitingStudy) => number) => (waiting: readonly WaitingStudy[]) =>
  [...waiting].sort((one, other) => value(one) - value(other));

function assignedOf(situation: Situation) {
  const open = openIn(situation);
  const assigned = situation.waiting.map(({ shift, stock, priors, isPutAside, lastProgressAt }) => ({
    ...lazily(stock),
    totalBytes: stock.totalBytes,
    priority: shift.priority,
    dueAt: shift.dueAt * 1000,
    readingMs: isPutAside ? 0 : shift.usualReading * 1000,
    isPutAside,
    lastProgressAt: lastProgressAt * 1000,
    // Into a disk that is nearly full nothing comes that would be let go of for another.
    priors: situation.level === 'roomy' ? priors.filter((prior) => !prior.isComplete).map(lazily) : [],
  }));
  return { display: [], open, assigned, limit };
}

export const onDemandOnly: Policy = {
  name: 'on demand only',
  plan: (situation) => [
    ...openOnly(situation),
    ...situation.waiting.flatMap(({ stock, isPutAside }) => (isPutAside ? orderStudy(stock.plan, 'open') : [])),
  ],
};
const cycleSeconds = 30 * 60;
const inCycle = 20;

/** As a commercial viewer documents it: a filter takes the first twenty of the list every half hour. */
export const twentyInHalfHour: Policy = {
  name: 'first 20 each 30 min',
  begin() {
    let cycle = -1;
    let chosen = new Set<ShiftStudy>();
    return {
      name: this.name,
      plan: (situation) => {
        const now = Math.floor(situation.now / cycleSeconds);
        if (now !== cycle) {
          const urgent = byUrgency(situation.waiting.filter(({ stock }) => !stock.isComplete));
          chosen = new Set(urgent.slice(0, inCycle).map(({ shift }) => shift));
          cycle = now;
        }
        const listed = situation.waiting.filter(({ shift, isPutAside }) => chosen.has(shift) || isPutAside);
        return planInOrder(situation, listed);
      },
    };
  },
  plan: openOnly,
};

const worth = { STAT: 3, URGENT: 1.5, ROUTINE: 1 } as const;

export const durbeen: Policy = {
  name: 'Durbeen',
  plan: (situation) => {
    const input = { ...assignedOf(situation), forecast: situation.forecast() };
    return planPrefetch(situation.level === 'full' ? { ...input, tiers: new Set(['display', 'open']) } : input);
  },
};

/** With a cap of the month, of which nothing was used before; the hours and the consent are the reader's (rule O10). */
export function durbeenWithin(monthlyCapBytes: number): Policy {
  return {
    name: `Durbeen, cap ${(monthlyCapBytes / 1e9).toFixed(1)} GB`,
    // As the app does: a cap is reached though nothing else happens.
    replanSeconds: 5,
    plan(situation) {
      const state = {
        now: situation.now * 1000,
        offsetMinutes: () => 0,
        bytesThisMonth: situation.fetchedBytes,
        mayExceedCap: false,
        isPaused: false,
        isMetered: false,
        room: 'roomy' as const,
      };
      const { tiers } = budgetAt({ monthlyCapBytes, hours: null }, state);
      return planPrefetch({ ...assignedOf(situation), forecast: situation.forecast(), tiers });
    },
  };
}

export const policies: readonly Policy[] = [
  onDemandOnly,
  inOrder('first in first out', (waiting) => waiting),
  inOrder(
    'shortest first',
    byNumber(({ stock }) => stock.remainingBytes),
  ),
  inOrder(
    'earliest deadline',
    byNumber(({ shift }) => shift.dueAt),
  ),
  inOrder(
    'value per byte',
    byNumber(({ shift, stock }) => stock.remainingBytes / worth[shift.priority]),
  ),
  inOrder('STAT, then deadline', byUrgency),
  twentyInHalfHour,
  durbeen,
];
