import { compareText } from '../base/compareText.ts';
import { type StudyRef, studyKey } from '../dicom/frameKey.ts';

/** What speaks for and against keeping a study that lies on this disk. */
export interface KeptStudy {
  readonly study: StudyRef;
  /** On the disk. */
  readonly bytes: number;
  readonly isOpen: boolean;
  /** This reader's to report. */
  readonly isAssigned: boolean;
  /** The archive names it no longer, or is itself no longer set up. */
  readonly isGone: boolean;
  /** `unknown` while the disk does not say. */
  readonly report: 'none' | 'begun' | 'delivered' | 'unknown';
  /** Epoch ms. */
  readonly firstSeenAt: number;
}

/** Room is made down to this part of the limit, so that the next frame does not ask for more at once. */
export const roomyPart = 0.9;

/**
 * Whether a study stays, however full the cache is (link.md O12): it is on the desk, or still to be read, or what was
 * written about it has not arrived. What cannot be known counts as written.
 */
export function isProtected(kept: KeptStudy): boolean {
  if (kept.isOpen || kept.report === 'begun' || kept.report === 'unknown') return true;
  return kept.isAssigned && kept.report !== 'delivered';
}

/**
 * What to let go of, in order, once the limit is reached: what its archive no longer has, then what is read and
 * delivered, then earlier examinations; of each the oldest first. As few as bring the cache below `roomyPart` of the
 * limit; fewer where nothing else may go.
 */
export function chooseEvictions(
  kept: readonly KeptStudy[],
  usedBytes: number,
  limitBytes: number,
): readonly StudyRef[] {
  if (usedBytes < limitBytes) return [];
  const candidates = kept.filter((one) => !isProtected(one)).sort(leastMissedFirst);
  const chosen: StudyRef[] = [];
  let left = usedBytes;
  for (const { study, bytes } of candidates) {
    if (left < limitBytes * roomyPart) break;
    chosen.push(study);
    left -= bytes;
  }
  return chosen;
}

function leastMissedFirst(one: KeptStudy, other: KeptStudy): number {
  return (
    rank(one) - rank(other) ||
    one.firstSeenAt - other.firstSeenAt ||
    compareText(studyKey(one.study), studyKey(other.study))
  );
}

function rank({ isGone, report }: KeptStudy): number {
  if (isGone) return 0;
  return report === 'delivered' ? 1 : 2;
}
