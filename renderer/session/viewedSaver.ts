import type { ViewedImages } from '#shared/contract/viewedImages.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { FrameLedger } from '../imaging/frames/ledger.ts';
import { keptViewedOf, takeKeptViewed } from './keptViewed.ts';
import type { StudyOnDesk } from './studyOnDesk.ts';

/** Images are seen many a second; they are written down at this pace, in ms. */
const gatherMs = 1_000;

interface Parts {
  readonly ledger: Pick<FrameLedger, 'wasSeen' | 'shownOn' | 'recordSeenBefore' | 'subscribe'>;
  readonly studies: () => readonly StudyOnDesk[];
  /** What was kept; `failed` where nobody could say, and what is kept must not be written over. */
  readonly read: (study: StudyRef) => Promise<ViewedImages | undefined | 'failed'>;
  readonly save: (viewed: ViewedImages) => Promise<boolean>;
}

/**
 * Has what was seen of the studies on the desk kept, and takes what was seen before as it comes: whoever opens a study
 * again is not told that he has not seen it.
 */
export class ViewedSaver {
  readonly #parts: Parts;
  /** The text that is kept of each study; undefined until what was kept before is known. */
  readonly #told = new Map<string, string | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers how to end it; what is not yet written is written then. */
  begin(): () => void {
    const stop = this.#parts.ledger.subscribe(() => this.#soon());
    this.openNew();
    return () => {
      stop();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#saveAll();
    };
  }

  /** Studies may have come onto the desk. */
  openNew(): void {
    for (const study of this.#parts.studies()) {
      const key = studyKey(study.snapshot.item.study);
      if (this.#told.has(key)) continue;
      this.#told.set(key, undefined);
      void this.#takeKept(key, study);
    }
  }

  async #takeKept(key: string, study: StudyOnDesk): Promise<void> {
    const kept = await this.#parts.read(study.snapshot.item.study);
    if (kept === 'failed') {
      this.#told.delete(key);
      return;
    }
    if (kept) takeKeptViewed(kept, study, this.#parts.ledger);
    this.#told.set(key, kept ? JSON.stringify(kept) : '');
    this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.openNew();
      this.#saveAll();
    }, gatherMs);
  }

  #saveAll(): void {
    for (const study of this.#parts.studies()) {
      const key = studyKey(study.snapshot.item.study);
      const told = this.#told.get(key);
      if (told === undefined) continue;
      const viewed = keptViewedOf(study, this.#parts.ledger);
      const text = JSON.stringify(viewed);
      if (text === told || (told === '' && viewed.groups.length === 0)) continue;
      this.#told.set(key, text);
      void this.#parts.save(viewed).then((isSaved) => {
        // Said again with the next that is seen.
        if (!isSaved && this.#told.get(key) === text) this.#told.set(key, told);
      });
    }
  }
}
