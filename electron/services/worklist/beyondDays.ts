import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { ArchiveSource } from './archiveSource.ts';

/** What an archive has that a search by date does not name. */
export interface Beyond {
  /** Studies without a date: no range matches them (PS3.4 C.2.2.2.5), and nobody would ever see them. */
  readonly undated: readonly DicomDataset[];
  /** There are studies of days before those that are asked for. */
  readonly holdsOlder: boolean;
  /** The archive named all that it has: an undated study that is not among them is gone. */
  readonly isWhole: boolean;
  /** Asked just now; false when it is what was answered before. */
  readonly isFresh: boolean;
  /** Why it could not be asked just now. */
  readonly failure?: Failure | undefined;
}

/** As many as a slow line carries without being felt; small archives have no more, and theirs are seen whole. */
const atMost = 200;
/** Shorter than the page of any archive that caps its pages: such an answer is all there is. */
const surelyWhole = 50;
const everyMs = 30 * 60_000;
const nothing: Beyond = { undated: [], holdsOlder: false, isWhole: false, isFresh: false };

/** Asks each archive now and then for some of its studies without a date. */
export class BeyondDays {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #answers = new Map<ArchiveId, Beyond & { readonly askedAtMs: number }>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /** `firstDay`: where the list begins, DA text; without one a search leaves nothing out. */
  async ask(source: ArchiveSource, firstDay: string | undefined, signal: AbortSignal): Promise<Beyond> {
    if (firstDay === undefined) return { ...nothing, isWhole: true };
    const now = this.#clock.monotonicMs();
    const known = this.#answers.get(source.archiveId);
    if (known && now - known.askedAtMs < everyMs) return { ...known, isFresh: false };
    const found = await source.client.searchStudies({ atMost }, { lane: 'background', signal });
    const answer = found.ok ? beyondOf(found.value, firstDay) : { ...(known ?? nothing), isWhole: false };
    this.#answers.set(source.archiveId, { ...answer, askedAtMs: now });
    return found.ok ? answer : { ...answer, isFresh: false, failure: found.failure };
  }

  holdsOlder(archiveId: ArchiveId): boolean {
    return this.#answers.get(archiveId)?.holdsOlder ?? false;
  }

  /** The archive is asked by another rule from now on, or not any more. */
  forget(archiveId: ArchiveId): void {
    this.#answers.delete(archiveId);
  }
}

function beyondOf(found: readonly DicomDataset[], firstDay: string): Beyond {
  const dateOf = (answer: DicomDataset) => textOf(answer, 'StudyDate')?.trim() ?? '';
  return {
    undated: found.filter((answer) => dateOf(answer) === ''),
    holdsOlder: found.some((answer) => dateOf(answer) !== '' && dateOf(answer) < firstDay),
    isWhole: found.length < surelyWhole,
    isFresh: true,
  };
}
