import { cache } from '@cornerstonejs/core';
import { findCollimation } from '#shared/dicom/collimation.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import type { Shutter } from '#shared/dicom/shutter.ts';
import type { DrawnFrame } from '../imageBoxView.ts';

const radiographs = new Set(['CR', 'DX', 'RG', 'DR', 'IO', 'PX']);

/** Whether an image is one whose collimated border may be shown white, and nothing in its data covers that. */
export function mayHaveBorder({ modality, layout, shutter }: ImageDescription): boolean {
  return radiographs.has(modality) && layout.samplesPerPixel === 1 && shutter === undefined;
}

/** The rectangle within the white border of the image that is drawn, by its pixels; undefined where it has none. */
export function foundShutterOf({ imageId, item: { image } }: DrawnFrame): Shutter | undefined {
  const values = cache.getImage(imageId)?.getPixelData() as ArrayLike<number> | undefined;
  const { rows, columns } = image.layout;
  if (!values || values.length !== rows * columns || !mayHaveBorder(image)) return undefined;
  return findCollimation({ values, rows, columns, inverted: image.invertedByNature });
}
