import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { BoxState } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import type { ViewLook } from './viewLook.ts';

export interface RememberedView extends ViewLook {
  readonly index: number | undefined;
}

/** How a display set was left. */
export interface LeftAs extends ViewLook {
  /** The image, not its number: slices that come meanwhile may sort before it. */
  readonly imageId: string | undefined;
}

/** How each display set was left, so that it comes back as it was, under whatever name a newer answer gives it. */
export class RememberedViews {
  readonly #left = new Map<string, LeftAs>();
  /** Which display set took the place of one that a newer answer no longer has. */
  readonly #heirs = new Map<string, string>();
  /** The reader's own look of a display set that is shown in somebody else's for a while, by the box that shows it so. */
  readonly #own = new Map<object, { readonly setId: string; readonly look: ViewLook }>();

  /** How a stack was left: the image, the grey, and how it lay in its box. */
  remember({ set, imageIds, asked, grey }: BoxState, placement?: Placement): void {
    if (set)
      this.#left.set(this.nameNow(set.id), { imageId: imageIds[asked], ...this.ownOf(set.id, { grey, placement }) });
  }

  /** While a box shows a display set as a presentation state says, `own` is how it was before; undefined: it is so again. */
  lendLook(box: object, setId: string, own: ViewLook | undefined): void {
    if (own) this.#own.set(box, { setId, look: own });
    else this.#own.delete(box);
  }

  /** The reader's own look of a display set, whatever it is shown in now, and whatever a newer answer calls it. */
  ownOf(setId: string, shown: ViewLook): ViewLook {
    const name = this.nameNow(setId);
    const lent = [...this.#own.values()].find((one) => this.nameNow(one.setId) === name);
    return lent?.look ?? shown;
  }

  /** Grey and image of a display set, whichever way it was shown: stack and planes begin where the other was left. */
  rememberPlanes(setId: string, grey: GreyState | undefined, at: FrameOfImage | undefined): void {
    const id = this.nameNow(setId);
    const before = this.#left.get(id);
    this.#left.set(id, { imageId: at ? imageIdOf(at) : before?.imageId, grey, placement: before?.placement });
  }

  /** How a display set that is on no screen is to look when it comes again. */
  setLook(setId: string, look: ViewLook): void {
    const id = this.nameNow(setId);
    const before = this.#left.get(id);
    const placement = look.placement ?? before?.placement;
    this.#left.set(id, { imageId: before?.imageId, grey: look.grey ?? before?.grey, placement });
  }

  /** How a display set that has not been shown yet is to begin. */
  begin({ id, frames }: DisplaySet, { index, grey, placement }: RememberedView): void {
    const item = index === undefined ? undefined : frames[index];
    this.#left.set(id, { imageId: item && imageIdOf(item), grey, placement });
  }

  of(set: DisplaySet): RememberedView | undefined {
    const left = this.#left.get(set.id);
    if (!left) return undefined;
    const index = set.frames.findIndex((item) => imageIdOf(item) === left.imageId);
    return { index: index >= 0 ? index : undefined, grey: left.grey, placement: left.placement };
  }

  /**
   * A newer answer has other names: what is remembered goes to the heirs. `live`: every display set that there is now, of
   * any study; such a name stands for itself, whatever it was once called.
   */
  inherit(heirs: ReadonlyMap<string, string>, live: readonly string[]): void {
    for (const [old, heir] of heirs) {
      if (old === heir) continue;
      this.#heirs.set(old, heir);
      const left = this.#left.get(old);
      if (left) this.#left.set(heir, left);
    }
    // An heir is live when it becomes one, so that what follows names from one to the next always comes to an end.
    for (const setId of live) this.#heirs.delete(setId);
  }

  /** What a display set is called now that was called so once, however often it has been renamed. */
  nameNow(setId: string): string {
    let name = setId;
    for (let heir = this.#heirs.get(name); heir !== undefined; heir = this.#heirs.get(name)) name = heir;
    return name;
  }

  /** All that is remembered, and the same put back; by display set. */
  entries(): ReadonlyMap<string, LeftAs> {
    return this.#left;
  }

  restore(left: ReadonlyMap<string, LeftAs>): void {
    for (const [setId, each] of left) this.#left.set(setId, each);
  }
}
