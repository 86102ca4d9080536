import type { PersonName } from '../dicom/personName.ts';
import { foldText } from './foldText.ts';
import type { Priority } from './priority.ts';

/** What a row must say to be searched; the contract's `WorklistItem` satisfies it. */
export interface FilterableRow {
  readonly archiveName: string;
  readonly patientName?: PersonName | undefined;
  readonly patientId?: string | undefined;
  readonly accessionNumber?: string | undefined;
  readonly modalities: readonly string[];
  readonly bodyPart?: string | undefined;
  readonly studyDescription?: string | undefined;
  readonly indication?: string | undefined;
  readonly institutionName?: string | undefined;
  readonly priority: Priority;
  readonly assigned: boolean;
  readonly readiness: { readonly state: string };
  readonly report: string;
}

/** Every part that is given must hold; an empty list says nothing. */
export interface WorklistFilter {
  /** Words in any order and script; each must begin somewhere in the row. */
  readonly text?: string;
  readonly modalities?: readonly string[];
  /** Names of archives or institutions. */
  readonly sites?: readonly string[];
  readonly priorities?: readonly Priority[];
  readonly onlyAssigned?: boolean;
  readonly onlyReady?: boolean;
  /** Leaves out the studies whose report is signed. */
  readonly onlyUnreported?: boolean;
}

/** Rows that pass, in the order given. */
export function filterWorklist<Row extends FilterableRow>(
  rows: readonly Row[],
  filter: WorklistFilter,
): readonly Row[] {
  const words = foldText(filter.text ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return rows.filter((row) => passes(row, filter) && matchesWords(row, words));
}

/** An institution that says more than its archive's name: what a scanner was once set to is often neither. */
export function institutionBeside(row: Pick<FilterableRow, 'archiveName' | 'institutionName'>): string | undefined {
  const institution = row.institutionName?.trim();
  return institution && foldText(institution) !== foldText(row.archiveName) ? institution : undefined;
}

function passes(row: FilterableRow, filter: WorklistFilter): boolean {
  const { modalities = [], sites = [], priorities = [] } = filter;
  if (modalities.length > 0 && !row.modalities.some((modality) => modalities.includes(modality))) return false;
  if (sites.length > 0 && ![row.archiveName, row.institutionName?.trim() ?? ''].some((site) => sites.includes(site))) {
    return false;
  }
  if (priorities.length > 0 && !priorities.includes(row.priority)) return false;
  if (filter.onlyAssigned && !row.assigned) return false;
  if (filter.onlyReady && row.readiness.state !== 'complete') return false;
  return !(filter.onlyUnreported && (row.report === 'waitingToSend' || row.report === 'delivered'));
}

// A row is folded once, however often the reader types; rows are immutable, so an entry cannot go stale.
const foldedRows = new WeakMap<FilterableRow, string>();

function matchesWords(row: FilterableRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = foldedTextOf(row);
  return words.every((word) => text.includes(` ${word}`));
}

/** Every word begins after a space, so that "ali" finds Ali but not Somalia. */
function foldedTextOf(row: FilterableRow): string {
  const known = foldedRows.get(row);
  if (known !== undefined) return known;
  const parts = [
    row.patientName?.alphabetic,
    row.patientName?.ideographic,
    row.patientName?.phonetic,
    row.patientId,
    row.accessionNumber,
    row.modalities.join(' '),
    row.bodyPart,
    row.studyDescription,
    row.indication,
    row.institutionName,
    row.archiveName,
  ];
  const whole = foldText(parts.filter((part) => part !== undefined).join(' '));
  // Words inside hyphens and slashes can be found by their own beginning too, as well as by the whole.
  const text = ` ${whole} ${whole.replace(/[-/,.()'_]+/gu, ' ')}`;
  foldedRows.set(row, text);
  return text;
}
