import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { findSliceGaps, type SliceGap } from '#shared/dicom/sliceGaps.ts';

const known = new WeakMap<DisplaySet, readonly SliceGap[]>();

/** Where the archive itself lacks slices, which never come; what is only not here yet is said by the slice map (V10). */
export function archiveGapsOf(set: DisplaySet): readonly SliceGap[] {
  const before = known.get(set);
  if (before) return before;
  const gaps = findSliceGaps(set);
  known.set(set, gaps);
  return gaps;
}

export function countLacking(gaps: readonly SliceGap[]): number {
  return gaps.reduce((sum, { missing }) => sum + missing, 0);
}
