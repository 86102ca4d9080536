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
