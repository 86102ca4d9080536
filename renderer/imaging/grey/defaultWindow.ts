import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { DrawnValues } from '../frames/pixelValues.ts';

/** The window the data ask for; undefined when they ask for none. */
export function windowOfData({ frame }: FrameOfImage): Window | undefined {
  return frame.windows[0];
}

/** How many values are looked at: enough for percentiles, few enough to cost nothing. */
const samples = 40_000;

/**
 * A window for data without one: from the 1st to the 99.5th percentile of the values inside the range that excludes
 * padding, so that one hot pixel or a black border does not set the contrast (PX6).
 */
export function windowOfValues(values: DrawnValues, range: ValueRange): Window {
  return windowOfImages([{ values, range }]);
}

interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** The same over many images; each is looked at inside the range that leaves its own padding out. */
export function windowOfImages(
  images: readonly { readonly values: DrawnValues; readonly range: ValueRange }[],
): Window {
  const looked: number[] = [];
  for (const { values, range } of images) {
    const step = Math.max(1, Math.floor((values.length * images.length) / samples));
    for (let index = 0; index < values.length; index += step) {
      const value = values[index] ?? 0;
      if (value >= range.min && value <= range.max) looked.push(value);
    }
  }
  looked.sort((a, b) => a - b);
  const at = (share: number) => looked[Math.min(looked.length - 1, Math.floor(looked.length * share))] ?? 0;
  const [low, high] = [at(0.01), at(0.995)];
  const min = Math.min(...images.map(({ range }) => range.min));
  const max = Math.max(...images.map(({ range }) => range.max));
  // Fractions may all lie within one: a map of diffusion in mm²/s has nothing above 0.003 (PX11).
  const least = images.some(({ values }) => values instanceof Float32Array) ? 0 : 1;
  // Nearly all alike: what differs is what there is to see.
  if (low === high) return { center: (min + max) / 2, width: Math.max(least, max - min) || 1 };
  return { center: (low + high) / 2, width: Math.max(least, high - low) };
}

/**
 * A window (LINEAR_EXACT) for an image of one value: it stands at the dark end, so that nothing looks like an image.
 * `inverted`: high values are dark.
 */
export function windowOfOneValue(value: number, inverted: boolean): Window {
  return { center: inverted ? value - 0.5 : value + 0.5, width: 1 };
}

/** The value of every pixel; undefined when two differ, and for colour that is not grey. */
export function oneValueOf(values: DrawnValues): number | undefined {
  const [first] = values;
  for (let index = 1; index < values.length; index += 1) if (values[index] !== first) return undefined;
  return first;
}
