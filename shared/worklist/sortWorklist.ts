import { compareText } from '../base/compareText.ts';
import type { PersonName } from '../dicom/personName.ts';
import { foldText } from './foldText.ts';
import { type Priority, priorityRank } from './priority.ts';

/** What a row must say to be sorted; the contract's `WorklistItem` satisfies it. */
export interface SortableRow {
  readonly study: { readonly archiveId: string; readonly studyInstanceUID: string };
  readonly patientName?: PersonName | undefined;
  readonly patientAge?: string | undefined;
  readonly modalities: readonly string[];
  readonly bodyPart?: string | undefined;
  readonly studyDescription?: string | undefined;
  readonly studyDate?: string | undefined;
  readonly studyTime?: string | undefined;
  readonly archiveName: string;
  readonly institutionName?: string | undefined;
  readonly priority: Priority;
  readonly dueAt: number;
  readonly readiness: {
    readonly state: string;
    readonly presentFrames: number;
    readonly expectedFrames?: number | undefined;
  };
}

export type WorklistColumn =
  | 'priority'
  | 'due'
  | 'patient'
  | 'age'
  | 'modality'
  | 'bodyPart'
  | 'description'
  | 'studyDate'
  | 'site'
  | 'readiness';

export interface WorklistOrder {
  readonly column: WorklistColumn;
  readonly direction: 'ascending' | 'descending';
}

type Value = string | number | undefined;

/**
 * The rows in order, a new array. Ties fall back to STAT first, then due first, then UID, so that rows never change
 * places between two answers that say the same. Rows that lack the value come last, whichever the direction.
 */
export function sortWorklist<Row extends SortableRow>(rows: readonly Row[], order: WorklistOrder): readonly Row[] {
  // Each value is made once: folding a name inside the comparison would be done n·log n times.
  const keyed = rows.map((row) => ({ row, value: columnValue(row, order.column) }));
  const sign = order.direction === 'ascending' ? 1 : -1;
  keyed.sort((one, other) => compareValues(one.value, other.value, sign) || compareUrgency(one.row, other.row));
  return keyed.map(({ row }) => row);
}

/** STAT first, then the report that is due first. */
export function compareUrgency(one: SortableRow, other: SortableRow): number {
  return (
    priorityRank(one.priority) - priorityRank(other.priority) ||
    one.dueAt - other.dueAt ||
    compareText(one.study.studyInstanceUID, other.study.studyInstanceUID) ||
    compareText(one.study.archiveId, other.study.archiveId)
  );
}

function compareValues(one: Value, other: Value, sign: 1 | -1): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
  return sign * compareText(String(one), String(other));
}

function columnValue(row: SortableRow, column: WorklistColumn): Value {
  switch (column) {
    case 'priority':
      return priorityRank(row.priority);
    case 'due':
      return row.dueAt;
    case 'patient':
      return folded(row.patientName?.alphabetic || row.patientName?.ideographic || row.patientName?.phonetic);
    case 'age':
      return ageInDays(row.patientAge);
    case 'modality':
      return folded(row.modalities.join(' '));
    case 'bodyPart':
      return folded(row.bodyPart);
    case 'description':
      return folded(row.studyDescription);
    case 'studyDate':
      return row.studyDate ? `${row.studyDate}${row.studyTime ?? ''}` : undefined;
    case 'site':
      return folded(`${row.archiveName} ${row.institutionName ?? ''}`);
    case 'readiness':
      return readyShare(row.readiness);
  }
}

/** AS text as days, near enough to sort by (PS3.5 section 6.2); undefined when it is not one. */
function ageInDays(age: string | undefined): number | undefined {
  const match = /^(\d{3})([DWMY])$/.exec(age ?? '');
  if (!match) return undefined;
  const days = { D: 1, W: 7, M: 30.44, Y: 365.25 }[match[2] as 'D' | 'W' | 'M' | 'Y'];
  return Number(match[1]) * days;
}

function readyShare(readiness: SortableRow['readiness']): number {
  if (readiness.state === 'complete') return 1;
  if (['none', 'failed', 'noImages'].includes(readiness.state)) return 0;
  return readiness.expectedFrames ? Math.min(0.99, readiness.presentFrames / readiness.expectedFrames) : 0.01;
}

function folded(text: string | undefined): string | undefined {
  return text ? foldText(text) : undefined;
}
