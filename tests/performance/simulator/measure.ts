import { quantile } from '#shared/prefetch/bandwidth.ts';
import { jobsInTime, mostJobsInTime } from './clairvoyant.ts';
import type { Line } from './line.ts';
import type { Shift, ShiftStudy } from './shift.ts';
import type { ShiftOutcome, StudyOutcome } from './simulate.ts';
import { bytesOfPlan } from './stock.ts';

/** A STAT study should be whole so long before it is due. */
const statMarginSeconds = 600;

/** What a shift allows, whatever the policy. */
export interface ShiftBound {
  readonly opened: number;
  /** So many studies at most can be whole when they are opened. */
  readonly mostLocal: number;
  /** STAT studies that can all be whole ten minutes before they are due. */
  readonly feasibleStats: ReadonlySet<ShiftStudy>;
}

export interface ShiftFigures {
  readonly local: number;
  readonly waitSeconds: readonly number[];
  readonly statsReady: number;
  readonly unopenedBytes: number;
  readonly lostBytes: number;
  readonly fetchedBytes: number;
  readonly priorsLocal: number;
  readonly priorsOpened: number;
  /** Priors of the same kind that were looked at, and those of them that had been chosen to be fetched ahead. */
  readonly matchingOpened: number;
  readonly matchingChosen: number;
  /** Bytes of the chosen priors, and of all that there are. */
  readonly chosenPriorBytes: number;
  readonly allPriorBytes: number;
  readonly starvedSeconds: number;
  readonly aheadBytes: number;
  readonly evictions: number;
  readonly regretted: number;
}

export function boundOf({ studies }: Shift, line: Line): ShiftBound {
  const jobs = studies.flatMap((study) => {
    const { opensAt, arrivesAt: from } = study;
    return opensAt === undefined ? [] : [{ bytes: bytesWhenOpened(study, opensAt), from, to: opensAt }];
  });
  const stats = studies.flatMap((study) => {
    if (study.priority !== 'STAT' || study.claimedAt !== undefined) return [];
    return [{ study, bytes: bytesOfPlan(study.plan), from: study.arrivesAt, to: study.dueAt - statMarginSeconds }];
  });
  return {
    opened: jobs.length,
    mostLocal: mostJobsInTime(jobs, line),
    feasibleStats: new Set([...jobsInTime(stats, line)].map(({ study }) => study)),
  };
}

/** @param endsAt until when the simulation ran: a study that never came was waited for until then. */
export function measure(outcome: ShiftOutcome, bound: ShiftBound, endsAt: number): ShiftFigures {
  const { studies, lostBytes, aheadBytes, evictions, regretted } = outcome;
  const opened = studies.filter(({ shift }) => shift.opensAt !== undefined);
  const waits = opened.map((one) =>
    one.isLocalWhenOpened ? 0 : Math.max(0, (one.completeAt ?? endsAt) - one.shift.opensAt!),
  );
  const priors = studies.flatMap((one) => one.priors);
  const openedPriors = priors.filter(({ isLocalWhenOpened }) => isLocalWhenOpened !== undefined);
  return {
    local: opened.filter(({ isLocalWhenOpened }) => isLocalWhenOpened).length,
    waitSeconds: waits,
    statsReady: studies.filter((one) => bound.feasibleStats.has(one.shift) && isReadyForStat(one)).length,
    unopenedBytes: sum(studies.map(unopenedBytes)),
    lostBytes,
    fetchedBytes: sum([...studies, ...priors].map(({ fetchedBytes }) => fetchedBytes)),
    priorsLocal: openedPriors.filter(({ isLocalWhenOpened }) => isLocalWhenOpened).length,
    priorsOpened: openedPriors.length,
    ...measurePriors(studies),
    starvedSeconds: Math.max(0, ...studies.map(({ starvedSeconds }) => starvedSeconds)),
    aheadBytes,
    evictions,
    regretted,
  };
}

function measurePriors(studies: readonly StudyOutcome[]) {
  const priors = studies.flatMap(({ shift, priors: outcomes }) =>
    shift.priors.map((prior, index) => ({ ...prior, outcome: outcomes[index]! })),
  );
  const matching = priors.filter((one) => one.isMatching && one.outcome.isLocalWhenOpened !== undefined);
  return {
    matchingOpened: matching.length,
    matchingChosen: matching.filter(({ isRelevant }) => isRelevant).length,
    chosenPriorBytes: sum(priors.map(({ plan, isRelevant }) => (isRelevant ? bytesOfPlan(plan) : 0))),
    allPriorBytes: sum(priors.map(({ plan }) => bytesOfPlan(plan))),
  };
}

/** What the archive had of it by then. */
export function bytesWhenOpened({ plan, late }: ShiftStudy, opensAt: number): number {
  return bytesOfPlan(plan, late && late.at > opensAt ? late.instances : 0);
}

/** Of several values; NaN of none. */
export function quantileOf(values: readonly number[], share: number): number {
  return quantile(values, share) ?? Number.NaN;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function isReadyForStat({ completeAt, shift }: StudyOutcome): boolean {
  return (completeAt ?? Number.POSITIVE_INFINITY) <= shift.dueAt - statMarginSeconds;
}

function unopenedBytes({ shift, fetchedBytes, priors }: StudyOutcome): number {
  const own = shift.opensAt === undefined ? fetchedBytes : 0;
  return own + sum(priors.map((prior) => (prior.isLocalWhenOpened === undefined ? prior.fetchedBytes : 0)));
}
