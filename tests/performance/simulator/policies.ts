import type { FrameRequest } from '#shared/prefetch/frameRequest.ts';
import { mostUrgentFirst } from '#shared/prefetch/mostUrgentFirst.ts';
import { orderStudy } from '#shared/prefetch/orderSeries.ts';
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
  /** Studies that are open and lack something, the latest opened first. */
  readonly open: readonly Stock[];
  /** In order of arrival. */
  readonly waiting: readonly WaitingStudy[];
  readonly forecast: () => PrefetchForecast;
}

export interface Policy {
  readonly name: string;
  readonly plan: (situation: Situation) => readonly FrameRequest[];
}

/** As many as the app plans at once. */
const limit = 400;

const lazily = (stock: Stock) => ({
  study: stock.plan.study,
  remainingBytes: stock.remainingBytes,
  plan: () => stock.plan,
});

const openOnly = ({ open }: Situation) => planPrefetch({ display: [], open: open.map(lazily), assigned: [], limit });

/** What is open first, then studies in the order given, then their priors: only the order differs between policies. */
function inOrder(name: string, sort: (waiting: readonly WaitingStudy[]) => readonly WaitingStudy[]): Policy {
  return {
    name,
    plan: (situation) => {
      const requests = [...openOnly(situation)];
      const sorted = sort(situation.waiting);
      const stocks = [...sorted.map(({ stock }) => stock), ...sorted.flatMap(({ priors }) => priors)];
      for (const stock of stocks) {
        if (requests.length >= limit) break;
        if (!stock.isComplete) requests.push(...orderStudy(stock.plan, 'due'));
      }
      return requests;
    },
  };
}

const byNumber = (value: (one: WaitingStudy) => number) => (waiting: readonly WaitingStudy[]) =>
  [...waiting].sort((one, other) => value(one) - value(other));

function assignedOf(situation: Situation) {
  const open = situation.open.map(lazily);
  const assigned = situation.waiting.map(({ shift, stock, priors, isPutAside, lastProgressAt }) => ({
    ...lazily(stock),
    totalBytes: stock.totalBytes,
    priority: shift.priority,
    dueAt: shift.dueAt * 1000,
    readingMs: isPutAside ? 0 : shift.usualReading * 1000,
    isPutAside,
    lastProgressAt: lastProgressAt * 1000,
    priors: priors.filter((prior) => !prior.isComplete).map(lazily),
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
export const durbeen: Policy = {
  name: 'Durbeen',
  plan: (situation) => planPrefetch({ ...assignedOf(situation), forecast: situation.forecast() }),
};

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
  inOrder('STAT, then deadline', (waiting) =>
    mostUrgentFirst(
      waiting.map((one) => ({ one, ...one.shift })),
      ({ plan }) => plan.study,
    ).map(({ one }) => one),
  ),
  durbeen,
];
