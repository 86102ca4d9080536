import { compareText } from '../base/compareText.ts';
import type { HangSeries } from './hanging.ts';

/** By number, then by UID, then by display set: the order in which they were handed over decides nothing. */
export function seriesInOrder(series: readonly HangSeries[]): readonly HangSeries[] {
  return [...series].sort(
    (one, other) =>
      numberOf(one) - numberOf(other) ||
      compareText(one.seriesInstanceUID, other.seriesInstanceUID) ||
      compareText(one.id, other.id),
  );
}

function numberOf({ seriesNumber }: HangSeries): number {
  return seriesNumber ?? Number.MAX_SAFE_INTEGER;
}
