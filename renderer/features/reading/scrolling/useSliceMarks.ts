import { useMemo } from 'react';
import { useLedger, usePresent } from '../readingContext.ts';
import { type SliceMark, sliceMarks } from './sliceMap.ts';

/** One mark for each image; the same array until the ledger or the disk has something new, not one for each image drawn. */
export function useSliceMarks(imageIds: readonly string[]): readonly SliceMark[] {
  const ledger = useLedger();
  const presence = usePresent();
  const version = ledger.version();
  // The version says that the ledger knows something else.
  const read = useMemo(
    () => ({ version, marks: sliceMarks(imageIds, ledger, presence) }),
    [imageIds, ledger, presence, version],
  );
  return read.marks;
}
