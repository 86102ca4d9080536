import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { type BoxContent, byHand, renamedContent } from './arrangement.ts';
import type { ReadingStore } from './readingState.ts';
import type { RememberedViews } from './rememberedViews.ts';

interface Held {
  readonly box: number;
  readonly content: BoxContent;
}

interface Parts {
  readonly store: ReadingStore;
  readonly remembered: RememberedViews;
  readonly setOf: (setId: string) => DisplaySet | undefined;
  readonly counterpartOf: (setId: string) => string | undefined;
  readonly viewOf: (setId: string) => ImageBoxView | undefined;
  /** Which image of a display set lies where a view is; undefined where nothing says so. */
  readonly matchingIndex: (view: ImageBoxView, other: DisplaySet) => number | undefined;
  /** Asks for the earlier study where none is on the desk yet, without hanging it. */
  readonly askPrior: () => void;
}

/**
 * The other study in place of this one for as long as a key is held: the eye stays where it is, and what has changed
 * moves. It is no change of what is hung: nothing is noted, and all is as it was when the key is let go.
 */
export class HeldSwap {
  readonly #parts: Parts;
  #held: Held | undefined;
  /** The key is held, and the other study is on its way. */
  #stopWaiting: (() => void) | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Whether the active box shows something that has a match in another study. */
  canBegin(): boolean {
    return this.#swapped() !== undefined;
  }

  /** Where the other study is not on the desk yet it is asked for, and stands in place as soon as it is here. */
  begin(): void {
    if (this.#held || this.#stopWaiting) return;
    if (this.canBegin()) {
      this.#begin();
      return;
    }
    this.#stopWaiting = this.#parts.store.subscribe(({ studies }, before) => {
      if (studies === before.studies || !this.canBegin()) return;
      this.#waitNoMore();
      this.#begin();
    });
    this.#parts.askPrior();
  }

  #waitNoMore(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
  }

  #begin(): void {
    const swapped = this.#swapped();
    if (!swapped) return;
    const { arrangement, active } = this.#parts.store.getState();
    const content = arrangement.boxes[active];
    if (!content) return;
    this.#lendLook(content.setId, swapped.setId);
    this.#held = { box: active, content };
    this.#put(active, swapped);
  }

  end(): void {
    this.#waitNoMore();
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    this.#put(held.box, this.#contentNow(held));
  }

  /** What hangs when no key is held. */
  atRest<Boxes extends readonly (BoxContent | undefined)[]>(boxes: Boxes): readonly (BoxContent | undefined)[] {
    const held = this.#held;
    return held ? boxes.map((content, box) => (box === held.box ? this.#contentNow(held) : content)) : boxes;
  }

  /** What hung before, under the names that a newer answer may have given it meanwhile; undefined where it is no more. */
  #contentNow({ content }: Held): BoxContent | undefined {
    const { remembered, setOf } = this.#parts;
    return renamedContent(content, (setId) => {
      const name = remembered.nameNow(setId);
      return setOf(name) && name;
    });
  }

  #swapped(): BoxContent | undefined {
    const { arrangement, active } = this.#parts.store.getState();
    const swapped = renamedContent(arrangement.boxes[active], (setId) => this.#parts.counterpartOf(setId));
    // In the look that it is lent, and not in that which a protocol has for whoever comes first.
    return swapped && byHand(swapped);
  }

  #put(box: number, content: BoxContent | undefined): void {
    const { arrangement } = this.#parts.store.getState();
    const boxes = arrangement.boxes.map((hung, place) => (place === box ? content : hung));
    this.#parts.store.setState({ arrangement: { ...arrangement, boxes } });
  }

  /**
   * The matching place: by what joins the two bodies (H1), else where another box shows it, else as it was left, else as
   * far through its stack as this one is.
   * The same grey where values mean the same (Hounsfield units), and the same piece of the image.
   */
  #lendLook(setId: string, otherId: string): void {
    const { remembered, setOf, viewOf, matchingIndex } = this.#parts;
    const [set, other] = [setOf(setId), setOf(otherId)];
    const shown = viewOf(setId);
    const beside = viewOf(otherId);
    if (!set || !other || !shown) return;
    if (beside) remembered.remember(beside.state(), beside.placement?.());
    const matching = matchingIndex(shown, other);
    if (beside && matching === undefined) return;
    const left = remembered.of(other);
    const { asked, count, grey } = shown.state();
    const share = count > 1 ? asked / (count - 1) : 0;
    const index = matching ?? left?.index ?? Math.round(share * (other.frames.length - 1));
    remembered.begin(other, {
      index,
      grey: left?.grey ?? (set.modality === 'CT' && other.modality === 'CT' ? grey : undefined),
      placement: left?.placement ?? shown.placement?.(),
    });
  }
}
