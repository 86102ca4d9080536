import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey.ts';
import type { BoxState } from '../imaging/imageBoxView.ts';

export interface RememberedView {
  readonly index: number | undefined;
  readonly grey: GreyState | undefined;
}

interface LeftAs {
  /** The image, not its number: slices that come meanwhile may sort before it. */
  readonly imageId: string | undefined;
  readonly grey: GreyState | undefined;
}

/** How each display set was left, so that it comes back as it was, under whatever name a newer answer gives it. */
export class RememberedViews {
  readonly #left = new Map<string, LeftAs>();
  /** Which display set took the place of one that a newer answer no longer has. */
  readonly #heirs = new Map<string, string>();

  /** How a stack was left: the image and the grey. */
  remember({ set, imageIds, asked, grey }: BoxState): void {
    if (set) this.#left.set(this.#heirs.get(set.id) ?? set.id, { imageId: imageIds[asked], grey });
  }

  /** Grey and image of a display set, whichever way it was shown: stack and planes begin where the other was left. */
  rememberPlanes(setId: string, grey: GreyState | undefined, at: FrameOfImage | undefined): void {
    const id = this.#heirs.get(setId) ?? setId;
    this.#left.set(id, { imageId: at ? imageIdOf(at) : this.#left.get(id)?.imageId, grey });
  }

  of(set: DisplaySet): RememberedView | undefined {
    const left = this.#left.get(set.id);
    if (!left) return undefined;
    const index = set.frames.findIndex((item) => imageIdOf(item) === left.imageId);
    return { index: index >= 0 ? index : undefined, grey: left.grey };
  }

  inherit(old: string, heir: string): void {
    if (old === heir) return;
    this.#heirs.set(old, heir);
    const left = this.#left.get(old);
    if (left) this.#left.set(heir, left);
  }
}
