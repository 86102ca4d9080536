import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
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

/** One entry for whoever keeps them: of which display set, and of which way of looking at it (`lookKey`). */
export interface LeftEntry extends LeftAs {
  readonly setId: string;
  readonly look: string;
}

/**
 * How each display set was left, so that it comes back as it was, under whatever name a newer answer gives it. One that a
 * protocol looks at in two ways, in the windows of lung and of bone, is remembered in each by itself.
 */
export class RememberedViews {
  readonly #left = new Map<string, Map<string, LeftAs>>();
  /** Which display set took the place of one that a newer answer no longer has. */
  readonly #heirs = new Map<string, string>();
  /** The reader's own look of a display set that is shown in somebody else's for a while, by the box that shows it so. */
  readonly #own = new Map<object, { readonly setId: string; readonly look: ViewLook }>();

  /** How a stack was left: the image, the grey, and how it lay in its box. */
  remember({ set, imageIds, asked, grey }: BoxState, placement?: Placement, look = ''): void {
    if (set) this.#put(set.id, look, { imageId: imageIds[asked], ...this.ownOf(set.id, { grey, placement }) });
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
  rememberPlanes(setId: string, shown: Pick<ViewLook, 'grey' | 'slab'>, at: FrameOfImage | undefined, look = ''): void {
    const before = this.#entry(setId, look);
    const imageId = at ? imageIdOf(at) : before?.imageId;
    // Left out where this computer draws no slabs: it may draw them again.
    const slab = shown.slab ?? before?.slab;
    this.#put(setId, look, { ...shown, slab, imageId, placement: before?.placement });
  }

  /** How a display set that is on no screen is to look when it comes again. */
  setLook(setId: string, shown: ViewLook, look = ''): void {
    const before = this.#entry(setId, look);
    const placement = shown.placement ?? before?.placement;
    this.#put(setId, look, { imageId: before?.imageId, grey: shown.grey ?? before?.grey, placement });
  }

  /** How a display set that has not been shown yet is to begin. */
  begin({ id, frames }: DisplaySet, { index, grey, placement }: RememberedView): void {
    const item = index === undefined ? undefined : frames[index];
    this.#put(id, '', { imageId: item && imageIdOf(item), grey, placement });
  }

  /** How it was left in this way of looking at it; without one, as it was left last in any. */
  of(set: DisplaySet, look = ''): RememberedView | undefined {
    const left = look === '' ? this.#last(set.id) : this.#left.get(set.id)?.get(look);
    if (!left) return undefined;
    const index = set.frames.findIndex((item) => imageIdOf(item) === left.imageId);
    const { imageId: _, ...shown } = left;
    return { ...shown, index: index >= 0 ? index : undefined };
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

  /** All that is remembered, that which was left last at the end, and the same put back. */
  entries(): readonly LeftEntry[] {
    return [...this.#left].flatMap(([setId, ways]) => [...ways].map(([look, left]) => ({ setId, look, ...left })));
  }

  restore(left: readonly LeftEntry[]): void {
    for (const { setId, look, ...each } of left) this.#put(setId, look, each);
  }

  #entry(setId: string, look: string): LeftAs | undefined {
    return this.#left.get(this.nameNow(setId))?.get(look) ?? (look === '' ? this.#last(setId) : undefined);
  }

  #last(setId: string): LeftAs | undefined {
    return [...(this.#left.get(this.nameNow(setId))?.values() ?? [])].at(-1);
  }

  #put(setId: string, look: string, left: LeftAs): void {
    const name = this.nameNow(setId);
    const ways = this.#left.get(name) ?? new Map<string, LeftAs>();
    // The last one that was left stands last.
    ways.delete(look);
    ways.set(look, left);
    this.#left.set(name, ways);
  }
}
