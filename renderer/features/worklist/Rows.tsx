import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { WorklistColumn, WorklistOrder } from '#shared/worklist/sortWorklist.ts';
import { Heading } from './Heading.tsx';
import type { LineMeasure } from './readinessText.ts';
import styles from './Worklist.module.css';
import { rowId, WorklistRow } from './WorklistRow.tsx';

export interface RowsHandle {
  readonly show: (index: number) => void;
  readonly pageRows: () => number;
}

interface RowsProps {
  readonly rows: readonly WorklistItem[];
  readonly rowHeight: number;
  readonly headingHeight: number;
  readonly order: WorklistOrder;
  readonly selected: string | undefined;
  /** `studyKey` of earlier studies of patients who have a later one. */
  readonly earlier: ReadonlySet<string>;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<RowsHandle | null>;
  readonly lineOf: (archiveId: ArchiveId) => LineMeasure;
  readonly onOrder: (column: WorklistColumn) => void;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (study: StudyRef) => void;
}

/** Only the rows in sight are drawn: five thousand cost what fifty do. */
export function Rows({
  rows,
  rowHeight,
  headingHeight,
  order,
  selected,
  earlier,
  grid,
  handle,
  lineOf,
  onOrder,
  onSelect,
  onOpen,
}: RowsProps) {
  const { t } = useTranslation();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The heading stands before the rows and sticks over them: a row ends that much lower than the rows alone say.
    scrollPaddingEnd: headingHeight,
  });
  useImperativeHandle(handle, () => ({
    show: (index) => virtualizer.scrollToIndex(index),
    pageRows: () => Math.floor(((grid.current?.clientHeight ?? 0) - headingHeight) / rowHeight),
  }));
  const at = selected === undefined ? -1 : rows.findIndex((row) => studyKey(row.study) === selected);
  const isShown = selected !== undefined && at >= 0;
  // Back from a study, the list begins at its top, and what was signed may take another place a moment later: the row
  // that was left is kept in sight until a person moves the list.
  const isMoved = useRef(false);
  const noteMoved = () => {
    isMoved.current = true;
  };
  useEffect(() => {
    if (isMoved.current || at < 0) return;
    virtualizer.scrollToIndex(at);
  }, [at, virtualizer]);
  return (
    <div
      ref={grid}
      className={styles.list}
      role="grid"
      tabIndex={0}
      aria-label={t('worklist.title')}
      aria-rowcount={rows.length + 1}
      onWheel={noteMoved}
      onPointerDown={noteMoved}
      onKeyDown={noteMoved}
      aria-activedescendant={isShown ? rowId(selected) : undefined}
    >
      <Heading order={order} onOrder={onOrder} />
      <div className={styles.rows} role="rowgroup" style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = rows[index];
          if (!item) return null;
          const key = studyKey(item.study);
          return (
            <WorklistRow
              key={key}
              item={item}
              index={index}
              top={start}
              height={rowHeight}
              selected={key === selected}
              earlier={earlier.has(key)}
              line={lineOf(item.study.archiveId)}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
