import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { isAwaited } from './readinessText.ts';
import { startingView, worklistView } from './worklistView.ts';

type Known = ReadonlyMap<string, WorklistItem['priority']>;

export function prioritiesOf(items: readonly WorklistItem[]): Known {
  return new Map(items.map((item) => [studyKey(item.study), item.priority]));
}

/** Studies to report that have come as STAT, or become it, since `before`. The first list is no arrival. */
export function newStats(before: Known | undefined, items: readonly WorklistItem[]): readonly string[] {
  if (!before) return [];
  return items
    .filter((item) => item.priority === 'STAT' && isAwaited(item) && before.get(studyKey(item.study)) !== 'STAT')
    .map((item) => studyKey(item.study));
}

/** STAT studies that have come and that nobody has looked at yet, the oldest first, and how to be done with one. */
export function useStatArrivals(items: readonly WorklistItem[] | undefined, openStudy: string | undefined) {
  const before = useRef<Known>(undefined);
  const [arrived, setArrived] = useState<readonly string[]>([]);
  const selected = useStore(worklistView, (view) => view.selected);
  useEffect(() => {
    if (!items) return;
    // Whoever marks the row that is selected as STAT knows it.
    const fresh = newStats(before.current, items).filter((key) => key !== worklistView.getState().selected);
    before.current = prioritiesOf(items);
    if (fresh.length > 0) setArrived((known) => [...known, ...fresh.filter((key) => !known.includes(key))]);
  }, [items]);
  useEffect(() => {
    setArrived((known) => {
      const left = known.filter((key) => key !== selected && key !== openStudy);
      return left.length === known.length ? known : left;
    });
  }, [selected, openStudy]);
  const waiting = arrived.flatMap(
    (key) => items?.find((item) => studyKey(item.study) === key && isAwaited(item)) ?? [],
  );
  return { waiting, dismiss: () => setArrived(arrived.slice(1)) };
}

/** Selects a study in the list, even where a filter hides it. */
export function selectInWorklist(item: WorklistItem): void {
  worklistView.setState({ selected: studyKey(item.study), filter: startingView.filter });
}
