import type { FetchTier } from '#shared/prefetch/frameRequest.ts';
import type { FetchJob } from './fetchJob.ts';
import { isMoreUrgent } from './planCursor.ts';

/** A frame nobody looks at any more is let arrive for so long: the reader often comes back to it. */
export const passedByMs = 5_000;

/** Whether something as urgent as `tier`, or more so, is on its way for later. */
export function isServed(jobs: readonly FetchJob[], tier: FetchTier): boolean {
  return jobs.some((job) => job.lane === 'background' && !isMoreUrgent(tier, job.tier));
}

/**
 * What gives its connection to a `tier` that has none: of what is less urgent that which would lose least, fewest frames
 * arrived and latest begun. Undefined where `tier` has one, or all are as urgent.
 */
export function leastMissed(jobs: readonly FetchJob[], tier: FetchTier): FetchJob | undefined {
  if (isServed(jobs, tier)) return undefined;
  const [least] = jobs
    .filter((job) => job.lane === 'background' && !job.isPreempted && isMoreUrgent(tier, job.tier))
    .sort((one, other) => one.arrived - other.arrived || other.startedAtMs - one.startedAtMs);
  return least;
}

/** What holds a connection of the screen for a frame that the reader has passed by long ago. */
export function passedBy(
  jobs: readonly FetchJob[],
  isLookedAt: (job: FetchJob) => boolean,
  nowMs: number,
): FetchJob | undefined {
  return jobs.find(
    (job) =>
      job.lane === 'interactive' && !job.isPreempted && nowMs - job.startedAtMs >= passedByMs && !isLookedAt(job),
  );
}

/** What lasts longer than usual may be here at once, or not. */
const leastRest = 0.1;

/** What a line's answers last, ms, and now. */
interface Usual {
  readonly nowMs: number;
  /** A background request, from its beginning; 0 before one has ended. */
  readonly usualMs: number;
  readonly roundTripMs: number;
}

/** Work for nobody who looks that does not end within a round trip. */
export function isLaterWork(job: FetchJob, { nowMs, usualMs, roundTripMs }: Usual): boolean {
  if (job.lane === 'interactive' || job.tier === 'open' || job.tier === 'display') return false;
  const elapsedMs = nowMs - job.startedAtMs;
  return elapsedMs <= usualMs - roundTripMs || elapsedMs >= 1.5 * usualMs;
}

/**
 * What makes a frame on the screen late (rule N4): all but what ends in a moment, and of what has come more than half
 * (on a slow line most) as much as one frame at most, since a dozen halves are seconds.
 *
 * @param jobs none that brings a frame that is on the screen.
 */
export function sharesLine(
  jobs: readonly FetchJob[],
  usual: Usual & { readonly displayMs: number; readonly isSlow: boolean },
): FetchJob[] {
  const nearlyHere = new Set<FetchJob>();
  let framesLeft = 0;
  const running = jobs.filter(({ lane, isPreempted }) => lane === 'background' && !isPreempted);
  const rests = running.map((job) => ({ job, rest: restOf(job, usual) })).sort((one, other) => one.rest - other.rest);
  for (const { job, rest } of rests) {
    const endsSoon = rest * usual.usualMs <= usual.roundTripMs + usual.displayMs / 4;
    framesLeft += rest;
    if (framesLeft <= 1 && rest <= (usual.isSlow ? 0.2 : endsSoon ? 1 : 0.5)) nearlyHere.add(job);
  }
  return running.filter((job) => !nearlyHere.has(job));
}

/** The part of a request that is still to come, told from the time it has taken: infinite where that cannot be said. */
function restOf({ headAtMs, startedAtMs, remaining }: FetchJob, { nowMs, usualMs }: Usual): number {
  const elapsedMs = nowMs - startedAtMs;
  if (headAtMs === undefined || remaining.size > 1 || elapsedMs >= 1.5 * usualMs) return Number.POSITIVE_INFINITY;
  const waitedMs = headAtMs - startedAtMs;
  return Math.max(leastRest, Math.min(1, (usualMs - elapsedMs) / Math.max(1, usualMs - waitedMs)));
}

/** What was begun last on a connection of the screen; undefined where there is nothing. */
export function latestForScreen(jobs: readonly FetchJob[]): FetchJob | undefined {
  return jobs.findLast(({ lane, isPreempted }) => lane === 'interactive' && !isPreempted);
}
