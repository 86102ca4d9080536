import { assertNever } from '../base/assertNever.ts';
import { type LookupTable, lookUp } from './lookupTable.ts';

export type VOILUTFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** A window in modality values (HU for CT). */
export interface Window {
  readonly center: number;
  readonly width: number;
  readonly explanation?: string | undefined;
}

export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  readonly type?: string | undefined;
}

/** Beyond these a value is no measurement: nothing can be drawn of it, or all of it is drawn as one grey. */
const largestValue = 1e12;
const smallestSlope = 1e-20;

/** Whether every stored value of so many bits becomes a number that can be true; of floating samples (0 bits) the slope counts. */
export function isSaneRescale(slope: number, intercept: number, bitsStored: number): boolean {
  return Math.abs(slope) >= smallestSlope && isSaneValue(slope * 2 ** bitsStored) && isSaneValue(intercept);
}

/** Whether a value can be drawn at all; of floating samples the greatest number there is commonly stands for no data. */
export function isSaneValue(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= largestValue;
}

/** How stored bits become a number (PS3.5 8.1.1): the bits below BitsStored, signed or not; the rest is no pixel (SF11). */
export interface StoredForm {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Masks and signs one stored word. Overlay bits above HighBit, and padding below, are cut off. */
export function storedValue(word: number, form: StoredForm): number {
  const shift = form.highBit + 1 - form.bitsStored;
  const span = 2 ** form.bitsStored;
  const masked = Math.floor((word < 0 ? word + 2 ** 32 : word) / 2 ** shift) % span;
  return form.signed && masked >= span / 2 ? masked - span : masked;
}

export function modalityValue(stored: number, rescale: Rescale, table?: LookupTable): number {
  return table ? lookUp(table, stored) : stored * rescale.slope + rescale.intercept;
}

/** The values between which a window rises from black to white (not defined for SIGMOID, which never ends). */
export function windowEdges(
  window: Window,
  voiFunction: VOILUTFunction,
): { readonly low: number; readonly high: number } {
  if (voiFunction !== 'LINEAR') {
    return { low: window.center - window.width / 2, high: window.center + window.width / 2 };
  }
  const half = (window.width - 1) / 2;
  return { low: window.center - 0.5 - half, high: window.center - 0.5 + half };
}

/** The brightness, 0 to 1, of a modality value through a window (PS3.3 C.11.2.1.2 and .3). */
export function windowed(value: number, window: Window, voiFunction: VOILUTFunction): number {
  const { center, width } = window;
  switch (voiFunction) {
    case 'LINEAR':
      if (width <= 1) return value <= center - 0.5 ? 0 : 1;
      return clamp((value - (center - 0.5)) / (width - 1) + 0.5);
    case 'LINEAR_EXACT':
      return clamp((value - center) / width + 0.5);
    case 'SIGMOID':
      return 1 / (1 + Math.exp((-4 * (value - center)) / width));
    default:
      return assertNever(voiFunction);
  }
}

/**
 * The oracle of grey: the canvas grey, 0 to 255, that a modality value must be drawn with.
 * `inverted` is the one boolean that holds MONOCHROME1, the presentation state and the reader's own key (PX5).
 */
export function expectedGrey(value: number, window: Window, voiFunction: VOILUTFunction, inverted: boolean): number {
  const brightness = windowed(value, window, voiFunction);
  return Math.round(255 * (inverted ? 1 - brightness : brightness));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
