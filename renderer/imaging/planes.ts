import type { Plane } from '#shared/dicom/orientation.ts';
import { angleBetween, dot, type Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGate.ts';
import type { VolumeModel } from './volumeModel.ts';

/** The direction in which each plane is scrolled: from the head down, from the front back, from the right to the left. */
export const scrollAxis: Readonly<Record<Plane, Vector3>> = {
  axial: [0, 0, -1],
  coronal: [0, 1, 0],
  sagittal: [1, 0, 0],
};

/** The slices of one plane through a volume: how many there are, how far apart, which one holds a point. */
export interface PlaneSlices {
  readonly count: number;
  readonly stepMm: number;
  readonly firstMm: number;
}

/** One voxel of the volume's axis that follows the plane's most closely (Q12), in mm. */
export function stepMmOf(grid: VolumeGrid, plane: Plane): number {
  const axis = scrollAxis[plane];
  const { orientation, normal, spacing, sliceSpacingMm } = grid;
  const [stepMm] = [
    [spacing.betweenColumns, Math.abs(dot(orientation.row, axis))] as const,
    [spacing.betweenRows, Math.abs(dot(orientation.column, axis))] as const,
    [sliceSpacingMm, Math.abs(dot(normal, axis))] as const,
  ].reduce((best, next) => (next[1] > best[1] ? next : best));
  return stepMm;
}

/** Beyond this angle, in degrees, a plane cuts through several slices and is calculated from them. */
const samePlaneDegrees = 0.5;

/** Whether a plane of the volume was calculated rather than acquired. */
export function isReformatted(grid: VolumeGrid, plane: Plane): boolean {
  const angle = angleBetween(grid.normal, scrollAxis[plane]);
  return Math.min(angle, 180 - angle) > samePlaneDegrees;
}

/** The centres of the eight voxels at the corners of a volume. */
export function cornersOf(model: Pick<VolumeModel, 'grid' | 'worldOfVoxel'>): readonly Vector3[] {
  const { columns, rows, slots } = model.grid;
  return [0, columns - 1].flatMap((i) =>
    [0, rows - 1].flatMap((j) => [0, slots.length - 1].map((k) => model.worldOfVoxel(i, j, k))),
  );
}

export function slicesOf(model: VolumeModel, plane: Plane): PlaneSlices {
  const axis = scrollAxis[plane];
  const corners = cornersOf(model).map((corner) => dot(corner, axis));
  const stepMm = stepMmOf(model.grid, plane);
  const firstMm = Math.min(...corners);
  return { count: Math.round((Math.max(...corners) - firstMm) / stepMm) + 1, stepMm, firstMm };
}

export function sliceIndexOf(slices: PlaneSlices, plane: Plane, point: Vector3): number {
  const index = Math.round((dot(point, scrollAxis[plane]) - slices.firstMm) / slices.stepMm);
  return Math.max(0, Math.min(slices.count - 1, index));
}

/** The point moved along the plane's axis onto a slice. */
export function movedToSlice(slices: PlaneSlices, plane: Plane, point: Vector3, index: number): Vector3 {
  const axis = scrollAxis[plane];
  const distance = slices.firstMm + index * slices.stepMm - dot(point, axis);
  return [point[0] + axis[0] * distance, point[1] + axis[1] * distance, point[2] + axis[2] * distance];
}
