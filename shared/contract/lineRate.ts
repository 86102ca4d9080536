import type { LineDescription } from './link.ts';

/** Bytes a second of all lines that fetch now; undefined where none does or none is measured. */
export function rateOfLines(lines: readonly LineDescription[]): number | undefined {
  const rates = lines.flatMap(({ state, bytesPerSecond }) =>
    state === 'fetching' && bytesPerSecond !== undefined ? [bytesPerSecond] : [],
  );
  return rates.length === 0 ? undefined : rates.reduce((sum, rate) => sum + rate, 0);
}
