import { along, cross, dot, lengthOf, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from '../imageBoxView.ts';

/** What is asked of a volume here: its size, what is absent, and where its voxels lie. */
export interface AbsentIn {
  readonly grid: { readonly columns: number; readonly rows: number };
  absentSlots(): readonly number[];
  crosshair(): Vector3;
  worldOfVoxel(i: number, j: number, k: number): Vector3;
}

/** An area of the box over absent slices, as the corners of a convex polygon. */
export interface AbsentBand {
  readonly firstSlot: number;
  readonly corners: readonly BoxPoint[];
}

/**
 * Each run of absent slots as the area in which its slab cuts the plane of the box. The plane goes through the
 * crosshair, across the direction that the box does not show: a tilted slab is hatched as wide as it is, not as its frame.
 */
export function absentBands(model: AbsentIn, boxPointAt: (world: Vector3) => BoxPoint): readonly AbsentBand[] {
  const { columns, rows } = model.grid;
  const through = model.crosshair();
  const normal = hiddenDirection(through, boxPointAt);
  return runsOf(model.absentSlots()).flatMap(([first, last]) => {
    const corner = (bits: number): Vector3 =>
      model.worldOfVoxel(
        bits & 1 ? columns - 0.5 : -0.5,
        bits & 2 ? rows - 0.5 : -0.5,
        bits & 4 ? last + 0.5 : first - 0.5,
      );
    const cut = cutOfBox([0, 1, 2, 3, 4, 5, 6, 7].map(corner), through, normal);
    return cut.length < 3 ? [] : [{ firstSlot: first, corners: aroundTheirMiddle(cut.map(boxPointAt)) }];
  });
}

/** Where a plane cuts the twelve edges of a box, whose corners differ by one bit of their index along an edge. */
function cutOfBox(corners: readonly Vector3[], through: Vector3, normal: Vector3): readonly Vector3[] {
  const heights = corners.map((corner) => dot(subtract(corner, through), normal));
  return corners.flatMap((from, index) =>
    [1, 2, 4].flatMap((bit) => {
      const to = corners[index | bit];
      const [low = 0, high = 0] = [heights[index], heights[index | bit]];
      if (index & bit || !to || low > 0 === high > 0) return [];
      return [along(from, subtract(to, from), low / (low - high))];
    }),
  );
}

/** A parallel projection drops one direction: the one across both rows of its matrix. */
function hiddenDirection(at: Vector3, boxPointAt: (world: Vector3) => BoxPoint): Vector3 {
  const here = boxPointAt(at);
  const [x, y, z] = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((axis) => boxPointAt(along(at, axis, 1)));
  if (!x || !y || !z) return [0, 0, 1];
  const across: Vector3 = [x.x - here.x, y.x - here.x, z.x - here.x];
  const down: Vector3 = [x.y - here.y, y.y - here.y, z.y - here.y];
  const normal = cross(across, down);
  return along([0, 0, 0], normal, 1 / (lengthOf(normal) || 1));
}

/** The corners of a convex area in the order in which they are drawn. */
function aroundTheirMiddle(points: readonly BoxPoint[]): readonly BoxPoint[] {
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
  const angle = ({ x, y }: BoxPoint) => Math.atan2(y - middle.y, x - middle.x);
  return [...points].sort((a, b) => angle(a) - angle(b));
}

/** [1, 2, 3, 7] → [[1, 3], [7, 7]]. */
export function runsOf(sorted: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const slot of sorted) {
    const run = runs.at(-1);
    if (run && slot === run[1] + 1) run[1] = slot;
    else runs.push([slot, slot]);
  }
  return runs;
}
