import type { InitialLook } from '../protocol.ts';
import type { ShownWindow } from './layoutOnScreen.ts';

/** A window by name, in the unit in which its numbers hold. */
export interface WindowPreset {
  readonly name: string;
  readonly unit: 'HU' | 'SUV';
  readonly ww: number;
  readonly wc: number;
}

/** A window this near to a preset, by the preset's own width, was meant to be it. */
const near = 0.1;

/**
 * A window as it is remembered: by the name of the preset that it lies within a tenth of, else by its numbers. Numbers
 * of one scan alone are not: `undefined`.
 */
export function keptWindow(shown: ShownWindow, presets: readonly WindowPreset[]): InitialLook['voi'] {
  if ('preset' in shown) return shown.preset;
  if (shown.unit === 'data') return undefined;
  const [nearest] = presets
    .filter(({ unit }) => unit === shown.unit)
    .map((preset) => ({ preset, distance: distanceOf(shown, preset) }))
    .filter(({ distance }) => distance <= near)
    .sort((one, other) => one.distance - other.distance);
  return nearest ? nearest.preset.name : { ww: shown.ww, wc: shown.wc };
}

function distanceOf({ ww, wc }: { ww: number; wc: number }, preset: WindowPreset): number {
  return Math.max(Math.abs(ww - preset.ww), Math.abs(wc - preset.wc)) / preset.ww;
}
