import type { GreyState } from '../imaging/grey.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement.ts';

/** How an image is looked at: all that the hands set of it but which one it is. */
export interface ViewLook {
  readonly grey: GreyState | undefined;
  readonly placement: Placement | undefined;
}

export function lookOf(view: ImageBoxView): ViewLook {
  return { grey: view.state().grey, placement: view.placement?.() };
}

export function putLook(view: ImageBoxView, { grey, placement }: ViewLook): void {
  if (placement) view.place?.(placement);
  if (grey) view.showGrey?.(grey);
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

export function isSameLook(one: ViewLook, other: ViewLook): boolean {
  return isSameGrey(one.grey, other.grey) && JSON.stringify(one.placement) === JSON.stringify(other.placement);
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
