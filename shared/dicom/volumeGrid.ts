import type { FrameOfImage } from './displaySets.ts';
import type { Spacing } from './imageDescription.ts';
import type { Orientation } from './orientation.ts';
import { along, dot, subtract, type Vector3 } from './vectors.ts';

/** One image's share of a slot. The weights of a slot sum to 1. */
export interface SlotPart {
  readonly item: FrameOfImage;
  readonly weight: number;
  /** Where the image's first pixel lies in the grid as it was acquired, in pixels of the image; fractions are true. */
  readonly atColumn: number;
  readonly atRow: number;
}

/** How many voxels as acquired one voxel of the grid stands for; 1 and 1 where none were put together. */
export interface Decimation {
  readonly inPlane: number;
  readonly slices: number;
}

/**
 * The regular grid in which a display set is drawn as a volume: its axes stand at right angles, its steps are equal, and
 * every slot says which images it is made of. Where the images lay on such a grid themselves, each slot is one of them,
 * untouched.
 */
export interface VolumeGrid {
  readonly columns: number;
  readonly rows: number;
  readonly spacing: Spacing;
  readonly sliceSpacingMm: number;
  /** Centre of the first voxel of the first slot. */
  readonly origin: Vector3;
  readonly orientation: Orientation;
  /** Right-handed: slots follow row × column. */
  readonly normal: Vector3;
  /** The image nearest to each place on the grid; undefined where a slice is missing (Q3). */
  readonly slots: readonly (FrameOfImage | undefined)[];
  /** What each slot is made of; none where a slice is missing, and nothing is interpolated across (Q3). */
  readonly parts: readonly (readonly SlotPart[])[];
  readonly missingSlices: number;
  /** Angle of the gantry, in degrees, by which the slices were sheared straight (Q5); 0 where they lay straight. */
  readonly tiltDegrees: number;
  /** The slots were interpolated between slices that lay unevenly (Q4). */
  readonly resampled: boolean;
  readonly decimation: Decimation;
}

/** Whether every voxel of the grid is a pixel of an image, at its own place. */
export function isAsAcquired({ tiltDegrees, resampled, decimation }: VolumeGrid): boolean {
  return tiltDegrees === 0 && !resampled && !isDecimated({ decimation });
}

/** Whether the grid is coarser than its images: nothing is measured on it (H3, LN15). */
export function isDecimated({ decimation }: Pick<VolumeGrid, 'decimation'>): boolean {
  return decimation.inPlane > 1 || decimation.slices > 1;
}

/** The centre of a voxel in the patient, in mm. */
export function worldOfVoxel(grid: VolumeGrid, i: number, j: number, k: number): Vector3 {
  const { origin, orientation, spacing, normal, sliceSpacingMm } = grid;
  const onRow = along(origin, orientation.row, i * spacing.betweenColumns);
  return along(along(onRow, orientation.column, j * spacing.betweenRows), normal, k * sliceSpacingMm);
}

/** Voxel coordinates of a point of the patient, not rounded. */
export function voxelOfWorld(grid: VolumeGrid, world: Vector3): Vector3 {
  const { origin, orientation, spacing, normal, sliceSpacingMm } = grid;
  const line = subtract(world, origin);
  return [
    dot(line, orientation.row) / spacing.betweenColumns,
    dot(line, orientation.column) / spacing.betweenRows,
    dot(line, normal) / sliceSpacingMm,
  ];
}
