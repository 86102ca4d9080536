import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { useCommands } from '#renderer/session/useCommands.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { worklistCommands } from './commands.ts';
import { Details } from './Details.tsx';
import { Empty } from './Empty.tsx';
import { earlierStudies } from './earlierStudies.ts';
import { emptyReason } from './emptyReason.ts';
import { FilterBar } from './FilterBar.tsx';
import { useLineMeasures } from './lineMeasures.ts';
import { priorsOf } from './priorsOf.ts';
import { Rows, type RowsHandle } from './Rows.tsx';
import { useWorklistActs } from './useWorklistActs.ts';
import styles from './Worklist.module.css';
import { choicesOf, isFiltered, orderBy, rowsInView, worklistView } from './worklistView.ts';

interface WorklistProps {
  readonly onOpen: (study: StudyRef) => void;
  readonly onAddArchive: () => void;
  readonly onOpenDisc: () => void;
}

const none: readonly WorklistItem[] = [];

export function Worklist({ onOpen, onAddArchive, onOpenDisc }: WorklistProps) {
  const { answer: list, failure } = useAnswer('worklist.list', {});
  const { answer: host } = useAnswer('host.describe', {});
  const view = useStore(worklistView);
  const all = list?.items ?? none;
  const { filter, order } = view;
  // Typing comes first: thousands of rows follow when the keys rest. Moving through them sorts nothing anew.
  const settled = useDeferredValue(filter);
  const rows = useMemo(() => rowsInView(all, { filter: settled, order }), [all, settled, order]);
  // Enter right after the last letter opens what was typed, not what stood there before the rows had followed.
  const rowsNow = () => (settled === filter ? rows : rowsInView(all, { filter, order }));
  const choices = useMemo(() => choicesOf(all), [all]);
  const earlier = useMemo(() => earlierStudies(all), [all]);
  const [find, grid, handle] = [useRef<HTMLInputElement>(null), useRef<HTMLDivElement>(null), useRef<RowsHandle>(null)];
  const lineOf = useLineMeasures();
  const acts = useWorklistActs({
    rows: rowsNow,
    all,
    find,
    grid,
    onOpen,
    pageRows: () => handle.current?.pageRows() ?? 10,
    onShow: (index) => handle.current?.show(index),
  });
  useCommands(worklistCommands(acts));
  useFirstSelection(rows, grid);
  const onSelect = useCallback((key: string) => worklistView.setState({ selected: key }), []);
  const selected = rows.find((row) => studyKey(row.study) === view.selected);
  const priors = useMemo(() => (selected ? priorsOf(selected, all) : []), [selected, all]);
  return (
    <main className={styles.room}>
      <FilterBar
        filter={filter}
        choices={choices}
        shown={rows.length}
        total={all.length}
        find={find}
        quick={[
          { id: 'toReport', keys: '1', on: filter.onlyUnreported ?? false, toggle: acts.toggleUnreported },
          { id: 'urgent', keys: '2', on: (filter.priorities ?? []).length > 0, toggle: acts.toggleUrgent },
          { id: 'ready', keys: '3', on: filter.onlyReady ?? false, toggle: acts.toggleReady },
          { id: 'assigned', keys: '4', on: filter.onlyAssigned ?? false, toggle: acts.toggleAssigned },
        ]}
        onFilter={(changed) => worklistView.setState({ filter: changed })}
        onLeaveFind={() => grid.current?.focus()}
        onClear={acts.clear}
      />
      {rows.length === 0 ? (
        <Empty
          reason={emptyReason(list, host, failure !== undefined, isFiltered(filter))}
          failure={failure ?? list?.archives.find(({ state }) => state === 'failed')?.failure}
          onClear={acts.clear}
          onRefresh={acts.refresh}
          onAddArchive={onAddArchive}
          onOpenDisc={onOpenDisc}
        />
      ) : (
        <Rows
          rows={rows}
          {...heightsNow()}
          order={view.order}
          selected={view.selected}
          earlier={earlier}
          grid={grid}
          handle={handle}
          lineOf={lineOf}
          onOrder={(column) => worklistView.setState({ order: orderBy(view.order, column) })}
          onSelect={onSelect}
          onOpen={onOpen}
        />
      )}
      {all.length > 0 && <Details item={selected} priors={priors} lineOf={lineOf} />}
    </main>
  );
}

/** Something is always selected, and the list has the focus, so that the first key already acts. */
function useFirstSelection(rows: readonly WorklistItem[], grid: React.RefObject<HTMLDivElement | null>): void {
  const hasRows = rows.length > 0;
  useEffect(() => {
    const at = document.activeElement;
    // Back from the settings the bar may still hold it: Enter there would go to the settings again.
    if (hasRows && (at === null || at === document.body || at.closest('header') !== null)) grid.current?.focus();
  }, [hasRows, grid]);
  useEffect(() => {
    const { selected } = worklistView.getState();
    const [first] = rows;
    if (!first || rows.some((row) => studyKey(row.study) === selected)) return;
    worklistView.setState({ selected: studyKey(first.study) });
  }, [rows]);
}

/** The virtual list needs the height of a row in whole pixels before it draws one. */
function heightsNow(): { readonly rowHeight: number; readonly headingHeight: number } {
  const root = getComputedStyle(document.documentElement);
  const textSize = Number.parseFloat(root.getPropertyValue('--text-size')) || 14;
  const isCompact = document.documentElement.dataset['density'] === 'compact';
  return { rowHeight: Math.round(textSize * (isCompact ? 1.95 : 2.6)), headingHeight: Math.ceil(textSize * 2) };
}
