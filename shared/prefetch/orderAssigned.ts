import { compareText } from '../base/compareText.ts';
import { type ArchiveId, type StudyRef, studyKey } from '../dicom/frameKey.ts';
import { type Priority, priorityRank } from '../worklist/priority.ts';
import { mostUrgentFirst } from './mostUrgentFirst.ts';

/** A study of the list, as the order needs it. */
export interface StudyToOrder {
  readonly study: StudyRef;
  readonly priority: Priority;
  /** Epoch ms. */
  readonly dueAt: number;
  /** What such a study usually takes to read; without it a few minutes are assumed. */
  readonly readingMs?: number;
  /** The reader has had it open and left it unfinished: what has not been looked at is taken first. */
  readonly isPutAside?: boolean;
  /** When something of it last came, or when it was first seen, epoch ms. */
  readonly lastProgressAt?: number;
  /** Estimated until it has come. */
  readonly remainingBytes: number;
  readonly totalBytes: number;
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

interface Candidate<One extends StudyToOrder> {
  readonly one: One;
  /** Epoch ms at which the whole study should be here. */
  readonly wantedAt: number;
  /** What counts in overload: the bytes still missing, a third of them where it is nearly done. */
  readonly cost: number;
}

/** Assigned studies in the order in which they are fetched. */
export interface AssignedOrder<One> {
  /** Every STAT study: they overtake all others. */
  readonly stat: readonly One[];
  readonly due: readonly One[];
  /** Those of them that can be whole before they are wanted, as far as a forecast tells, and the urgent ones that are late. */
  readonly inTime: ReadonlySet<One>;
}

const usualReadingMs = 5 * 60_000;
/** Nobody knows the opening better: the reader may read longer, or take another study first. */
const openingSlackMs = 5 * 60_000;
/** However quickly it is read, a report takes so long to be written and sent. */
const leastToReportMs = 10 * 60_000;
/** What is so far along is finished: stopping would leave two studies unread instead of one (rule O7). */
const nearlyDone = 0.7;
const nearlyDoneValue = 3;

/** Nothing of one begins before the one before it has all that it can have. */
const strictly: readonly Priority[] = ['STAT', 'URGENT', 'ROUTINE'];

/** For so long nothing came of it: it is starved. */
const starvedMs = 60 * 60_000;
/** The share of the line, as one minute of twenty, that starved studies have (rule O7). */
const starvedTurnMs = 60_000;
const turnsInRound = 20;

/**
 * STAT before URGENT before ROUTINE, always, though its time is past or it was left unfinished: a hospital that says
 * "urgent" is not weighed against the bytes of another's film. Of one priority without a forecast by urgency, with one
 * those first that can be whole before they are wanted (rule O6), then the others, the longest due first; but an urgent
 * one that is late waits behind none that is not. Of STATs those first that can still be in time. When the line
 * cannot bring all of them in time, the heaviest step back, for each of them holds up several, and what can be in time
 * is ordered by value per missing byte. One minute of twenty is for the study, of those that are not STAT, that has had
 * nothing for longest.
 */
export function orderAssigned<One extends StudyToOrder>(
  assigned: readonly One[],
  forecast?: PrefetchForecast,
): AssignedOrder<One> {
  const urgent = mostUrgentFirst(assigned, ({ study }) => study);
  const opening = forecast ? openingTimes(urgent, forecast) : undefined;
  const stat: One[] = [];
  const due: One[] = [];
  const inTime = new Set<One>();
  // Each archive has its own line: whose studies are named first makes no difference to the others.
  for (const [archiveId, studies] of groupByArchive(urgent)) {
    const bytesPerSecond = forecast?.bytesPerSecond.get(archiveId) ?? 0;
    if (!forecast || bytesPerSecond <= 0) {
      const isPast = ({ dueAt }: One) => forecast !== undefined && dueAt <= forecast.now;
      const stats = studies.filter(isStat);
      stat.push(...stats.filter((one) => !isPast(one)), ...stats.filter(isPast));
      const others = studies.filter((one) => !isStat(one));
      // Sorting is stable: equals stay as urgent as they were.
      due.push(...others.sort((one, other) => priorityRank(one.priority) - priorityRank(other.priority)));
      continue;
    }
    const candidates = studies.map((one) => candidateOf(one, opening?.get(one)));
    const ordered = orderOnLine(candidates, forecast.now, bytesPerSecond / 1000);
    stat.push(...ordered.first.map(({ one }) => one));
    due.push(...starvedFirst(ordered.rest, forecast.now).map(({ one }) => one));
    for (const { one } of ordered.inTime) inTime.add(one);
  }
  return { stat, due, inTime };
}

function isStat({ priority }: StudyToOrder): boolean {
  return priority === 'STAT';
}

function groupByArchive<One extends StudyToOrder>(studies: readonly One[]): ReadonlyMap<ArchiveId, readonly One[]> {
  const groups = new Map<ArchiveId, One[]>();
  for (const one of studies) {
    const group = groups.get(one.study.archiveId);
    if (group) group.push(one);
    else groups.set(one.study.archiveId, [one]);
  }
  return groups;
}

/** The reader takes the most urgent study first and reads one after another; one who is not reading may begin now. */
function openingTimes<One extends StudyToOrder>(
  urgent: readonly One[],
  { readerFreeAt, now }: PrefetchForecast,
): ReadonlyMap<One, number> {
  const opening = new Map<One, number>();
  let opensAt = Math.max(now, readerFreeAt ?? now);
  for (const one of urgent) {
    if (one.isPutAside) continue;
    opening.set(one, opensAt);
    opensAt += one.readingMs ?? usualReadingMs;
  }
  return opening;
}

function candidateOf<One extends StudyToOrder>(one: One, opensAt = Number.POSITIVE_INFINITY): Candidate<One> {
  const { dueAt, remainingBytes, totalBytes, readingMs = usualReadingMs } = one;
  const isNearlyDone = remainingBytes <= (1 - nearlyDone) * totalBytes;
  const wantedForReport = dueAt - Math.max(readingMs, leastToReportMs);
  return {
    one,
    // A STAT will be opened at once whatever is here: what can still be met is the time its report is due.
    wantedAt: isStat(one) ? wantedForReport : Math.min(wantedForReport, opensAt + openingSlackMs),
    cost: remainingBytes / (isNearlyDone ? nearlyDoneValue : 1),
  };
}

function orderOnLine<One extends StudyToOrder>(candidates: readonly Candidate<One>[], now: number, bytesPerMs: number) {
  const ordered: Candidate<One>[] = [];
  const feasible: Candidate<One>[] = [];
  for (const priority of strictly) {
    const ofPriority = candidates.filter(({ one }) => one.priority === priority);
    const isOverdue = ({ one }: Candidate<One>) => priority === 'URGENT' && one.dueAt <= now;
    const overdue = ofPriority.filter(isOverdue).sort(longestDueFirst);
    ordered.push(...overdue);
    const toCome = ofPriority.filter((one) => !isOverdue(one));
    const { inTime, late } = splitByTime(toCome, now + durationOf(ordered, bytesPerMs), bytesPerMs);
    const isOverloaded = late.length > 0 && priority !== 'STAT';
    ordered.push(...(isOverloaded ? inTime.sort(cheapFirst) : inTime), ...late.sort(longestDueFirst));
    feasible.push(...overdue, ...inTime);
  }
  const first = ordered.filter(({ one }) => isStat(one));
  return { first, rest: ordered.slice(first.length), inTime: feasible };
}

/** In a starved study's minute it is before the others of its line; which one it is depends on the time alone. */
function starvedFirst<One extends StudyToOrder>(
  ordered: readonly Candidate<One>[],
  now: number,
): readonly Candidate<One>[] {
  if (Math.floor(now / starvedTurnMs) % turnsInRound !== 0) return ordered;
  const sinceOf = ({ one }: Candidate<One>) => one.lastProgressAt ?? now;
  const starved = ordered
    .filter((candidate) => candidate.one.remainingBytes > 0 && now - sinceOf(candidate) >= starvedMs)
    .sort((one, other) => sinceOf(one) - sinceOf(other) || cheapFirst(one, other))[0];
  return starved ? [starved, ...ordered.filter((one) => one !== starved)] : ordered;
}

function durationOf<One extends StudyToOrder>(candidates: readonly Candidate<One>[], bytesPerMs: number): number {
  return candidates.reduce((sum, { one }) => sum + one.remainingBytes, 0) / bytesPerMs;
}

/**
 * Moore and Hodgson: by the time they are wanted, and whenever one would be late, the heaviest so far steps back. The
 * fewest are late then.
 */
function splitByTime<One extends StudyToOrder>(candidates: readonly Candidate<One>[], now: number, bytesPerMs: number) {
  // Sorting is stable: equals stay as urgent as they were.
  const queue = [...candidates].sort((one, other) => one.wantedAt - other.wantedAt);
  const inTime = new Set<Candidate<One>>();
  const late: Candidate<One>[] = [];
  let readyAt = now;
  for (const candidate of queue) {
    inTime.add(candidate);
    readyAt += candidate.one.remainingBytes / bytesPerMs;
    if (readyAt <= candidate.wantedAt) continue;
    const dearest = dearestOf(inTime, candidate);
    inTime.delete(dearest);
    late.push(dearest);
    readyAt -= dearest.one.remainingBytes / bytesPerMs;
  }
  return { inTime: [...inTime], late };
}

function dearestOf<One extends StudyToOrder>(among: Iterable<Candidate<One>>, first: Candidate<One>): Candidate<One> {
  let dearest = first;
  for (const one of among) if (cheapFirst(one, dearest) > 0) dearest = one;
  return dearest;
}

function cheapFirst<One extends StudyToOrder>(one: Candidate<One>, other: Candidate<One>): number {
  return one.cost - other.cost || compareText(studyKey(one.one.study), studyKey(other.one.study));
}

function longestDueFirst<One extends StudyToOrder>(one: Candidate<One>, other: Candidate<One>): number {
  return one.one.dueAt - other.one.dueAt || cheapFirst(one, other);
}
