import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ShownFrame } from '#shared/prefetch/planPrefetch.ts';
import type { IndexedSeries } from './studyIndex.ts';

interface OpenStudy {
  readonly study: StudyRef;
  /** An earlier study beside the one that is read. */
  beside: boolean;
  shown: FrameKey | undefined;
  direction: 1 | -1 | undefined;
  /** When another frame was shown last, and the one before that; monotonic. */
  shownAtMs: number;
  steppedWithinMs: number;
}

/** Frames shown so soon after one another are scrolled through, and for so long after the last of them. */
const scrollStepMs = 400;
export const scrollEndsMs = 1_000;

/** The studies on the desk, where the reader looks in each, and those that were left unfinished. */
export class OpenDesk {
  readonly #seriesOf: (study: StudyRef) => ReadonlyMap<string, IndexedSeries>;
  readonly #monotonicMs: () => number;
  readonly #open = new Map<string, OpenStudy>();
  readonly #putAside = new Set<string>();

  constructor(seriesOf: (study: StudyRef) => ReadonlyMap<string, IndexedSeries>, monotonicMs: () => number) {
    this.#seriesOf = seriesOf;
    this.#monotonicMs = monotonicMs;
  }

  open(study: StudyRef, beside?: boolean): void {
    const id = studyKey(study);
    // Asked for again while it is open, as after every change: where the reader looks stays known.
    const before = this.#open.get(id);
    if (before && beside !== undefined) before.beside = beside;
    this.#open.delete(id);
    this.#open.set(
      id,
      before ?? {
        study,
        beside: beside ?? false,
        shown: undefined,
        direction: undefined,
        shownAtMs: 0,
        steppedWithinMs: Number.POSITIVE_INFINITY,
      },
    );
    this.#putAside.delete(id);
  }

  /** True when it was open. */
  close(study: StudyRef, isComplete: boolean): boolean {
    const wasOpen = this.#open.delete(studyKey(study));
    if (wasOpen && !isComplete) this.#putAside.add(studyKey(study));
    return wasOpen;
  }

  isOpen(study: StudyRef): boolean {
    return this.#open.has(studyKey(study));
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** The reader had it open, and closed it before it was whole. */
  isPutAside(study: StudyRef): boolean {
    return this.#putAside.has(studyKey(study));
  }

  /** False of a study that is not open. */
  noteShown(key: FrameKey): boolean {
    const open = this.#open.get(studyKey(key));
    if (!open) return false;
    const step = open.shown ? this.#stepFrom(open.shown, key) : 0;
    if (step !== 0) {
      open.direction = step > 0 ? 1 : -1;
      open.steppedWithinMs = this.#monotonicMs() - open.shownAtMs;
      open.shownAtMs = this.#monotonicMs();
    } else if (open.shown && open.shown.seriesInstanceUID !== key.seriesInstanceUID) open.direction = undefined;
    open.shown = key;
    return true;
  }

  /** The reader is scrolling through a study. */
  get isScrolling(): boolean {
    return [...this.#open.values()].some((one) => this.#isScrolling(one));
  }

  /** The latest opened first; what is only beside comes after what is read. */
  list(): readonly { readonly study: StudyRef; readonly shown?: ShownFrame }[] {
    const latestFirst = [...this.#open.values()].reverse();
    const inOrder = [...latestFirst.filter((open) => !open.beside), ...latestFirst.filter((open) => open.beside)];
    return inOrder.map((open) => {
      const { study, shown, direction } = open;
      if (!shown) return { study };
      const { sopInstanceUID, frameNumber } = shown;
      const isScrolling = this.#isScrolling(open);
      return { study, shown: { sopInstanceUID, frameNumber, isScrolling, ...(direction && { direction }) } };
    });
  }

  #isScrolling({ direction, steppedWithinMs, shownAtMs }: OpenStudy): boolean {
    if (direction === undefined || steppedWithinMs > scrollStepMs) return false;
    return this.#monotonicMs() - shownAtMs < scrollEndsMs;
  }

  /** How far, in positions of their series; 0 where that says nothing about a direction. */
  #stepFrom(before: FrameKey, key: FrameKey): number {
    if (before.seriesInstanceUID !== key.seriesInstanceUID) return 0;
    if (before.sopInstanceUID === key.sopInstanceUID) return key.frameNumber - before.frameNumber;
    const instances = this.#seriesOf(key).get(key.seriesInstanceUID)?.instances ?? [];
    const position = (uid: string) => instances.findIndex(({ sopInstanceUID }) => sopInstanceUID === uid);
    return position(key.sopInstanceUID) - position(before.sopInstanceUID);
  }
}
