import type { Plane } from '#shared/dicom/orientation.ts';
import { along, angleBetween, dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { isAsAcquired, type VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { type Axes, anatomicalAxes, scrollAxisOf } from './planeAxes.ts';

/** The slices of one plane through a volume: how many there are, how far apart, which one holds a point. */
export interface PlaneSlices {
  /** The direction in which they are scrolled. */
  readonly axis: Vector3;
  readonly count: number;
  readonly stepMm: number;
  readonly firstMm: number;
}

/**
 * How far one step of a plane goes, in mm (Q12). A plane that was not turned steps by one voxel of the axis that follows
 * it most; a turned one by as much as crosses one voxel whichever way it leans: none is passed over, none shown twice.
 */
export function stepMmOf(grid: VolumeGrid, plane: Plane, axes: Axes = anatomicalAxes): number {
  const { orientation, normal, spacing, sliceSpacingMm } = grid;
  const axis = scrollAxisOf(axes, plane);
  const voxel = [
    [spacing.betweenColumns, Math.abs(dot(orientation.row, axis))] as const,
    [spacing.betweenRows, Math.abs(dot(orientation.column, axis))] as const,
    [sliceSpacingMm, Math.abs(dot(normal, axis))] as const,
  ];
  if (axes === anatomicalAxes) return voxel.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  return 1 / Math.hypot(...voxel.map(([mm, part]) => part / mm));
}

/** Beyond this angle, in degrees, a plane cuts through several slices and is calculated from them. */
const samePlaneDegrees = 0.5;

/** Whether a plane of the volume was calculated rather than acquired. */
export function isReformatted(grid: VolumeGrid, plane: Plane, axes: Axes = anatomicalAxes): boolean {
  return !isAsAcquired(grid) || !followsSlices(grid, plane, axes);
}

/** Whether a plane lies along the slots of the grid. */
export function followsSlices(grid: VolumeGrid, plane: Plane, axes: Axes = anatomicalAxes): boolean {
  const angle = angleBetween(grid.normal, scrollAxisOf(axes, plane));
  return Math.min(angle, 180 - angle) <= samePlaneDegrees;
}

/** The centres of the eight voxels at the corners of a volume. */
export function cornersOf(model: Pick<VolumeModel, 'grid' | 'worldOfVoxel'>): readonly Vector3[] {
  const { columns, rows, slots } = model.grid;
  return [0, columns - 1].flatMap((i) =>
    [0, rows - 1].flatMap((j) => [0, slots.length - 1].map((k) => model.worldOfVoxel(i, j, k))),
  );
}

export function slicesOf(model: Pick<VolumeModel, 'grid' | 'worldOfVoxel' | 'axes'>, plane: Plane): PlaneSlices {
  const axis = scrollAxisOf(model.axes(), plane);
  const corners = cornersOf(model).map((corner) => dot(corner, axis));
  const stepMm = stepMmOf(model.grid, plane, model.axes());
  const firstMm = Math.min(...corners);
  // A thousandth of a step is rounding, not another slice.
  return { axis, count: Math.round((Math.max(...corners) - firstMm) / stepMm - 1e-3) + 1, stepMm, firstMm };
}

export function sliceIndexOf(slices: PlaneSlices, point: Vector3): number {
  const index = Math.round((dot(point, slices.axis) - slices.firstMm) / slices.stepMm);
  return Math.max(0, Math.min(slices.count - 1, index));
}

/** The point moved along the plane's axis onto a slice. */
export function movedToSlice(slices: PlaneSlices, point: Vector3, index: number): Vector3 {
  return along(point, slices.axis, slices.firstMm + index * slices.stepMm - dot(point, slices.axis));
}

/** The middle of a volume, in the patient: it stays where it is, whatever is shown of it. */
export function middleOf(model: Pick<VolumeModel, 'grid' | 'worldOfVoxel'>): Vector3 {
  const { columns, rows, slots } = model.grid;
  return model.worldOfVoxel((columns - 1) / 2, (rows - 1) / 2, (slots.length - 1) / 2);
}
