import type { Types } from '@cornerstonejs/core';

/** Without a graphics card Cornerstone keeps a grey for every value between the least and the greatest: a byte each. */
const widestRange = 2 ** 26;

/**
 * Whether the processor has no table of greys for an image: making it would be a RangeError in the middle of a drawing,
 * and every later image would be drawn with what that left behind.
 */
export function isTooWideForProcessor({
  color,
  minPixelValue,
  maxPixelValue,
}: Pick<Types.IImage, 'color' | 'minPixelValue' | 'maxPixelValue'>): boolean {
  // Written so that a range that is no number is too wide.
  return !color && !(maxPixelValue - Math.min(0, minPixelValue) <= widestRange);
}
