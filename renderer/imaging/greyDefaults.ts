import { cache } from '@cornerstonejs/core';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { middleOf } from '#shared/dicom/middleOfStack.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { windowOfData, windowOfOneValue, windowOfValues } from './defaultWindow.ts';
import { withWindow } from './dragWindow.ts';
import { isColour } from './frameCatalogue.ts';
import type { GreyState } from './grey.ts';
import type { DrawnValues } from './pixelValues.ts';

/**
 * The grey a display set starts with: the window of its middle frame, whose end slices are often odd, else a robust
 * range of the image in memory. Undefined for colour, and while no image is there that has anything to see.
 */
export function defaultGreyOf(set: DisplaySet, imageId: string | undefined): GreyState | undefined {
  const middle = set.frames[middleOf(set.frames.length)];
  if (!middle || isColour(middle.image)) return undefined;
  const inverted = middle.image.invertedByNature;
  const { voiFunction } = middle.frame;
  const asked = windowOfData(middle);
  const table = middle.image.voiTables[0];
  if (asked) return { window: asked, voiFunction, inverted, table: undefined };
  const image = imageId === undefined ? undefined : cache.getImage(imageId);
  if (!image) return undefined;
  const range = { min: image.minPixelValue, max: image.maxPixelValue };
  if (range.min === range.max) {
    // An image of one value says nothing of the others: they choose the window, whichever of them comes first.
    if (set.frames.length > 1) return undefined;
    return { window: windowOfOneValue(range.min, inverted), voiFunction: 'LINEAR_EXACT', inverted, table: undefined };
  }
  const window = windowOfValues(image.getPixelData() as DrawnValues, range);
  return { window, voiFunction: 'LINEAR_EXACT', inverted, table };
}

/** The grey with a window that the reader chose, also before any image has come to choose one by; undefined for colour. */
export function greyWithWindow(set: DisplaySet, grey: GreyState | undefined, window: Window): GreyState | undefined {
  const middle = set.frames[middleOf(set.frames.length)];
  if (!middle || isColour(middle.image)) return undefined;
  const { voiFunction } = middle.frame;
  const plain = { window, voiFunction, inverted: middle.image.invertedByNature, table: undefined };
  return withWindow(grey ?? plain, window.center, window.width);
}
