import { compareText } from '../base/compareText.ts';
import { type ArchiveId, studyKey } from '../dicom/frameKey.ts';
import type { Priority } from '../worklist/priority.ts';
import type { StudyToPlan } from './frameRequest.ts';
import { mostUrgentFirst } from './mostUrgentFirst.ts';

export interface AssignedStudy {
  readonly plan: StudyToPlan;
  readonly priority: Priority;
  /** Epoch ms. */
  readonly dueAt: number;
  /** What such a study usually takes to read; without it a few minutes are assumed. */
  readonly readingMs?: number;
  /** Those worth fetching ahead, newest first. */
  readonly priors: readonly StudyToPlan[];
}

/** What is expected of the line and of the reader. */
export interface PrefetchForecast {
  /** Epoch ms. */
  readonly now: number;
  /** What the line to an archive carries four fifths of the time, its outages counted; none known: not in here. */
  readonly bytesPerSecond: ReadonlyMap<ArchiveId, number>;
  /** Epoch ms at which the next study will be taken off the list; undefined while nobody reads. */
  readonly readerFreeAt?: number | undefined;
}

interface Candidate {
  readonly one: AssignedStudy;
  readonly remainingBytes: number;
  /** Epoch ms at which the whole study should be here. */
  readonly wantedAt: number;
  /** What counts in overload: the bytes still missing, a STAT's counted as a third. */
  readonly cost: number;
}

/** Assigned studies in the order in which they are fetched. */
export interface AssignedOrder {
  /** STAT studies that overtake all others. */
  readonly stat: readonly AssignedStudy[];
  readonly due: readonly AssignedStudy[];
}

const usualReadingMs = 5 * 60_000;
/** Nobody knows the opening better: the reader may read longer, or take another study first. */
const openingSlackMs = 5 * 60_000;
/** A STAT study is worth so many others when not all can be in time. */
const statValue = 3;
/** What is so far along is finished: stopping would leave two studies unread instead of one (rule O7). */
const nearlyDone = 0.7;

/**
 * Without a forecast the most urgent first. With one: STAT studies that can be whole before they must be read, then
 * STAT studies that cannot, then the others by the time they are wanted (rule O6). When the line cannot bring all of
 * them in time, the heaviest step back, for each of them holds up several, and the last two groups are ordered by
 * value per missing byte: an hour of the line for one late STAT CT would cost every film on the list.
 */
export function orderAssigned(assigned: readonly AssignedStudy[], forecast?: PrefetchForecast): AssignedOrder {
  const urgent = mostUrgentFirst(assigned, ({ plan }) => plan.study);
  const opening = forecast ? openingTimes(urgent, forecast) : undefined;
  const stat: AssignedStudy[] = [];
  const due: AssignedStudy[] = [];
  // Each archive has its own line: whose studies are named first makes no difference to the others.
  for (const [archiveId, studies] of groupByArchive(urgent)) {
    const bytesPerSecond = forecast?.bytesPerSecond.get(archiveId) ?? 0;
    if (!forecast || bytesPerSecond <= 0) {
      for (const one of studies) (one.priority === 'STAT' ? stat : due).push(one);
      continue;
    }
    const candidates = studies.map((one) => candidateOf(one, opening?.get(one)));
    const ordered = orderOnLine(candidates, forecast.now, bytesPerSecond / 1000);
    stat.push(...ordered.first.map(({ one }) => one));
    due.push(...ordered.rest.map(({ one }) => one));
  }
  return { stat, due };
}

function groupByArchive(studies: readonly AssignedStudy[]): ReadonlyMap<ArchiveId, readonly AssignedStudy[]> {
  const groups = new Map<ArchiveId, AssignedStudy[]>();
  for (const one of studies) {
    const group = groups.get(one.plan.study.archiveId);
    if (group) group.push(one);
    else groups.set(one.plan.study.archiveId, [one]);
  }
  return groups;
}

/** The reader takes the most urgent study first and reads one after another; one who is not reading may begin now. */
function openingTimes(
  urgent: readonly AssignedStudy[],
  { readerFreeAt, now }: PrefetchForecast,
): ReadonlyMap<AssignedStudy, number> {
  const opening = new Map<AssignedStudy, number>();
  let opensAt = Math.max(now, readerFreeAt ?? now);
  for (const one of urgent) {
    opening.set(one, opensAt);
    opensAt += one.readingMs ?? usualReadingMs;
  }
  return opening;
}

function candidateOf(one: AssignedStudy, opensAt = Number.POSITIVE_INFINITY): Candidate {
  const { dueAt, priority, plan, readingMs = usualReadingMs } = one;
  const { remainingBytes, totalBytes } = bytesOf(plan);
  const isNearlyDone = remainingBytes <= (1 - nearlyDone) * totalBytes;
  const isStat = priority === 'STAT';
  return {
    one,
    remainingBytes,
    // A STAT will be opened at once whatever is here: what can still be met is the time its report is due.
    wantedAt: isStat ? dueAt - readingMs : Math.min(dueAt - readingMs, opensAt + openingSlackMs),
    cost: remainingBytes / (isStat || isNearlyDone ? statValue : 1),
  };
}

function orderOnLine(candidates: readonly Candidate[], now: number, bytesPerMs: number) {
  const isStat = ({ one }: Candidate) => one.priority === 'STAT';
  const others = candidates.filter((one) => !isStat(one));
  const stats = splitByTime(candidates.filter(isStat), now, bytesPerMs);
  const afterStats = now + durationOf(stats.inTime, bytesPerMs);
  const afterLateStats = afterStats + durationOf(stats.late, bytesPerMs);
  const unhurried = splitByTime(others, afterLateStats, bytesPerMs);
  if (unhurried.late.length === 0) return { first: [...stats.inTime, ...stats.late], rest: unhurried.inTime };
  const { inTime, late } = splitByTime(others, afterStats, bytesPerMs);
  return { first: stats.inTime, rest: [...[...stats.late, ...inTime].sort(cheapFirst), ...late.sort(cheapFirst)] };
}

function durationOf(candidates: readonly Candidate[], bytesPerMs: number): number {
  return candidates.reduce((sum, { remainingBytes }) => sum + remainingBytes, 0) / bytesPerMs;
}

/**
 * Moore and Hodgson: by the time they are wanted, and whenever one would be late, the heaviest so far steps back. The
 * fewest are late then.
 */
function splitByTime(candidates: readonly Candidate[], now: number, bytesPerMs: number) {
  // Sorting is stable: equals stay as urgent as they were.
  const queue = [...candidates].sort((one, other) => one.wantedAt - other.wantedAt);
  const inTime = new Set<Candidate>();
  const late: Candidate[] = [];
  let readyAt = now;
  for (const candidate of queue) {
    inTime.add(candidate);
    readyAt += candidate.remainingBytes / bytesPerMs;
    if (readyAt <= candidate.wantedAt) continue;
    const dearest = [...inTime].sort(cheapFirst).at(-1) ?? candidate;
    inTime.delete(dearest);
    late.push(dearest);
    readyAt -= dearest.remainingBytes / bytesPerMs;
  }
  return { inTime: [...inTime], late };
}

function cheapFirst(one: Candidate, other: Candidate): number {
  return one.cost - other.cost || compareText(studyKey(one.one.plan.study), studyKey(other.one.plan.study));
}

function bytesOf(plan: StudyToPlan): { readonly remainingBytes: number; readonly totalBytes: number } {
  let remainingBytes = 0;
  let totalBytes = 0;
  for (const { instances } of plan.series) {
    for (const { missing, numberOfFrames, frameBytes } of instances) {
      remainingBytes += missing.length * frameBytes;
      totalBytes += numberOfFrames * frameBytes;
    }
  }
  return { remainingBytes, totalBytes };
}
