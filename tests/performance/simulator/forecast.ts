import { goodputMs, quantile } from '#shared/prefetch/bandwidth.ts';
import type { PrefetchForecast } from '#shared/prefetch/planPrefetch.ts';
import { availability } from './availability.ts';
import type { Line } from './line.ts';
import type { Shift } from './shift.ts';

/** Of the last hour, in 10 s; what a client that always asks for something has seen. */
export function goodputsBefore(line: Line, now: number): readonly number[] {
  const seconds = goodputMs / 1000;
  return line.periodsBefore(now, seconds, 3600 / seconds);
}

/**
 * What a client can know at a moment: the last hour of its line, and that the reader who opened a study will be done
 * with it after the usual time. Nobody knows when the reader will sit down.
 */
export function forecaster(shift: Shift, line: Line) {
  const archiveIds = new Set(shift.studies.map(({ plan }) => plan.study.archiveId));
  return (now: number, busyUntil: number | undefined): PrefetchForecast => {
    const whileUp = goodputsBefore(line, now).filter((bytes) => bytes > 0);
    const up = availability(line.outages, now - 3600, now);
    const bytesPerSecond = ((quantile(whileUp, 0.2) ?? 0) / (goodputMs / 1000)) * up;
    return {
      now: now * 1000,
      bytesPerSecond: new Map([...archiveIds].map((archiveId) => [archiveId, bytesPerSecond])),
      readerFreeAt: busyUntil === undefined ? undefined : Math.max(busyUntil, now) * 1000,
    };
  };
}
