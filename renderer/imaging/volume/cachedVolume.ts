import { cache, ImageVolume, type Types, utilities } from '@cornerstonejs/core';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { releaseTexture } from '../engine/releaseTexture.ts';
import type { Voxels } from './slotVoxels.ts';

/**
 * Our voxels as Cornerstone has a volume: one image for each slot, all views of one array. Made by ourselves, because
 * `createLocalVolume` looks at each voxel for the least and the greatest, and notes attributes of each slice that it
 * never forgets: a study of 300 slices left 600 objects behind whenever it was closed.
 */
export function putVolume(volumeId: string, grid: VolumeGrid, voxels: Voxels): Types.IImageVolume {
  const { columns, rows, slots } = grid;
  const imageIds = slots.map((_, slot) => `${volumeId}_slice_${slot}`);
  const asFloats = floatsOf(columns * rows);
  for (const [slot, imageId] of imageIds.entries()) {
    const values = voxels.subarray(slot * columns * rows, (slot + 1) * columns * rows) as Voxels;
    cache.putImageSync(imageId, imageOf(imageId, grid, values, asFloats));
  }
  const volume = new ImageVolume({ ...placeOf(grid), volumeId, imageIds, dataType: 'Float32Array' });
  cache.putVolumeSync(volumeId, volume);
  return volume;
}

/** Gives everything back that a volume took, on the graphics card too. */
export function removeVolume(volume: Types.IImageVolume): void {
  releaseTexture(volume.vtkOpenGLTexture);
  for (const imageId of volume.imageIds) cache.removeImageLoadObject(imageId, { force: true });
  cache.removeVolumeLoadObject(volume.volumeId);
}

/**
 * The card keeps 32-bit values. The library would make an array anew for each slice that it hands over; one serves all,
 * as each is handed over before the next is asked for.
 */
function floatsOf(size: number): (values: Voxels) => Float32Array {
  let room: Float32Array | undefined;
  return (values) => {
    if (values instanceof Float32Array) return values;
    room ??= new Float32Array(size);
    room.set(values);
    return room;
  };
}

function placeOf({ columns, rows, slots, spacing, sliceSpacingMm, origin, orientation, normal }: VolumeGrid) {
  const first = slots.find((slot) => slot !== undefined);
  return {
    dimensions: [columns, rows, slots.length] as Types.Point3,
    spacing: [spacing.betweenColumns, spacing.betweenRows, sliceSpacingMm] as Types.Point3,
    origin: [...origin] as Types.Point3,
    direction: [...orientation.row, ...orientation.column, ...normal] as unknown as Types.Mat3,
    metadata: {
      FrameOfReferenceUID: first?.image.frameOfReferenceUID ?? first?.image.sopInstanceUID ?? '',
      Modality: first?.image.modality ?? '',
      voiLut: [],
      BitsAllocated: 16,
      BitsStored: 16,
      SamplesPerPixel: 1,
      HighBit: 15,
      PhotometricInterpretation: 'MONOCHROME2',
      PixelRepresentation: 1,
      PixelSpacing: [spacing.betweenRows, spacing.betweenColumns],
      Columns: columns,
      Rows: rows,
    } as unknown as Types.Metadata,
  };
}

function imageOf(
  imageId: string,
  { columns, rows, spacing }: VolumeGrid,
  values: Voxels,
  asFloats: (values: Voxels) => Float32Array,
): Types.IImage {
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    numberOfComponents: 1,
    scalarData: values,
    id: imageId,
  });
  voxelManager.getScalarData = () => asFloats(values);
  return {
    imageId,
    slope: 1,
    intercept: 0,
    windowCenter: 0,
    windowWidth: 0,
    // Nobody asks a slice of a volume for them.
    minPixelValue: 0,
    maxPixelValue: 0,
    color: false,
    rgba: false,
    invert: false,
    numberOfComponents: 1,
    dataType: 'Float32Array',
    rows,
    columns,
    height: rows,
    width: columns,
    columnPixelSpacing: spacing.betweenColumns,
    rowPixelSpacing: spacing.betweenRows,
    sizeInBytes: values.byteLength,
    getPixelData: () => values,
    getCanvas: () => document.createElement('canvas'),
    voxelManager,
  } as unknown as Types.IImage;
}
