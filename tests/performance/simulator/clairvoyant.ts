import type { Line } from './line.ts';

/** Bytes that help only between two moments. */
export interface Job {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/**
 * No policy can have more jobs whole in time than this, whatever it knows.
 *
 * Parts of jobs that can be carried together are those that leave no interval with more bytes than the line carries in
 * it: a polymatroid. Counting a half-carried job as half a job, it is therefore best to give each job in turn, the
 * smallest first, as much as still fits. Whole jobs are a special case of parts, so the sum is a bound. A job that would
 * be late with the line to itself is never whole: no part of it counts.
 */
export function mostJobsInTime(jobs: readonly Job[], line: Line): number {
  let whole = 0;
  const possible = jobs.filter(({ bytes, from, to }) => bytes <= line.bytesBetween(from, to));
  eachSmallestFirst(possible, line, (job, fitting) => {
    whole += fitting / job.bytes;
    return fitting;
  });
  // A sum of hundredths must not lose a job to rounding.
  return Math.floor(whole + 1e-6);
}

/** Jobs that can all be whole in time together, the small ones preferred. */
export function jobsInTime<One extends Job>(jobs: readonly One[], line: Line): ReadonlySet<One> {
  const kept = new Set<One>();
  eachSmallestFirst(jobs, line, (job, fitting) => {
    if (fitting < job.bytes) return 0;
    kept.add(job);
    return job.bytes;
  });
  return kept;
}

/** `take` answers how many of the bytes that still fit it takes. */
function eachSmallestFirst<One extends Job>(
  jobs: readonly One[],
  line: Line,
  take: (job: One, fitting: number) => number,
): void {
  const starts = jobs.map(({ from }) => from);
  const ends = jobs.map(({ to }) => to);
  // What the line carries from each start to each end, less what has been taken within.
  const slack = starts.map((from) => ends.map((to) => Math.max(0, line.bytesBetween(from, to))));
  for (const job of [...jobs].sort((one, other) => one.bytes - other.bytes)) {
    const around: (readonly [number, number])[] = [];
    let fitting = job.bytes;
    for (const [row, from] of starts.entries()) {
      if (from > job.from) continue;
      for (const [column, to] of ends.entries()) {
        if (to < job.to) continue;
        around.push([row, column]);
        fitting = Math.min(fitting, slack[row]![column]!);
      }
    }
    const taken = take(job, fitting);
    for (const [row, column] of around) slack[row]![column]! -= taken;
  }
}
