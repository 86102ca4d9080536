import { cache, type Types } from '@cornerstonejs/core';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { middleOf } from '#shared/dicom/middleOfStack.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { windowOfUptake } from '#shared/dicom/uptake.ts';
import { imageIdOf, isColour } from '../frames/frameCatalogue.ts';
import type { DrawnValues } from '../frames/pixelValues.ts';
import type { BoxState } from '../imageBoxView.ts';
import { windowOfData, windowOfImages, windowOfOneValue, windowOfValues } from './defaultWindow.ts';
import { withWindow } from './dragWindow.ts';
import { type GreyState, spanOfTable } from './grey.ts';
import { greyChoicesOf } from './greyChoices.ts';

/**
 * The grey a display set starts with: the window of its middle frame, whose end slices are often odd, else a robust
 * range of the image in memory. Undefined for colour, and while no image is there that has anything to see.
 */
export function defaultGreyOf(set: DisplaySet, imageId: string | undefined): GreyState | undefined {
  const middle = set.frames[middleOf(set.frames.length)];
  if (!middle || isColour(middle.image)) return undefined;
  const uptake = defaultUptakeGreyOf(set);
  if (uptake) return uptake;
  const inverted = middle.image.invertedByNature;
  const { voiFunction } = middle.frame;
  const asked = windowOfData(middle);
  const table = middle.image.voiTables[0];
  if (asked) return { window: asked, voiFunction, inverted, table: undefined };
  if (table) return { window: spanOfTable(table), voiFunction, inverted, table };
  const image = imageId === undefined ? undefined : cache.getImage(imageId);
  if (!image) return undefined;
  const range = { min: image.minPixelValue, max: image.maxPixelValue };
  if (range.min === range.max) {
    // An image of one value says nothing of the others: they choose the window, whichever of them comes first.
    if (set.frames.length > 1) return undefined;
    return { window: windowOfOneValue(range.min, inverted), voiFunction: 'LINEAR_EXACT', inverted, table: undefined };
  }
  const window = windowOfValues(image.getPixelData() as DrawnValues, range);
  return { window, voiFunction: 'LINEAR_EXACT', inverted, table: undefined };
}

/** PET begins in SUV, from 0 to 7, hot as black: not with what its raw values happen to be (E3). */
function defaultUptakeGreyOf(set: DisplaySet): GreyState | undefined {
  const window = windowOfUptake(set, 0, 7);
  return window && { window, voiFunction: 'LINEAR_EXACT', inverted: true, table: undefined };
}

/** Whether black and white are exchanged by the reader: not by the image that is drawn, nor, in SUV, by custom. */
export function invertedByReader({ set, drawn, grey }: Pick<BoxState, 'set' | 'drawn' | 'grey'>): boolean {
  const image = drawn?.item.image ?? set?.frames[0]?.image;
  const byCustom = set && defaultUptakeGreyOf(set)?.inverted;
  return grey !== undefined && grey.inverted !== (byCustom ?? image?.invertedByNature ?? false);
}

/** The grey of one image by itself, inverted as the reader has it; undefined for colour, and while it is not in memory. */
export function greyOfImage(item: FrameOfImage, shown: GreyState | undefined): GreyState | undefined {
  const [asked] = greyChoicesOf(item);
  const image = cache.getImage(imageIdOf(item));
  const inverted = shown?.inverted ?? item.image.invertedByNature;
  if (asked) return { ...asked.grey, inverted };
  if (!image || isColour(item.image)) return undefined;
  const range = { min: image.minPixelValue, max: image.maxPixelValue };
  const window =
    range.min === range.max
      ? windowOfOneValue(range.min, inverted)
      : windowOfValues(image.getPixelData() as DrawnValues, range);
  return { window, voiFunction: 'LINEAR_EXACT', inverted, table: undefined };
}

/** Whether the data leave it to us to choose a window. */
export function isWindowOurs(set: DisplaySet): boolean {
  const middle = set.frames[middleOf(set.frames.length)];
  return (
    middle !== undefined &&
    !isColour(middle.image) &&
    !windowOfData(middle) &&
    !defaultUptakeGreyOf(set) &&
    middle.image.voiTables.length === 0
  );
}

/** The robust range of a series whose images are all in memory: every image counts, none alone decides (PX6). */
export function greyOfWholeSeries(set: DisplaySet): GreyState | undefined {
  const [first] = set.frames;
  const images = set.frames.map((item) => cache.getImage(imageIdOf(item)));
  const varied = images.filter((image) => image !== undefined && image.minPixelValue < image.maxPixelValue);
  if (!first || images.includes(undefined) || varied.length === 0) return undefined;
  const window = windowOfImages(
    varied.map((image) => ({
      values: (image as Types.IImage).getPixelData() as DrawnValues,
      range: { min: (image as Types.IImage).minPixelValue, max: (image as Types.IImage).maxPixelValue },
    })),
  );
  return { window, voiFunction: 'LINEAR_EXACT', inverted: first.image.invertedByNature, table: undefined };
}

/** The grey with a window that the reader chose, also before any image has come to choose one by; undefined for colour. */
export function greyWithWindow(set: DisplaySet, grey: GreyState | undefined, window: Window): GreyState | undefined {
  const middle = set.frames[middleOf(set.frames.length)];
  if (!middle || isColour(middle.image)) return undefined;
  const { voiFunction } = middle.frame;
  const plain = { window, voiFunction, inverted: middle.image.invertedByNature, table: undefined };
  return withWindow(grey ?? plain, window.center, window.width);
}
