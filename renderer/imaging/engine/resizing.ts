import type { Types } from '@cornerstonejs/core';

/** As much of the library's engine as says whether a drawing is due; private there, and undefined once it is renamed. */
interface MayBeDrawing {
  /** The engine proper: what is made by its name hands on to it. */
  readonly _implementation?: { readonly _animationFrameSet?: boolean };
}

/** Whether a drawing waits for the next frame of the screen. */
export function isDrawingDue(engine: object): boolean {
  return (engine as MayBeDrawing)._implementation?._animationFrameSet === true;
}

/**
 * Acts as soon as no drawing is due. Cornerstone passes over a change of size while one is, draws into the new size with
 * the camera of the old, and never comes back to it: the fit of every box would be that of another. Asked now, and, while
 * one is due, alternately after it and with the next frame.
 */
export function whenNothingIsDue(isDue: () => boolean, act: () => void): void {
  if (!isDue()) act();
  else setTimeout(() => (isDue() ? requestAnimationFrame(() => whenNothingIsDue(isDue, act)) : act()));
}

/** What is asked of a box of the library whose size may change. */
type Resized = Pick<Types.IViewport, 'element' | 'canvas' | 'sWidth' | 'sHeight' | 'render'> &
  Partial<Pick<Types.IStackViewport, 'getZoom' | 'setZoom'>>;

/** Boxes that were not to be seen when sizes were last looked at: what was asked of them since was not drawn. */
const unseen = new WeakSet<object>();

/**
 * Remembers the enlargement of a box and answers what restores it, and draws it where it has another size by then.
 * Cornerstone keeps the millimetres on the screen instead: a box made narrower would cut what it showed whole, and 1.00
 * would no longer be the fit. A box that has kept its size is let alone: drawing it costs what drawing costs. `always`: the
 * sizes that the library keeps say nothing, as where the processor draws.
 */
export function keepZoom(viewport: Resized, always = false): () => void {
  const before = sizeOf(viewport);
  const zoom = viewport.getZoom?.();
  return () => {
    const { clientWidth, clientHeight } = viewport.element;
    if (clientWidth === 0 || clientHeight === 0) {
      unseen.add(viewport);
      return;
    }
    const isDue = unseen.delete(viewport) || always || sizeOf(viewport) !== before;
    if (!isDue) return;
    if (zoom !== undefined && Number.isFinite(zoom) && zoom > 0) viewport.setZoom?.(zoom);
    viewport.render();
  };
}

/** As it is to be drawn on the graphics card, and as the processor has it. */
function sizeOf({ sWidth, sHeight, canvas }: Resized): string {
  return [sWidth, sHeight, canvas.width, canvas.height].join(' ');
}
