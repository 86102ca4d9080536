import { cross, dot, scaled, type Vector3 } from '#shared/dicom/vectors.ts';
import { type VolumeGrid, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import type { BodyExtent } from './body/couch.ts';

/** Of the box, so much stays free around a body. */
const margin = 1.05;

/** Where a body lies: its middle, about which it turns, and how far it reaches along its rows, columns and slices, in mm. */
export interface BodyBox {
  readonly middle: Vector3;
  readonly reach: readonly [row: Vector3, column: Vector3, slice: Vector3];
}

/** The box of the part of a volume in which there is a body; of all of it where nobody knows. */
export function boxOf(grid: VolumeGrid, extent?: BodyExtent): BodyBox {
  const { columns, rows, slots, orientation, spacing, normal, sliceSpacingMm } = grid;
  const [x, y, z] = extent ?? [
    [0, columns - 1],
    [0, rows - 1],
    [0, slots.length - 1],
  ];
  const length = ([first, last]: readonly [number, number], mm: number) => (last - first + 1) * mm;
  return {
    middle: worldOfVoxel(grid, (x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (z[0] + z[1]) / 2),
    reach: [
      scaled(orientation.row, length(x, spacing.betweenColumns)),
      scaled(orientation.column, length(y, spacing.betweenRows)),
      scaled(normal, length(z, sliceSpacingMm)),
    ],
  };
}

/**
 * Half the height of the screen's box, in mm, with which a body is wholly in view from a side. In a slice it is taken for
 * an ellipse, so that it grows no smaller than it must while it turns. `aspect`: the width of the box over its height.
 */
export function fittingScale({ reach }: BodyBox, towardsViewer: Vector3, up: Vector3, aspect: number): number {
  const [row, column, slice] = reach;
  const span = (direction: Vector3) =>
    Math.hypot(dot(row, direction), dot(column, direction)) + Math.abs(dot(slice, direction));
  return (margin * Math.max(span(up), span(cross(up, towardsViewer)) / aspect)) / 2;
}
