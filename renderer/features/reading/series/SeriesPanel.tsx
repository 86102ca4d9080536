import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { setIdsOf } from '../../../session/arrangement.ts';
import { useCommands } from '../../../session/useCommands.ts';
import { AnnotationList } from '../annotations/AnnotationList.tsx';
import { documentCommands } from '../commands/documentCommands.ts';
import { DocumentCard } from '../documents/DocumentCard.tsx';
import { DocumentPane } from '../documents/DocumentPane.tsx';
import { documentDeskOf } from '../documents/documentDesk.ts';
import { PriorsList } from '../priors/PriorsList.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { isChoice, type PanelRow, panelRows } from './panelRows.ts';
import { SeriesCard } from './SeriesCard.tsx';
import styles from './SeriesPanel.module.css';
import { StudyTitle } from './StudyTitle.tsx';
import { studiesOnDesk } from './studiesOnDesk.ts';
import { usePanelKeys } from './usePanelKeys.ts';

/** Of a row that was never drawn, in CSS pixels; what was drawn is measured. */
const usualHeights: Readonly<Record<PanelRow['kind'], number>> = { study: 44, series: 168, heading: 28, document: 48 };

/** The studies on the desk: their series, each by its middle image, and their documents; the open document beside. */
export function SeriesPanel() {
  const { t } = useTranslation();
  const { session } = useReading();
  const images = useReadingState((state) => state.images);
  const studies = useReadingState(studiesOnDesk);
  const rows = useMemo(() => panelRows(studies), [studies]);
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => usualHeights[rows[index]?.kind ?? 'series'],
    overscan: 3,
    gap: 6,
  });
  const keys = usePanelKeys(rows, list, (index) => virtualizer.scrollToIndex(index));
  useShownActive(rows, (index) => virtualizer.scrollToIndex(index));
  useCommands(documentCommands(documentDeskOf(session), keys));
  return (
    <>
      <nav className={styles.panel} aria-label={t('reading.series')}>
        <div
          ref={list}
          className={styles.scroll}
          role="toolbar"
          aria-orientation="vertical"
          aria-label={t('reading.series')}
          tabIndex={-1}
          onKeyDown={keys.onKeyDown}
          onBlur={keys.onBlur}
          onContextMenu={keys.onContextMenu}
          onClick={keys.onHandDone}
          onDragEnd={keys.onHandDone}
          data-testid="series-list"
        >
          <div className={styles.rows} style={{ blockSize: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const row = rows[index];
              return (
                row && (
                  <div
                    key={key}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    className={styles.row}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <Row row={row} pointed={keys.pointed === row.key} />
                  </div>
                )
              );
            })}
          </div>
          {images.sets.length === 0 && images.refused.size === 0 && (
            <p className={styles.note}>{t('reading.noImages')}</p>
          )}
          {[...images.refused].map(([reason, count]) => (
            <p key={reason} className={styles.note}>
              {t(`reading.refused.${reason}`, { count })}
            </p>
          ))}
        </div>
        <PriorsList />
        <AnnotationList />
      </nav>
      <DocumentPane />
    </>
  );
}

function Row({ row, pointed }: { row: PanelRow; pointed: boolean }) {
  const { t } = useTranslation();
  switch (row.kind) {
    case 'study':
      return <StudyTitle study={row.study} />;
    case 'series':
      return <SeriesCard named={row.named} facts={row.facts} pointed={pointed} />;
    case 'heading':
      return <h3 className={styles.heading}>{t('series.documents')}</h3>;
    case 'document':
      return <DocumentCard document={row.document} snapshot={row.snapshot} pointed={pointed} />;
  }
}

/** The series of the active box is brought into sight when that changes, by key or by hand. */
function useShownActive(rows: readonly PanelRow[], show: (index: number) => void): void {
  const active = useReadingState(({ arrangement, active: box }) => setIdsOf(arrangement.boxes[box])[0]);
  const latest = useRef({ rows, show });
  useEffect(() => {
    latest.current = { rows, show };
  });
  useEffect(() => {
    const index = latest.current.rows.findIndex((row) => isChoice(row) && row.key === active);
    if (index >= 0) latest.current.show(index);
  }, [active]);
}
