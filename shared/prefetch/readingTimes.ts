import { quantile } from './bandwidth.ts';

/** How long the last studies of a kind were open, milliseconds, the oldest first. */
export type ReadingTimes = Readonly<Record<string, readonly number[]>>;

const usualMinutes: Readonly<Record<string, number>> = { CR: 2.5, DX: 2.5, US: 5, MG: 4, CT: 11, MR: 13, PT: 15 };
const unknownMinutes = 5;
const minuteMs = 60_000;
/** Shorter was a look, longer was lunch. */
const leastMs = 20_000;
const mostMs = 60 * minuteMs;
const memory = 30;
/** So many say more about this reader than what is usual. */
const enough = 5;

/** The kind by which reading times are kept: the modality that takes longest. */
export function kindOfReading(modalities: readonly string[]): string {
  const byTime = modalities.toSorted((one, other) => minutesOf(other) - minutesOf(one) || (one < other ? -1 : 1));
  return byTime[0] ?? 'OT';
}

export function noteReading(times: ReadingTimes, kind: string, durationMs: number): ReadingTimes {
  if (durationMs < leastMs || durationMs > mostMs) return times;
  return { ...times, [kind]: [...(times[kind] ?? []), durationMs].slice(-memory) };
}

/** What such a study usually takes this reader, milliseconds. */
export function usualReadingMs(times: ReadingTimes, kind: string): number {
  const known = times[kind] ?? [];
  const median = known.length >= enough ? quantile(known, 0.5) : undefined;
  return median ?? minutesOf(kind) * minuteMs;
}

function minutesOf(kind: string): number {
  return usualMinutes[kind] ?? unknownMinutes;
}
