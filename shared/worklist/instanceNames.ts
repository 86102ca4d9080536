import type { OwnReports, StudyCounts } from './archiveLook.ts';

/** How the names in an archive's list of a study differ from those that were read of it (link.md V6). */
export interface NamesDiffer {
  /** The archive lists them, and they were not read. */
  readonly added: number;
  /** They were read, and the archive lists them no longer. */
  readonly gone: number;
  /** What the archive lists, without reports that were sent from here. */
  readonly listed: number;
}

export interface NamedInstance {
  readonly sopInstanceUID: string;
  /** Some archives leave it out. */
  readonly seriesInstanceUID?: string | undefined;
}

/**
 * Compares by SOP Instance UID: where one image took another's place the counts are the same, and the study is not.
 * Reports that were sent from here are no difference. A list that is shorter than the archive's own count is cut: what
 * it does not name is not believed gone.
 */
export function compareNames(
  read: Iterable<string>,
  listed: readonly NamedInstance[],
  counts: Pick<StudyCounts, 'instances'>,
  own?: OwnReports,
): NamesDiffer {
  const here = new Set(read);
  const there = new Set(listed.map(({ sopInstanceUID }) => sopInstanceUID));
  const isOurs = ({ seriesInstanceUID }: NamedInstance) =>
    own !== undefined && (seriesInstanceUID === undefined || seriesInstanceUID === own.seriesInstanceUID);
  const unread = listed.filter(({ sopInstanceUID }) => !here.has(sopInstanceUID));
  // Of rows that do not say their series, so many as were sent from here may be those.
  const mayBeOurs = (own?.delivered ?? 0) + (own?.underWay ?? 0);
  const ours = Math.min(unread.filter(isOurs).length, mayBeOurs);
  const isWhole = listed.length > 0 && listed.length >= (counts.instances ?? 0);
  const gone = isWhole ? [...here].filter((uid) => !there.has(uid)).length : 0;
  return { added: unread.length - ours, gone, listed: there.size - ours };
}
