import { createStore } from 'zustand/vanilla';
import { rateOfLines } from '#shared/contract/lineRate.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';

/** The rate of all lines together at one instant; undefined while nothing was asked for. */
export interface RateSample {
  readonly at: number;
  readonly bytesPerSecond: number | undefined;
  /** Some line that something waits for does not answer. */
  readonly isAway: boolean;
}

/** One column of the chart: five minutes in all are enough to see a line breathe. */
export const sampleEveryMs = 5_000;
export const samplesKept = 60;

/** What this window has seen of the line; it begins empty with each window and is kept nowhere. */
export const rateHistory = createStore<{ readonly samples: readonly RateSample[] }>(() => ({ samples: [] }));

/** Adds what a snapshot says, at most one sample for each step of the chart. */
export function noteRate(samples: readonly RateSample[], snapshot: LinkSnapshot, at: number): readonly RateSample[] {
  const last = samples.at(-1);
  const sample = {
    at,
    bytesPerSecond: rateOfLines(snapshot.lines),
    isAway: snapshot.lines.some(({ state }) => state === 'away'),
  };
  // A clock that was set back begins a column as well: the next hour would be drawn over this one.
  const isSameColumn = last !== undefined && at >= last.at && at - last.at < sampleEveryMs;
  const kept = isSameColumn ? samples.slice(0, -1) : samples;
  const started = isSameColumn ? { ...sample, at: last.at } : sample;
  return [...kept, started].slice(-samplesKept);
}
