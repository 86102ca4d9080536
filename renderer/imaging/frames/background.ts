import { cache } from '@cornerstonejs/core';
import type { DrawnValues } from './pixelValues.ts';

/**
 * What stands in drawn values where the image has none: pixel padding (PX7), numbers that are no number, and in a volume
 * slices that are absent. No pixel of an image has this value, so whoever calculates with values leaves it out, and
 * whoever draws leaves the background black, whatever the window and the inversion.
 */
export const backgroundOf = { Int16: -32_768, Float32: Math.fround(-1e30) } as const;

/** The value that says "no image here" in this kind of array; colour has none. */
export function backgroundIn(values: DrawnValues): number | undefined {
  if (values instanceof Int16Array) return backgroundOf.Int16;
  return values instanceof Float32Array ? backgroundOf.Float32 : undefined;
}

/** Where drawing starts in an image of which part is background: at its least value; undefined where all of it is image. */
export function backgroundFloorOf(imageId: string): number | undefined {
  const image = cache.getImage(imageId) as { hasBackground?: boolean; minPixelValue: number } | undefined;
  return image?.hasBackground ? image.minPixelValue : undefined;
}
