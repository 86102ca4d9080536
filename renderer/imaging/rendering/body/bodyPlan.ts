import type { Decimation, VolumeGrid } from '#shared/dicom/volumeGrid.ts';

/** More voxels are not seen on a screen: a chest of 512 × 512 pixels and 160 slices is as fine as it was made. */
const mostVoxels = 48e6;
/** Coarser, and ribs are lost. */
const coarsest = 4;

/** Takes memory; answers what gives it back, undefined where there is none. */
export type Reserve = (bytes: number) => (() => void) | undefined;

export interface BodyPlan {
  readonly decimation: Decimation;
  readonly release: () => void;
}

/**
 * How fine the copy is that is seen in space: as its volume, or with voxels put together two by two, the finest axis
 * first, where it would be more than is seen or than memory holds. Undefined where there is no room even so.
 * `bytesPerVoxel`: in main memory and on the graphics card.
 */
export function planBody(grid: VolumeGrid, bytesPerVoxel: number, reserve: Reserve): BodyPlan | undefined {
  let [inPlane, slices] = [1, 1];
  while (inPlane <= coarsest && slices <= coarsest) {
    const columns = Math.floor(grid.columns / inPlane);
    const rows = Math.floor(grid.rows / inPlane);
    const voxels = columns * rows * Math.floor(grid.parts.length / slices);
    if (voxels === 0) return undefined;
    const release = voxels <= mostVoxels ? reserve(voxels * bytesPerVoxel) : undefined;
    if (release) return { decimation: { inPlane, slices }, release };
    if (grid.sliceSpacingMm * slices < grid.spacing.betweenColumns * inPlane * 1.25) slices *= 2;
    else inPlane *= 2;
  }
  return undefined;
}
