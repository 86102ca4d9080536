import type { GreyState } from './grey.ts';

/** A new grey with another window; a VOI LUT of the data gives way to the reader's own. */
export function withWindow(grey: GreyState, center: number, width: number): GreyState {
  const narrowest = grey.voiFunction === 'LINEAR' ? 1 : 0.001;
  return { ...grey, window: { center, width: Math.max(narrowest, width) }, table: undefined };
}

/** To the right widens, downwards raises the centre (darker); a step is finer the narrower the window is. */
export function draggedGrey(grey: GreyState, widthSteps: number, centerSteps: number): GreyState {
  const { center, width } = grey.window;
  const step = Math.max(width / 300, 0.001);
  return withWindow(grey, center + centerSteps * step, width + widthSteps * step);
}
