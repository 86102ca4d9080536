import type { GreyState } from './grey.ts';

/** A new grey with another window by name or number; a VOI LUT of the data gives way to it. */
export function withWindow(grey: GreyState, center: number, width: number): GreyState {
  const narrowest = grey.voiFunction === 'LINEAR' ? 1 : 0.001;
  return { ...grey, window: { center, width: Math.max(narrowest, width) }, table: undefined };
}

/**
 * To the right widens, downwards raises the centre (darker); a step is finer the narrower the window is. The function of
 * the data stays, LINEAR, SIGMOID or a table: what was made brighter is made brighter in its way.
 */
export function draggedGrey(grey: GreyState, widthSteps: number, centerSteps: number): GreyState {
  const { center, width } = grey.window;
  const step = Math.max(width / 300, 0.001);
  const [nextCenter, nextWidth] = [center + centerSteps * step, width + widthSteps * step];
  if (!grey.table) return withWindow(grey, nextCenter, nextWidth);
  return { ...grey, window: { center: nextCenter, width: Math.max(1, nextWidth) } };
}
