import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { findSliceGaps, findUnevenGaps, type SliceGap } from '#shared/dicom/sliceGaps.ts';

const known = new WeakMap<DisplaySet, readonly SliceGap[]>();

/**
 * Where the archive itself lacks slices, which never come; what is only not here yet is said by the slice map (V10). Where
 * the distances of a stack follow no rule, the places where it leaves part of the body out.
 */
export function archiveGapsOf(set: DisplaySet): readonly SliceGap[] {
  const before = known.get(set);
  if (before) return before;
  const counted = findSliceGaps(set);
  const gaps = counted.length > 0 ? counted : findUnevenGaps(set);
  known.set(set, gaps);
  return gaps;
}

export function countLacking(gaps: readonly SliceGap[]): number {
  return gaps.reduce((sum, { missing }) => sum + missing, 0);
}

/** A length of a gap, as it is said: no more digits than tell one from the next. */
export function gapText(mm: number): string {
  return mm < 10 ? String(Number(mm.toFixed(1))) : mm.toFixed(0);
}
