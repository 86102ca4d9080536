import { axesOfPlane } from '#shared/annotations/ground.ts';
import type { NoValues, Sampled } from '#shared/annotations/sampled.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { ValueUnit } from '#shared/dicom/valueUnit.ts';
import { along, cross, dot, lengthOf, scaled, subtract, type Vector3 } from '#shared/dicom/vectors.ts';

/** The voxels of a volume, as planes through it are sampled. */
export interface Voxels {
  /** Columns, rows, slices. */
  readonly size: Vector3;
  readonly worldOfVoxel: (i: number, j: number, k: number) => Vector3;
  /** Not rounded. */
  readonly voxelOfWorld: (world: Vector3) => Vector3;
  /** The modality value; NaN where there is no image (PX7), undefined where the slice is not here as it was made. */
  readonly valueAt: (i: number, j: number, k: number) => number | undefined;
  readonly unit: ValueUnit;
}

/**
 * The values under a plane through a volume, at the resolution of its voxels (H2). Along the voxels every voxel counts
 * once; across them the plane is sampled as finely as the voxels are in their finest direction, each sample the voxel in
 * which it lies: no value is made up, and zoom and pan change nothing.
 */
export function sampledPlane(voxels: Voxels, normal: Vector3, point: Vector3): Result<Sampled, NoValues> {
  const axes = axesOf(voxels);
  const fixed = axes.findIndex((axis) => Math.abs(dot(axis, normal)) / lengthOf(axis) > 1 - 1e-9);
  return succeed(
    fixed >= 0 && isRightAngled(axes) ? alongVoxels(voxels, fixed, point) : acrossVoxels(voxels, axes, normal, point),
  );
}

type Axes = readonly [Vector3, Vector3, Vector3];

/** Steps from a voxel to its neighbours in space. */
function axesOf({ worldOfVoxel }: Voxels): Axes {
  const origin = worldOfVoxel(0, 0, 0);
  return [
    subtract(worldOfVoxel(1, 0, 0), origin),
    subtract(worldOfVoxel(0, 1, 0), origin),
    subtract(worldOfVoxel(0, 0, 1), origin),
  ];
}

/** False for the slices of a tilted gantry, which lie askew over one another: only their own plane runs along voxels. */
function isRightAngled([i, j, k]: Axes): boolean {
  const skew = (a: Vector3, b: Vector3) => Math.abs(dot(a, b)) / (lengthOf(a) * lengthOf(b));
  return Math.max(skew(i, j), skew(i, k), skew(j, k)) < 1e-6;
}

function alongVoxels(
  { size, worldOfVoxel, voxelOfWorld, valueAt, unit }: Voxels,
  fixed: number,
  point: Vector3,
): Sampled {
  const [across, down] = [0, 1, 2].filter((axis) => axis !== fixed) as [number, number];
  const at = Math.round(voxelOfWorld(point)[fixed] as number);
  const indices = (column: number, row: number): Vector3 => {
    const voxel: [number, number, number] = [at, at, at];
    voxel[across] = column;
    voxel[down] = row;
    return voxel;
  };
  const origin = worldOfVoxel(...indices(0, 0));
  const inside = at >= 0 && at < (size[fixed] as number);
  return {
    origin,
    stepRight: subtract(worldOfVoxel(...indices(1, 0)), origin),
    stepDown: subtract(worldOfVoxel(...indices(0, 1)), origin),
    columns: inside ? (size[across] as number) : 0,
    rows: inside ? (size[down] as number) : 0,
    unit,
    valueAt: (column, row) => valueAt(...indices(column, row)),
  };
}

function acrossVoxels(voxels: Voxels, axes: Axes, normal: Vector3, point: Vector3): Sampled {
  const { size, worldOfVoxel, voxelOfWorld, valueAt, unit } = voxels;
  const step = Math.min(...axes.map(finest(axes)));
  const { right, down } = axesOfPlane(normal);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    worldOfVoxel((bits & 1) * (size[0] - 1), ((bits >> 1) & 1) * (size[1] - 1), ((bits >> 2) & 1) * (size[2] - 1)),
  );
  const places = (axis: Vector3) => corners.map((corner) => dot(subtract(corner, point), axis));
  const [left, top] = [Math.min(...places(right)), Math.min(...places(down))];
  const origin = along(along(point, right, left), down, top);
  const inVolume = (column: number, row: number): Vector3 | undefined => {
    const world = along(along(origin, right, column * step), down, row * step);
    const [i, j, k] = voxelOfWorld(world).map(Math.round) as [number, number, number];
    const isInside = i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2];
    return isInside ? [i, j, k] : undefined;
  };
  return {
    origin,
    stepRight: scaled(right, step),
    stepDown: scaled(down, step),
    columns: Math.floor((Math.max(...places(right)) - left) / step) + 1,
    rows: Math.floor((Math.max(...places(down)) - top) / step) + 1,
    unit,
    isOutside: (column, row) => inVolume(column, row) === undefined,
    valueAt(column, row) {
      const voxel = inVolume(column, row);
      return voxel ? valueAt(...voxel) : Number.NaN;
    },
  };
}

/** How far apart the layers of voxels are that lie across an axis: its own length where the axes stand square. */
const finest = (axes: Axes) => (axis: Vector3, index: number) => {
  const across = cross(axes[(index + 1) % 3] as Vector3, axes[(index + 2) % 3] as Vector3);
  return Math.abs(dot(axis, across)) / lengthOf(across);
};
