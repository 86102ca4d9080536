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
