import type { GreyState } from '../imaging/grey/grey.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import type { Axes } from '../imaging/plane/planeAxes.ts';
import type { Slab } from '../imaging/plane/slab.ts';

/** How an image is looked at: all that the hands set of it but which one it is. */
export interface ViewLook {
  readonly grey: GreyState | undefined;
  readonly placement: Placement | undefined;
  /** Every image in the window of its own data. Undefined, here and below: left as it is. */
  readonly greyPerImage?: boolean | undefined;
  /** How thick a plane is; `none`: one slice. */
  readonly slab?: Slab | 'none' | undefined;
  /** How the planes of the volume lie. */
  readonly axes?: Axes | undefined;
}

export function lookOf(view: ImageBoxView): ViewLook {
  const { grey, greyPerImage } = view.state();
  return {
    grey,
    placement: view.placement?.(),
    ...(view.toggleGreyPerImage && { greyPerImage: greyPerImage === true }),
    ...(view.setSlab && view.slabRefusal?.() === undefined && { slab: view.slab?.() ?? 'none' }),
    ...(view.axes && { axes: view.axes() }),
  };
}

/** Looks at it so again; what is undefined is left as it is. */
export function putLook(view: ImageBoxView, look: ViewLook): void {
  // The planes first: what stands in the middle of one is said along it.
  if (look.axes) view.setAxes?.(look.axes);
  if (look.slab) view.setSlab?.(look.slab === 'none' ? undefined : look.slab);
  if (look.placement) view.place?.(look.placement);
  putGrey(view, look);
}

function putGrey(view: ImageBoxView, { grey, greyPerImage }: ViewLook): void {
  const isPerImage = view.state().greyPerImage === true;
  if (greyPerImage !== undefined && greyPerImage !== isPerImage) view.toggleGreyPerImage?.();
  if (!grey) return;
  if (!(greyPerImage ?? isPerImage)) view.showGrey?.(grey);
  // The window is that of whichever image is shown now; what is the reader's own of it is the inversion.
  else if (view.state().grey?.inverted !== grey.inverted) view.toggleInversion();
}

/** Two looks without the parts in which they do not differ; undefined where they are the same. */
export function changedLook(
  before: ViewLook,
  after: ViewLook,
): { readonly before: ViewLook; readonly after: ViewLook } | undefined {
  const grey = !isSameGrey(before.grey, after.grey) || before.greyPerImage !== after.greyPerImage;
  const placement = !isSameData(before.placement, after.placement);
  const slab = !isSameData(before.slab, after.slab);
  const axes = before.axes !== after.axes;
  if (!grey && !placement && !slab && !axes) return undefined;
  const part = (look: ViewLook): ViewLook => ({
    grey: grey ? look.grey : undefined,
    placement: placement || axes ? look.placement : undefined,
    ...(grey && { greyPerImage: look.greyPerImage }),
    ...(slab && { slab: look.slab }),
    ...(axes && { axes: look.axes }),
  });
  return { before: part(before), after: part(after) };
}

/** Acts once the view has drawn something: before that, where it looks is not its own. */
export function whenDrawn(view: ImageBoxView, act: () => void): void {
  if (view.state().drawnVersion > 0) {
    act();
    return;
  }
  const stop = view.subscribe(() => {
    if (view.state().drawnVersion === 0) return;
    stop();
    // Not within what tells of the drawing.
    queueMicrotask(act);
  });
}

function isSameData(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A table of the data is one object for as long as its image is known. */
function isSameGrey(one: GreyState | undefined, other: GreyState | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.window.center === other.window.center &&
    one.window.width === other.window.width &&
    one.voiFunction === other.voiFunction &&
    one.inverted === other.inverted &&
    one.table === other.table
  );
}
