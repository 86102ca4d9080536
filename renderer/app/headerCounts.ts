import type { WorklistSnapshot } from '#shared/contract/worklist.ts';

/** What stands at the top of the window: studies. */
interface HeaderCounts {
  /** This reader's, and not signed yet. */
  readonly toReport: number;
  /** Of those, all that are here in full. */
  readonly readyNow: number;
  /** Imported by hand: nobody is asked to report them, and they stand in the list all the same. */
  readonly fromDisc: number;
}

export function headerCounts({ items, archives }: Pick<WorklistSnapshot, 'items' | 'archives'>): HeaderCounts {
  const discs = new Set(archives.filter(({ kind }) => kind === 'disc').map(({ archiveId }) => archiveId as string));
  const toReport = items.filter(({ assigned, report }) => assigned && (report === 'none' || report === 'draft'));
  return {
    toReport: toReport.length,
    readyNow: toReport.filter(({ readiness }) => readiness.state === 'complete').length,
    fromDisc: items.filter(({ study }) => discs.has(study.archiveId)).length,
  };
}
