import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { useAct } from '#renderer/host/hostContext.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { WorklistFilter } from '#shared/worklist/filterWorklist.ts';
import type { WorklistActs } from './commands.ts';
import {
  choicesOf,
  nextOnly,
  nextOrder,
  rowOfKeys,
  startingView,
  stepFrom,
  urgentPriorities,
  worklistView,
} from './worklistView.ts';

interface Shown {
  /** Rows of the filter as it is now: what is on the screen may follow it a moment later. */
  readonly rows: () => readonly WorklistItem[];
  readonly all: readonly WorklistItem[];
  readonly pageRows: () => number;
  readonly find: RefObject<HTMLInputElement | null>;
  readonly grid: RefObject<HTMLElement | null>;
  readonly onOpen: (study: StudyRef) => void;
  readonly onShow: (index: number) => void;
}

/** Keys and clicks of the worklist as acts on its view. */
export function useWorklistActs({ rows, all, pageRows, find, grid, onOpen, onShow }: Shown): WorklistActs {
  const { filter, order, selected } = useStore(worklistView);
  const refresh = useAct('worklist.refresh');
  const setPriority = useAct('worklist.setPriority');
  const keys = () => rows().map((row) => studyKey(row.study));
  const select = (key: string | undefined) => {
    worklistView.setState({ selected: key });
    const index = key === undefined ? -1 : keys().indexOf(key);
    if (index >= 0) onShow(index);
  };
  const chosen = () => rowOfKeys(rows(), selected);
  const change = (part: Partial<WorklistFilter>) => worklistView.setState({ filter: { ...filter, ...part } });
  const isUrgent = (filter.priorities ?? []).length > 0;
  return {
    step: (count) => select(stepFrom(keys(), selected, count)),
    toFirst: () => select(keys()[0]),
    toLast: () => select(keys().at(-1)),
    page: (direction) => select(stepFrom(keys(), selected, direction * Math.max(1, pageRows() - 1))),
    hasSelection: () => chosen() !== undefined,
    open: () => {
      const row = chosen();
      if (row) onOpen(row.study);
    },
    find: () => {
      find.current?.focus();
      find.current?.select();
    },
    toggleUnreported: () => change({ onlyUnreported: !filter.onlyUnreported }),
    toggleUrgent: () => change({ priorities: isUrgent ? [] : urgentPriorities }),
    toggleReady: () => change({ onlyReady: !filter.onlyReady }),
    toggleAssigned: () => change({ onlyAssigned: !filter.onlyAssigned }),
    nextModality: () => change({ modalities: nextOnly(filter.modalities, choicesOf(all).modalities) }),
    nextSite: () => change({ sites: nextOnly(filter.sites, choicesOf(all).sites) }),
    cycleOrder: () => worklistView.setState({ order: nextOrder(order) }),
    refresh: () => {
      if (!refresh.acting) void refresh.act({});
    },
    clear: () => {
      worklistView.setState({ filter: startingView.filter });
      // While nothing matches there is no list to go to; it takes the focus when it comes back.
      if (grid.current) grid.current.focus();
      else find.current?.blur();
    },
    setPriority: (priority) => {
      const row = chosen();
      if (row) void setPriority.act({ study: row.study, priority });
    },
  };
}
