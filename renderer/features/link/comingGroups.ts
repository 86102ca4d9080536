import { formatDescription } from '#renderer/i18n/format.ts';
import type { LineDescription, LinkSnapshot, StudyTransfer } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** What comes over one line: only there does one study wait for another. */
export interface ComingGroup {
  readonly archiveId: ArchiveId;
  readonly line: LineDescription | undefined;
  readonly transfers: readonly StudyTransfer[];
}

/**
 * What comes, by site, each in its own order. What is open on the desk stands first, also where only the frames that are
 * looked at come of it, so that a plan has nothing of it. Sites stand in the order in which their first study comes.
 */
export function comingGroups(
  { lines, transfers }: Pick<LinkSnapshot, 'lines' | 'transfers'>,
  opened: WorklistItem | undefined,
): readonly ComingGroup[] {
  const missing = opened && !transfers.some(({ study }) => studyKey(study) === studyKey(opened.study));
  const first = missing ? openTransfer(opened, lines) : undefined;
  const all = first ? [first, ...transfers] : transfers;
  const ordered = [...all.filter(({ reason }) => reason === 'open'), ...all.filter(({ reason }) => reason !== 'open')];
  const sites = [...new Set(ordered.map(({ study }) => study.archiveId))];
  return sites.map((archiveId) => ({
    archiveId,
    line: lines.find((line) => line.archiveId === archiveId),
    transfers: ordered.filter(({ study }) => study.archiveId === archiveId),
  }));
}

/** Nothing of what is whole, nor of what nothing more can come of. */
function openTransfer(
  { study, readiness }: WorklistItem,
  lines: readonly LineDescription[],
): StudyTransfer | undefined {
  const { state, remainingBytes = 0, failure } = readiness;
  if (state === 'complete' || state === 'noImages' || remainingBytes <= 0) return undefined;
  const isFetching = !failure && lines.some((line) => line.archiveId === study.archiveId && line.state === 'fetching');
  const { presentFrames, expectedFrames = 0 } = readiness;
  const missing = expectedFrames > 0 ? 1 - Math.min(1, presentFrames / expectedFrames) : 1;
  const expectedBytes = missing > 0 ? remainingBytes / missing : remainingBytes;
  return { study, reason: 'open', isFetching, expectedBytes, remainingBytes };
}

/** Of this reader's studies, so many are not here and not on their way, for a reason that stands in the list. */
export function countUnfetchable(items: readonly WorklistItem[], transfers: readonly StudyTransfer[]): number {
  const coming = new Set(transfers.map(({ study }) => studyKey(study)));
  return items.filter(
    ({ study, assigned, report, readiness }) =>
      assigned &&
      (report === 'none' || report === 'draft') &&
      readiness.failure !== undefined &&
      readiness.state !== 'complete' &&
      !coming.has(studyKey(study)),
  ).length;
}

/** Why a study comes, as `link.reason.<key>`; the prior names whose it is where the list knows it. */
export interface ComingReason {
  readonly key:
    | 'open'
    | 'stat'
    | 'statLate'
    | 'urgent'
    | 'urgentLate'
    | 'due'
    | 'dueLate'
    | 'prior'
    | 'priorOf'
    | 'likely';
  readonly of?: string;
}

export function comingReason(
  { study, reason }: Pick<StudyTransfer, 'study' | 'reason'>,
  items: ReadonlyMap<string, WorklistItem>,
  nowMs: number,
): ComingReason {
  const item = items.get(studyKey(study));
  if (reason === 'open' || reason === 'likely') return { key: reason };
  if (reason === 'prior') return priorReason(study, item, items);
  const isLate = item !== undefined && item.dueAt < nowMs;
  if (reason === 'stat') return { key: isLate ? 'statLate' : 'stat' };
  if (item?.priority === 'URGENT') return { key: isLate ? 'urgentLate' : 'urgent' };
  return { key: isLate ? 'dueLate' : 'due' };
}

function priorReason(
  study: StudyRef,
  item: WorklistItem | undefined,
  items: ReadonlyMap<string, WorklistItem>,
): ComingReason {
  if (!item?.patientId) return { key: 'prior' };
  for (const other of items.values()) {
    const isOfSame = other.patientId === item.patientId && other.study.archiveId === study.archiveId;
    const isReported = !other.assigned || (other.report !== 'none' && other.report !== 'draft');
    if (!isOfSame || isReported || studyKey(other.study) === studyKey(study)) continue;
    const of = formatDescription(other.studyDescription) || other.modalities.join(' ');
    if (of) return { key: 'priorOf', of };
  }
  return { key: 'prior' };
}
