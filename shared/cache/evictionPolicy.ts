import { compareText } from '../base/compareText.ts';
import { type StudyRef, studyKey } from '../dicom/frameKey.ts';

/** What speaks for and against keeping a study that lies on this disk. */
export interface KeptStudy {
  readonly study: StudyRef;
  /** On the disk. */
  readonly bytes: number;
  readonly isOpen: boolean;
  /** This reader's to report, or was when it came: what is no longer listed for its age is unread all the same. */
  readonly isAssigned: boolean;
  /** The archive names it no longer, or is itself no longer set up. */
  readonly isGone: boolean;
  /** `unknown` while the disk does not say. */
  readonly report: 'none' | 'begun' | 'delivered' | 'unknown';
  /** When the last version of its report arrived, epoch ms; undefined while none has, or the disk does not say. */
  readonly deliveredAt?: number | undefined;
  /** An earlier examination worth comparing with, one that is not, or a study that this reader may come to open. */
  readonly role?: 'prior' | 'further' | 'likely' | undefined;
  /** Epoch ms. */
  readonly firstSeenAt: number;
}

/** When something may be let go of. */
export interface KeepingRule {
  /** Epoch ms. */
  readonly now: number;
  /** What was read is kept this long after its report arrived. */
  readonly keepReadMs: number;
}

const keepNothing: KeepingRule = { now: Number.POSITIVE_INFINITY, keepReadMs: 0 };

/** Room is made down to this part of the limit, so that the next frame does not ask for more at once. */
export const goalPart = 0.85;
/**
 * From this part of the limit on no earlier examination comes. It is below what room is made down to: above it, what was
 * let go of would be fetched into the room that this had made, and let go of again.
 */
export const roomyPart = 0.8;
/** From this part of the limit on it is said. */
export const nearlyFullPart = 0.95;

export type CacheLevel = 'roomy' | 'filling' | 'nearlyFull' | 'full';

/** How full a cache is: `filling` takes no more earlier examinations, `nearlyFull` is said, `full` fetches nothing ahead. */
export function levelOf(usedBytes: number, limitBytes: number): CacheLevel {
  if (usedBytes >= limitBytes) return 'full';
  if (usedBytes >= limitBytes * nearlyFullPart) return 'nearlyFull';
  return usedBytes >= limitBytes * roomyPart ? 'filling' : 'roomy';
}

/**
 * Whether a study stays, however full the cache is (link.md O12): it is on the desk, or still to be read, or what was
 * written about it has not arrived. What cannot be known counts as written.
 */
export function isProtected(kept: KeptStudy): boolean {
  if (kept.isOpen || kept.report === 'begun' || kept.report === 'unknown') return true;
  return kept.isAssigned && kept.report !== 'delivered';
}

/**
 * What to let go of, in order, once the limit is reached: what its archive no longer has, then what was read and
 * delivered longer ago than it is kept, then further examinations, likely ones, priors, and what was read lately; of
 * each the oldest first. As few as bring the cache below `goalPart` of the limit; fewer where nothing else may go.
 */
export function chooseEvictions(
  kept: readonly KeptStudy[],
  usedBytes: number,
  limitBytes: number,
  rule: KeepingRule = keepNothing,
): readonly StudyRef[] {
  if (usedBytes < limitBytes) return [];
  const candidates = kept.filter((one) => !isProtected(one)).sort(leastMissedFirst(rule));
  const chosen: StudyRef[] = [];
  let left = usedBytes;
  for (const { study, bytes } of candidates) {
    if (left < limitBytes * goalPart) break;
    chosen.push(study);
    left -= bytes;
  }
  return chosen;
}

const leastMissedFirst =
  (rule: KeepingRule) =>
  (one: KeptStudy, other: KeptStudy): number =>
    rankOf(one, rule) - rankOf(other, rule) ||
    one.firstSeenAt - other.firstSeenAt ||
    compareText(studyKey(one.study), studyKey(other.study));

const rankOfRole = { further: 2, likely: 3, prior: 4 } as const;

/** The lower, the less it is missed. */
function rankOf({ isGone, report, deliveredAt, role }: KeptStudy, { now, keepReadMs }: KeepingRule): number {
  if (isGone) return 0;
  if (report !== 'delivered') return rankOfRole[role ?? 'prior'];
  // A clock that was set back makes nothing old.
  return deliveredAt === undefined || now - deliveredAt >= keepReadMs ? 1 : 5;
}
