import { createStore } from 'zustand/vanilla';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { type FilterableRow, filterWorklist, type WorklistFilter } from '#shared/worklist/filterWorklist.ts';
import type { Priority } from '#shared/worklist/priority.ts';
import {
  type SortableRow,
  sortWorklist,
  type WorklistColumn,
  type WorklistOrder,
} from '#shared/worklist/sortWorklist.ts';

/** How the list is looked at: kept while a study is on the desk, so that coming back finds the same place. */
export interface WorklistView {
  readonly filter: WorklistFilter;
  readonly order: WorklistOrder;
  /** `studyKey` of the row that keys act on. */
  readonly selected: string | undefined;
}

export const startingView: WorklistView = {
  filter: {
    text: '',
    modalities: [],
    sites: [],
    priorities: [],
    onlyUnreported: false,
    onlyReady: false,
    onlyAssigned: false,
  },
  order: { column: 'priority', direction: 'ascending' },
  selected: undefined,
};

export const worklistView = createStore<WorklistView>(() => startingView);

/** Rows as they are shown: filtered, then in order. */
export function rowsInView<Row extends FilterableRow & SortableRow>(
  rows: readonly Row[],
  view: Pick<WorklistView, 'filter' | 'order'>,
): readonly Row[] {
  const sorted = sortWorklist(filterWorklist(rows, view.filter), view.order);
  if (view.order.column !== 'priority' && view.order.column !== 'due') return sorted;
  // By urgency, what nobody here is to report comes after all that somebody is: an earlier study of a patient must not
  // stand first where Enter opens the study of today.
  return [...sorted.filter(({ assigned }) => assigned), ...sorted.filter(({ assigned }) => !assigned)];
}

/** The row that keys act on: the one selected, and the first where that is not in the list, as it will be selected. */
export function rowOfKeys<Row extends { readonly study: StudyRef }>(
  rows: readonly Row[],
  selected: string | undefined,
): Row | undefined {
  return rows.find(({ study }) => studyKey(study) === selected) ?? rows[0];
}

/** The orders that S walks through: the ways a list is really read, not every column. */
const orderCycle: readonly WorklistOrder[] = [
  { column: 'priority', direction: 'ascending' },
  { column: 'due', direction: 'ascending' },
  { column: 'studyDate', direction: 'descending' },
  { column: 'patient', direction: 'ascending' },
  { column: 'readiness', direction: 'descending' },
];

export function nextOrder(order: WorklistOrder): WorklistOrder {
  const at = orderCycle.findIndex(({ column }) => column === order.column);
  return orderCycle[(at + 1) % orderCycle.length] ?? startingView.order;
}

/** A click on a heading: that column, or the other way round when it is the column already. */
export function orderBy(order: WorklistOrder, column: WorklistColumn): WorklistOrder {
  if (order.column !== column) return { column, direction: 'ascending' };
  return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** The list with a value put in, or taken out when it was there. */
export function toggled<Value>(values: readonly Value[] | undefined, value: Value): readonly Value[] {
  const now = values ?? [];
  return now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
}

/** One after the other, then none: what keys 5 and 6 do. */
export function nextOnly<Value>(values: readonly Value[] | undefined, all: readonly Value[]): readonly Value[] {
  const [only] = values ?? [];
  const next = all[only === undefined ? 0 : all.indexOf(only) + 1];
  return next === undefined ? [] : [next];
}

export function isFiltered({
  text,
  modalities,
  sites,
  priorities,
  onlyAssigned,
  onlyReady,
  onlyUnreported,
}: WorklistFilter): boolean {
  const lists = [modalities, sites, priorities];
  return Boolean(text || onlyAssigned || onlyReady || onlyUnreported || lists.some((list) => list && list.length > 0));
}

export const urgentPriorities: readonly Priority[] = ['STAT', 'URGENT'];

/** What there is to choose from, in the order of the alphabet. Of one archive alone, its institutions are the sites. */
export function choicesOf(rows: readonly FilterableRow[]): {
  readonly modalities: readonly string[];
  readonly sites: readonly string[];
} {
  const archives = [...new Set(rows.map(({ archiveName }) => archiveName))];
  const institutions = [...new Set(rows.map((row) => row.institutionName?.trim() || row.archiveName))];
  return {
    modalities: [...new Set(rows.flatMap((row) => row.modalities))].sort(),
    sites: (archives.length > 1 ? archives : institutions).sort(),
  };
}

/** The row after a step through the list; stays at the ends. Without a selection, the first. */
export function stepFrom(keys: readonly string[], selected: string | undefined, step: number): string | undefined {
  const at = selected === undefined ? -1 : keys.indexOf(selected);
  if (at < 0) return keys[0];
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))];
}
