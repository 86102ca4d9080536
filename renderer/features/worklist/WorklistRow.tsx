import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAgeAndSex, formatDate, formatDescription, formatTime } from '#renderer/i18n/format.ts';
import { Isolated, PersonName } from '#renderer/ui/PersonName.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { institutionBeside } from '#shared/worklist/filterWorklist.ts';
import { DueCell, PriorityCell, ReportCell } from './cells.tsx';
import { ReadyCell } from './ReadyCell.tsx';
import { isAwaited, type LineMeasure, rowFacts } from './readinessText.ts';
import styles from './Worklist.module.css';

interface WorklistRowProps {
  readonly item: WorklistItem;
  readonly top: number;
  readonly height: number;
  /** Place in the shown list, from 0. */
  readonly index: number;
  readonly selected: boolean;
  /** The list has a later study of the same patient. */
  readonly earlier: boolean;
  readonly line: LineMeasure;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (study: StudyRef) => void;
}

export const WorklistRow = memo(function WorklistRow({
  item,
  top,
  height,
  index,
  selected,
  earlier,
  line,
  onSelect,
  onOpen,
}: WorklistRowProps) {
  const { t } = useTranslation();
  const key = studyKey(item.study);
  const awaited = isAwaited(item);
  const institution = institutionBeside(item);
  const identifier = item.patientId && `${t('worklist.details.patientId')} ${item.patientId}`;
  return (
    <div
      id={rowId(key)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={selected ? styles.rowSelected : styles.row}
      style={{ transform: `translateY(${top}px)`, blockSize: height }}
      onClick={() => onSelect(key)}
      onDoubleClick={() => onOpen(item.study)}
    >
      <Cell>
        <PriorityCell priority={item.priority} />
      </Cell>
      <Cell>
        <DueCell dueAt={item.dueAt} awaited={awaited} earlier={earlier} />
      </Cell>
      <Cell title={item.patientName ? identifier : absentName(item, t)}>
        <PersonName name={item.patientName} absent={absentName(item, t)} hint={identifier} />
      </Cell>
      <Cell look={styles.strong}>{formatAgeAndSex(item.patientAge, item.patientSex)}</Cell>
      <Cell look={styles.strong}>{item.modalities.join(' ')}</Cell>
      <Cell look={styles.bodyPart}>{item.bodyPart ?? ''}</Cell>
      <Cell look={styles.strong} title={item.studyDescription}>
        <Isolated text={formatDescription(item.studyDescription)} />
      </Cell>
      <Cell look={styles.identifier}>
        {formatDate(item.studyDate)} <span className={styles.time}>{formatTime(item.studyTime)}</span>
      </Cell>
      <Cell look={styles.site} title={[item.archiveName, institution].filter(Boolean).join(' · ')}>
        <Isolated text={item.archiveName} />
        {institution && (
          <span className={styles.institution}>
            <Isolated text={institution} />
          </span>
        )}
      </Cell>
      <Cell>
        <ReadyCell readiness={item.readiness} site={item.archiveName} facts={rowFacts(item, line)} />
      </Cell>
      <Cell look={`${styles.count} ${styles.priors}`}>{item.priorCount > 0 ? item.priorCount : '–'}</Cell>
      <Cell>
        <ReportCell report={item.report} />
      </Cell>
    </div>
  );
});

/** What stands for a name that is not there, or that its archive has garbled: the ID, to tell patients apart. */
function absentName(item: WorklistItem, t: TFunction): string {
  const why = t(item.nameNotReadable ? 'worklist.nameNotReadable' : 'worklist.noName');
  return [item.patientId, why].filter(Boolean).join(' · ');
}

/** Element id of a row, for aria-activedescendant. */
export function rowId(key: string): string {
  return `study-${key}`;
}

function Cell({
  children,
  look,
  title,
}: {
  children: React.ReactNode;
  look?: string | undefined;
  title?: string | undefined;
}) {
  return (
    <div role="gridcell" className={look === undefined ? styles.cell : `${styles.cell} ${look}`} title={title}>
      {children}
    </div>
  );
}
