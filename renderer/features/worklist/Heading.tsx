import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { WorklistColumn, WorklistOrder } from '#shared/worklist/sortWorklist.ts';
import styles from './Worklist.module.css';

/** In the order of the cells of a row. Priors and report are shown, not sorted by. */
const columns: readonly (WorklistColumn | 'priors' | 'report')[] = [
  'priority',
  'due',
  'patient',
  'age',
  'modality',
  'bodyPart',
  'description',
  'studyDate',
  'site',
  'readiness',
  'priors',
  'report',
];

/** What leaves the list where it is narrow, cell and heading together. */
const givingWay: Partial<Readonly<Record<WorklistColumn, string | undefined>>> = {
  bodyPart: styles.bodyPart,
  site: styles.site,
};

export function Heading({ order, onOrder }: { order: WorklistOrder; onOrder: (column: WorklistColumn) => void }) {
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={1} className={styles.heading}>
      {columns.map((column) => {
        if (column === 'priors' || column === 'report') {
          return (
            <span
              key={column}
              role="columnheader"
              className={
                column === 'priors' ? `${styles.headingPlain} ${styles.count} ${styles.priors}` : styles.headingPlain
              }
            >
              {t(`worklist.columns.${column}`)}
            </span>
          );
        }
        const sorted = order.column === column;
        return (
          <span
            key={column}
            role="columnheader"
            className={givingWay[column]}
            aria-sort={sorted ? order.direction : 'none'}
          >
            <button
              type="button"
              tabIndex={-1}
              className={styles.headingButton}
              data-sorted={sorted}
              onClick={() => onOrder(column)}
            >
              {t(`worklist.columns.${column}`)}
              {sorted && <Icon name={order.direction === 'ascending' ? 'up' : 'down'} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}
