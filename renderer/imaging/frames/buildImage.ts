import { Enums, type Types, utilities } from '@cornerstonejs/core';
import { framePlaneOf } from '../placement/framePlane.ts';
import type { CatalogueEntry } from './frameCatalogue.ts';
import type { PixelValues } from './pixelValues.ts';

/**
 * The image as Cornerstone draws it. It carries modality values already, is never inverted by Cornerstone, and its
 * window is only a start: `grey.ts` sets the real one on every drawn frame (PX5, PX6).
 */
export function buildImage(entry: CatalogueEntry, pixels: PixelValues): Types.IImage {
  const { rows, columns } = entry.image.layout;
  const { spacing } = framePlaneOf(entry);
  const colour = entry.valueType === 'RGB';
  const numberOfComponents = colour ? 3 : 1;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: pixels.values,
    width: columns,
    height: rows,
    numberOfComponents,
  });
  const image = {
    imageId: entry.imageId,
    dataType: pixels.values.constructor.name,
    color: colour,
    rgba: false,
    columns,
    rows,
    width: columns,
    height: rows,
    columnPixelSpacing: spacing.betweenColumns,
    rowPixelSpacing: spacing.betweenRows,
    sliceThickness: entry.frame.sliceThicknessMm,
    preScale: { enabled: true, scaled: true, scalingParameters: { rescaleSlope: 1, rescaleIntercept: 0 } },
    intercept: 0,
    slope: 1,
    invert: false,
    minPixelValue: pixels.min,
    maxPixelValue: pixels.max,
    hasBackground: pixels.hasBackground === true,
    // One value alone is drawn black until another image chooses a window, never as a grey that looks like an image.
    windowCenter: colour ? 128 : pixels.min === pixels.max ? pixels.min + 1 : (pixels.min + pixels.max) / 2,
    windowWidth: colour ? 256 : pixels.max > pixels.min ? pixels.max - pixels.min : 1,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    sizeInBytes: pixels.values.byteLength,
    numberOfComponents,
    voxelManager,
    getPixelData: () => pixels.values,
    imageQualityStatus: Enums.ImageQualityStatus.FULL_RESOLUTION,
    imageFrame: { photometricInterpretation: colour ? 'RGB' : 'MONOCHROME2' },
  };
  // Upstream declares fields that only its CPU path and its own loaders fill.
  return image as unknown as Types.IImage;
}
