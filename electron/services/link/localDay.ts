import type { Clock } from '#electron/base/world.ts';

/** The local day of an instant, "2026-10-01". */
export function localDay(clock: Pick<Clock, 'offsetMinutes'>, instantMs: number): string {
  return new Date(instantMs + clock.offsetMinutes(instantMs) * 60_000).toISOString().slice(0, 10);
}
