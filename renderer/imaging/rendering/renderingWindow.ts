import type { Window } from '#shared/dicom/presentationValues.ts';
import { pointsOf, type RenderingPreset } from './renderingPresets.ts';

/** A pixel of a drag moves by so much of the width, as in images; and never nearer than one value. */
const sharePerPixel = 1 / 250;
const narrowest = 1;

/**
 * The window in space: from the value at which something begins to be seen to the one at which it is seen most of all
 * there, so that its lower edge is the threshold.
 */
export function windowOfPreset(preset: RenderingPreset, dataWindow: Window | undefined): Window {
  const { opacity } = pointsOf(preset, dataWindow);
  const first = Math.max(0, opacity.findIndex(([, part]) => part > 0) - 1);
  const most = Math.max(...opacity.map(([, part]) => part));
  const full = opacity.findIndex(([, part]) => part >= most * 0.7);
  const low = opacity[first]?.[0] ?? 0;
  const high = Math.max(low + narrowest, opacity[Math.max(full, first + 1)]?.[0] ?? low + narrowest);
  return { center: (low + high) / 2, width: high - low };
}

/** The value at which something begins to be seen. */
export function thresholdOf({ center, width }: Window): number {
  return center - width / 2;
}

/** As a drag in an image does: across wider, down to higher values. */
export function draggedWindow({ center, width }: Window, across: number, down: number): Window {
  const step = Math.max(narrowest, width * sharePerPixel);
  return { center: center + down * step, width: Math.max(narrowest, width + across * step) };
}

/** The points of a preset, moved and stretched as its window was. */
export function pointsThrough(preset: RenderingPreset, window: Window, dataWindow: Window | undefined) {
  const own = windowOfPreset(preset, dataWindow);
  const moved = (value: number) => thresholdOf(window) + ((value - thresholdOf(own)) / own.width) * window.width;
  const { opacity, colour } = pointsOf(preset, dataWindow);
  return {
    opacity: opacity.map(([value, part]) => [moved(value), part] as const),
    colour: colour.map(([value, ...rgb]) => [moved(value), ...rgb] as const),
  };
}
