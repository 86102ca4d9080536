import { type ArchiveId, type StudyRef, studyKey } from '../dicom/frameKey.ts';
import { priorityRank } from '../worklist/priority.ts';
import type { FetchReason, FrameRequest, StudyToPlan } from './frameRequest.ts';
import { orderAssigned, type PrefetchForecast, type StudyToOrder } from './orderAssigned.ts';
import { orderOpenStudy, orderStudy, type ShownFrame } from './orderSeries.ts';

/** Made when its turn comes: of most studies on a list nobody need look at what is missing. */
type LazyPlan = () => StudyToPlan;

export interface PriorStudy {
  readonly study: StudyRef;
  readonly remainingBytes: number;
  readonly plan: LazyPlan;
  /** Not one that is usually compared with: it comes after everything else. */
  readonly isFurther?: boolean;
}

export interface AssignedStudy extends StudyToOrder {
  readonly plan: LazyPlan;
  /** Those worth fetching ahead, newest first. */
  readonly priors: readonly PriorStudy[];
}

export interface OpenStudy {
  readonly study: StudyRef;
  readonly remainingBytes: number;
  readonly plan: LazyPlan;
  readonly isStat?: boolean;
  readonly shown?: ShownFrame;
  /** Of one that is not assigned; of one that is, those named there count. */
  readonly priors?: readonly PriorStudy[];
}

export interface StudyInput {
  /** Studies on the desk, the latest opened first. */
  readonly open: readonly OpenStudy[];
  readonly assigned: readonly AssignedStudy[];
  /** With it, studies are ordered by what can be here in time; without, by urgency alone. */
  readonly forecast?: PrefetchForecast;
}

/** A study's turn on its line, or a part of its turn. */
export interface StudyTurn {
  readonly study: StudyRef;
  readonly reason: FetchReason;
  readonly remainingBytes: number;
  /** Of the rest of an open study: so much of the remaining bytes has its turn before all others. */
  readonly beginningBytes?: () => number;
  readonly requests: () => readonly FrameRequest[];
}

/** Nobody stops reading on the minute. */
const readingSlackMs = 5 * 60_000;

/**
 * Whose turn it is, in order. An open study is first, whole (rule O8). One exception, where a forecast shows that its
 * end cannot come while it is read, on a slow line often not for half an hour: as soon as it can be scrolled through,
 * every STAT study comes before its rest, and studies that can still be in time, and that together are no heavier than
 * it. The rest of one that is STAT itself waits only for such STAT studies. What the reader looks at is fetched before
 * all of this in any case. Priors come after all of it, first those of what is open, for they are compared now.
 */
export function inOrder(input: StudyInput): readonly StudyTurn[] {
  const { open, assigned, forecast } = input;
  const opened = new Set(open.map(({ study }) => studyKey(study)));
  const closed = assigned.filter(({ study }) => !opened.has(studyKey(study)));
  const { stat, due, inTime } = orderAssigned(closed, forecast);
  const turns: StudyTurn[] = [];
  const rests: StudyTurn[] = [];
  const statRests: StudyTurn[] = [];
  for (const one of open) {
    if (endsWhileRead(one, forecast)) turns.push(wholeTurn(one));
    else {
      const { first, rest } = splitTurn(one);
      turns.push(first);
      (one.isStat ? statRests : rests).push(rest);
    }
  }
  const statAhead = overtaking(stat, inTime, statRests);
  const dueAhead = overtaking(due, inTime, rests);
  const turnOf = (reason: 'stat' | 'due') => (one: AssignedStudy) => assignedTurn(one, reason);
  turns.push(...stat.filter((one) => statAhead.has(one)).map(turnOf('stat')));
  turns.push(...statRests);
  turns.push(...stat.filter((one) => !statAhead.has(one)).map(turnOf('stat')));
  turns.push(...due.filter((one) => dueAhead.has(one)).map(turnOf('due')));
  turns.push(...rests);
  turns.push(...due.filter((one) => !dueAhead.has(one)).map(turnOf('due')));
  const priors = [...priorsOfOpen(input), ...[...stat, ...due].flatMap((one) => one.priors)];
  turns.push(...priors.filter(({ isFurther }) => !isFurther).map((one) => priorTurn(one, 'prior')));
  turns.push(...priors.filter(({ isFurther }) => isFurther).map((one) => priorTurn(one, 'likely')));
  return turns;
}

/** Every study that lacks something, once, where most of it has its turn. */
export function studiesInOrder(input: StudyInput): readonly StudyTurn[] {
  const last = new Map<string, StudyTurn>();
  for (const turn of inOrder(input)) {
    const id = studyKey(turn.study);
    const before = last.get(id);
    // A study that is assigned and another's prior has its turn as the former.
    if (before && before.reason !== turn.reason) continue;
    if (before) last.delete(id);
    last.set(id, turn);
  }
  return [...last.values()].filter(({ remainingBytes }) => remainingBytes > 0);
}

function priorsOfOpen({ open, assigned }: StudyInput): readonly PriorStudy[] {
  const named = new Map(assigned.map(({ study, priors }) => [studyKey(study), priors]));
  return open.flatMap(({ study, priors = [] }) => named.get(studyKey(study)) ?? priors);
}

function endsWhileRead({ study, remainingBytes }: OpenStudy, forecast: PrefetchForecast | undefined): boolean {
  const bytesPerSecond = forecast?.bytesPerSecond.get(study.archiveId) ?? 0;
  if (!forecast || bytesPerSecond <= 0) return true;
  const readUntil = Math.max(forecast.now, forecast.readerFreeAt ?? forecast.now) + readingSlackMs;
  return forecast.now + (remainingBytes / bytesPerSecond) * 1000 <= readUntil;
}

/** The first of those that can be in time, as long as together they are no heavier than what they overtake. */
function overtaking(
  ordered: readonly AssignedStudy[],
  inTime: ReadonlySet<AssignedStudy>,
  rests: readonly StudyTurn[],
): ReadonlySet<AssignedStudy> {
  if (rests.length === 0) return new Set();
  const allowed = new Map<ArchiveId, number>();
  for (const { study, remainingBytes } of rests) {
    allowed.set(study.archiveId, (allowed.get(study.archiveId) ?? 0) + remainingBytes);
  }
  const ahead = new Set<AssignedStudy>();
  /** By archive, the most urgent that must wait: nothing less urgent goes before it. */
  const waiting = new Map<ArchiveId, number>();
  for (const one of ordered) {
    const { archiveId } = one.study;
    const rank = priorityRank(one.priority);
    if (rank > (waiting.get(archiveId) ?? rank)) continue;
    const left = allowed.get(archiveId);
    // On a line on which nothing yields, the order is as it was.
    if (left === undefined || !inTime.has(one) || one.remainingBytes > left) {
      if (one.remainingBytes > 0) waiting.set(archiveId, Math.min(rank, waiting.get(archiveId) ?? rank));
      continue;
    }
    allowed.set(archiveId, left - one.remainingBytes);
    ahead.add(one);
  }
  return ahead;
}

function wholeTurn({ study, remainingBytes, plan, shown }: OpenStudy): StudyTurn {
  return { study, reason: 'open', remainingBytes, requests: () => orderStudy(plan(), 'open', shown) };
}

type Parts = ReturnType<typeof orderOpenStudy>;

/** The order of the requests, and that of the studies, are made of the same parts. */
const partsOf = new WeakMap<OpenStudy, Parts>();

function splitTurn(one: OpenStudy): { first: StudyTurn; rest: StudyTurn } {
  const { study, remainingBytes, plan, shown } = one;
  const split = () => {
    const parts = partsOf.get(one) ?? orderOpenStudy(plan(), shown);
    partsOf.set(one, parts);
    return parts;
  };
  const turn = { study, reason: 'open' as const, remainingBytes };
  return {
    first: { ...turn, requests: () => split().first },
    rest: { ...turn, beginningBytes: () => remainingBytes * beginningShare(split()), requests: () => split().rest },
  };
}

function beginningShare({ first, rest }: Parts): number {
  const framesOf = (requests: Parts['first']) =>
    requests.reduce((sum, { frameNumbers }) => sum + frameNumbers.length, 0);
  const all = framesOf(first) + framesOf(rest);
  return all === 0 ? 0 : framesOf(first) / all;
}

function assignedTurn({ study, remainingBytes, plan }: AssignedStudy, reason: 'stat' | 'due'): StudyTurn {
  return { study, reason, remainingBytes, requests: () => orderStudy(plan(), reason) };
}

function priorTurn({ study, remainingBytes, plan }: PriorStudy, reason: 'prior' | 'likely'): StudyTurn {
  return { study, reason, remainingBytes, requests: () => orderStudy(plan(), reason) };
}
