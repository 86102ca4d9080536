import type { ArchiveId, StudyRef } from '../dicom/frameKey.ts';
import { goodputMs, type LineEstimate, readyInterval } from './bandwidth.ts';

/** A study of which something is still to come, in the order in which it is fetched. */
export interface QueuedStudy {
  readonly study: StudyRef;
  readonly remainingBytes: number;
  /** Nothing of it is fetched at present: it delays no other, and nobody knows when it will be here. */
  readonly isHeld: boolean;
  /** When it must be here for its report to be in time, epoch ms. */
  readonly neededAt?: number | undefined;
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
}

/**
 * When each study will be here (rule O11): everything before it on its line comes first, and outages come as they came
 * in the last hour. Answers in the order of `queue`.
 *
 * @param estimateOf what is known of the line to an archive; undefined: nothing, or it is away.
 */
export function expectArrivals(
  queue: readonly QueuedStudy[],
  estimateOf: (archiveId: ArchiveId) => LineEstimate | undefined,
  now: number,
): readonly Arrival[] {
  const lines = new Map<ArchiveId, { estimate: LineEstimate | undefined; bytesPerMs: number; before: number }>();
  return queue.map(({ study, remainingBytes, isHeld, neededAt }) => {
    const known = lines.get(study.archiveId);
    const line = known ?? lineOf(estimateOf(study.archiveId));
    if (!known) lines.set(study.archiveId, line);
    if (isHeld) return { readyBetween: undefined, misses: undefined };
    const lineGives = neededAt === undefined ? undefined : Math.max(0, neededAt - now) * line.bytesPerMs - line.before;
    line.before += remainingBytes;
    const ready = line.estimate && readyInterval(line.before, line.estimate);
    const isShort = ready !== undefined && lineGives !== undefined && lineGives < remainingBytes;
    return {
      readyBetween: ready && { from: now + ready.from, to: now + ready.to },
      misses: isShort ? { neededBytes: remainingBytes, lineGivesBytes: Math.max(0, lineGives) } : undefined,
    };
  });
}

function lineOf(estimate: LineEstimate | undefined) {
  const { goodputs } = estimate ?? { goodputs: [] };
  const total = goodputs.reduce((sum, one) => sum + one, 0);
  return { estimate, bytesPerMs: goodputs.length > 0 ? total / goodputs.length / goodputMs : 0, before: 0 };
}

/** Half a minute more or less is no news. */
const noticeableMs = 30_000;

/**
 * What is shown, as long as it is still right: an interval that changed with every slice would be read by nobody. It is
 * replaced when the middle of the fresh one lies outside it, when it would end clearly too early, or when it could be
 * said more than twice as exactly.
 */
export function steadyInterval(shown: Interval | undefined, fresh: Interval, now: number): Interval {
  if (!shown) return fresh;
  const middle = (fresh.from + fresh.to) / 2;
  const shownWidth = shown.to - shown.from;
  const isInside = middle >= shown.from - noticeableMs && middle <= shown.to;
  const endsTooEarly = fresh.to > shown.to + Math.max(noticeableMs, shownWidth / 2) || shown.to <= now;
  const isVague = shownWidth > 2 * (fresh.to - fresh.from) + noticeableMs;
  return isInside && !endsTooEarly && !isVague ? shown : fresh;
}

/** A study that was said to be late stays so until the line has a tenth to spare, and the other way round. */
export function steadyShortfall(
  shown: Shortfall | undefined,
  fresh: Shortfall | undefined,
  neededBytes: number,
): Shortfall | undefined {
  if (!fresh) return undefined;
  const missing = fresh.neededBytes - fresh.lineGivesBytes;
  return shown || missing > neededBytes / 10 ? fresh : undefined;
}
