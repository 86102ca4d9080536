import type { ArchiveId, StudyRef } from '../dicom/frameKey.ts';
import { goodputMs, type LineEstimate, type ReadyInterval, readyInterval } from './bandwidth.ts';

/** A study of which something is still to come, in the order in which it is fetched. */
export interface QueuedStudy {
  readonly study: StudyRef;
  readonly remainingBytes: number;
  /** So much of them comes before all else on its line. */
  readonly beginningBytes?: number | undefined;
  /** Nothing of it is fetched at present: it delays no other, and nobody knows when it will be here. */
  readonly isHeld: boolean;
  /** When it must be here for its report to be in time, epoch ms. */
  readonly neededAt?: number | undefined;
  /** Undefined while its lists have not been read. */
  readonly missingFrames?: number | undefined;
  /** One after another, until the first frame comes: for its lists, and for the frame. */
  readonly questions?: number | undefined;
}

/** What the bytes that a line carries do not tell: how many answers share it, and what a question costs. */
export interface LineSharing {
  /** For what is fetched ahead. */
  readonly connections: number;
  readonly roundTripMs: number | undefined;
}

/** Epoch ms; inside with a chance of four fifths. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Bytes that a study needs, and those that its line will have for it by then. */
export interface Shortfall {
  readonly neededBytes: number;
  readonly lineGivesBytes: number;
}

export interface Arrival {
  readonly readyBetween: Interval | undefined;
  readonly misses: Shortfall | undefined;
  /** What its line carries until it is here: what comes before it, and itself. */
  readonly bytesUntilHere: number;
  /** What that takes at the mean rate of the last hour, ms; undefined of a line that has not been measured. */
  readonly usualMs: number | undefined;
}

/** Nobody looks further down a list than this, and each costs a replay of the last hour: those after it are reckoned. */
const mostReplayed = 300;

/**
 * When each study will be here (rule O11): everything before it on its line comes first, and outages come as they came
 * in the last hour. Answers in the order of `queue`.
 *
 * @param estimateOf what is known of the line to an archive; undefined: nothing, or it is away.
 * @param sharingOf how its connections are used, where that is known.
 */
export function expectArrivals(
  queue: readonly QueuedStudy[],
  estimateOf: (archiveId: ArchiveId) => LineEstimate | undefined,
  now: number,
  sharingOf: (archiveId: ArchiveId) => LineSharing | undefined = () => undefined,
): readonly Arrival[] {
  const lines = new Map<ArchiveId, QueuedLine>();
  for (const { study, remainingBytes, beginningBytes = 0, isHeld } of queue) {
    const line = lines.get(study.archiveId) ?? lineOf(estimateOf(study.archiveId), sharingOf(study.archiveId));
    lines.set(study.archiveId, line);
    if (isHeld) continue;
    line.total += remainingBytes;
    line.before += beginningBytes;
  }
  return queue.map((one) => {
    const { study, remainingBytes, beginningBytes = 0, isHeld, neededAt } = one;
    const line = lines.get(study.archiveId) ?? lineOf(undefined, undefined);
    if (isHeld) {
      return { readyBetween: undefined, misses: undefined, bytesUntilHere: line.before, usualMs: undefined };
    }
    const lineGives = neededAt === undefined ? undefined : Math.max(0, neededAt - now) * line.bytesPerMs - line.before;
    line.before += remainingBytes - beginningBytes;
    const whole = readyAfter(line);
    const ready = whole && sharedInterval(whole, one, line);
    const isShort = ready !== undefined && lineGives !== undefined && lineGives < remainingBytes;
    return {
      readyBetween: ready && { from: now + ready.from, to: now + ready.to },
      misses: isShort ? { neededBytes: remainingBytes, lineGivesBytes: Math.max(0, lineGives) } : undefined,
      bytesUntilHere: line.before,
      usualMs: line.bytesPerMs > 0 ? line.before / line.bytesPerMs : undefined,
    };
  });
}

/**
 * A study of few frames does not have the line to itself: each comes on a connection of its own, and those beside it
 * bring what is behind it. So its end may come later by what they carry meanwhile, and nothing comes sooner than the
 * questions that are still to be asked.
 */
function sharedInterval(
  ready: ReadyInterval,
  { missingFrames = 0, questions = 0, remainingBytes }: QueuedStudy,
  { before, total, sharing }: QueuedLine,
): ReadyInterval {
  const beside = missingFrames > 0 ? Math.max(0, (sharing?.connections ?? 0) - missingFrames) : 0;
  const besideBytes = Math.min(total - before, beside === 0 ? 0 : (beside * remainingBytes) / missingFrames);
  const askingMs = questions * (sharing?.roundTripMs ?? 0);
  const slowed = before > 0 ? 1 + besideBytes / before : 1;
  return { from: Math.max(ready.from, askingMs), to: ready.to * slowed + askingMs };
}

interface QueuedLine {
  readonly estimate: LineEstimate | undefined;
  readonly sharing: LineSharing | undefined;
  readonly bytesPerMs: number;
  before: number;
  /** Of all that is not held. */
  total: number;
  replayed: number;
  /** The last that was replayed. */
  last: { readonly bytes: number; readonly ready: ReadyInterval } | undefined;
}

function lineOf(estimate: LineEstimate | undefined, sharing: LineSharing | undefined): QueuedLine {
  const { goodputs } = estimate ?? { goodputs: [] };
  const total = goodputs.reduce((sum, one) => sum + one, 0);
  const bytesPerMs = goodputs.length > 0 ? total / goodputs.length / goodputMs : 0;
  return { estimate, sharing, bytesPerMs, before: 0, total: 0, replayed: 0, last: undefined };
}

function readyAfter(line: QueuedLine): ReadyInterval | undefined {
  const { estimate, before, last } = line;
  if (!estimate) return undefined;
  if (last && last.bytes > 0 && line.replayed >= mostReplayed) {
    const times = before / last.bytes;
    return { from: last.ready.from * times, to: last.ready.to * times };
  }
  const ready = readyInterval(before, estimate);
  line.replayed += 1;
  if (ready) line.last = { bytes: before, ready };
  return ready;
}

/** Half a minute more or less is no news. */
const noticeableMs = 30_000;

/**
 * What is shown, as long as it is still right: an interval that changed with every slice would be read by nobody. It is
 * replaced when the middle of the fresh one lies outside it, when it would end clearly too early, or when it could be
 * said more than twice as exactly; and at once when something has come before it.
 *
 * @param addedMs what has been put before it since, or has grown, takes so long.
 */
export function steadyInterval(shown: Interval | undefined, fresh: Interval, now: number, addedMs = 0): Interval {
  if (!shown || addedMs > noticeableMs) return fresh;
  const middle = (fresh.from + fresh.to) / 2;
  const shownWidth = shown.to - shown.from;
  const isInside = middle >= shown.from - noticeableMs && middle <= shown.to;
  const endsTooEarly = fresh.to > shown.to + Math.max(noticeableMs, shownWidth / 2) || shown.to <= now;
  const isVague = shownWidth > 2 * (fresh.to - fresh.from) + noticeableMs;
  return isInside && !endsTooEarly && !isVague ? shown : fresh;
}

/** What was said, when nothing can be said anew though the line is not away: it may become less sure, and is not taken back. */
export function widenedInterval(shown: Interval, now: number): Interval {
  const width = Math.max(noticeableMs, shown.to - shown.from);
  return { from: shown.from, to: shown.to > now ? shown.to : now + width };
}

/**
 * A study that was said to be late stays so while anything is missing; one that was not is when a tenth is missing, or
 * at once where even the earliest that is expected is too late.
 */
export function steadyShortfall(
  shown: Shortfall | undefined,
  fresh: Shortfall | undefined,
  neededBytes: number,
  isSure = false,
): Shortfall | undefined {
  if (!fresh) return undefined;
  const missing = fresh.neededBytes - fresh.lineGivesBytes;
  return shown || isSure || missing > neededBytes / 10 ? fresh : undefined;
}
