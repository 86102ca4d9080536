import type { FailureCode } from '#shared/contract/failures.ts';
import type { LineDescription, LinkSnapshot } from '#shared/contract/link.ts';
import type { ArchiveStatus, WorklistSnapshot } from '#shared/contract/worklist.ts';

/** No answer at all: nothing that the archive said. */
const unanswered: ReadonlySet<FailureCode> = new Set([
  'ArchiveNameNotFound',
  'ArchiveUnreachable',
  'ArchiveConnectionRefused',
  'ArchiveTimedOut',
]);

/**
 * An archive is asked for its list once a minute, its line carries images all the time, and each knows only what it met
 * itself. Whoever met something last knows better: a line that images come over answers, one that is away does not, and
 * one that is idle is as its archive was when it was asked.
 */
export function archivesByLines(list: WorklistSnapshot, lines: readonly LineDescription[]): WorklistSnapshot {
  const archives = list.archives.map((archive) => archiveByLine(archive, lineOf(archive, lines)));
  return { ...list, archives };
}

function archiveByLine(archive: ArchiveStatus, line: LineDescription | undefined): ArchiveStatus {
  const { failure, ...rest } = archive;
  if (line?.state === 'away' && line.failure && unanswered.has(line.failure.code) && archive.state === 'answered')
    return { ...rest, state: 'failed', failure: line.failure };
  const comes = line?.state === 'fetching' && (line.bytesPerSecond ?? 0) > 0;
  if (comes && isUnanswered(archive)) return { ...rest, state: 'answered' };
  return archive;
}

/** The lines, with those away that nothing is fetched over while their archive does not answer. */
export function linesByArchives(snapshot: LinkSnapshot, archives: readonly ArchiveStatus[]): LinkSnapshot {
  const lines = snapshot.lines.map((line): LineDescription => {
    const archive = archives.find(({ archiveId }) => archiveId === line.archiveId);
    if (line.state !== 'idle' || !archive?.failure || !isUnanswered(archive)) return line;
    return { ...line, state: 'away', failure: archive.failure };
  });
  return { ...snapshot, lines };
}

function isUnanswered({ state, failure }: ArchiveStatus): boolean {
  return state === 'failed' && failure !== undefined && unanswered.has(failure.code);
}

function lineOf({ archiveId }: ArchiveStatus, lines: readonly LineDescription[]): LineDescription | undefined {
  return lines.find((line) => line.archiveId === archiveId);
}
