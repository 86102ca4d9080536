import type { SlotPart, VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { backgroundOf } from '../frames/background.ts';

export type Voxels = Int16Array | Float32Array;

/** The value of a voxel of which nothing is known: far below whatever an image holds. */
export function absentValueOf(voxels: Voxels): number {
  return voxels instanceof Int16Array ? -32_768 : -1e6;
}

/** An image's values, with its own width and height. */
export interface SliceValues {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

/**
 * Writes one slot of a volume from the images it is made of: a copy where it is one image at its own place; else the
 * weighted values at true positions, linear between pixels (Q4, Q5). A voxel that any of them does not reach stays
 * absent, and so does one of which more than half is background: that is never mixed with values (PX7). `slices` are in
 * the order of the slot's parts.
 */
export function writeSlot(target: Voxels, grid: VolumeGrid, slot: number, slices: readonly SliceValues[]): void {
  const parts = grid.parts[slot] ?? [];
  const size = grid.columns * grid.rows;
  const [only] = slices;
  const isCopy = parts.length === 1 && only && grid.decimation.inPlane === 1 && isAtCorner(parts[0]);
  if (isCopy && only.values.length === size) {
    target.set(only.values, slot * size);
    return;
  }
  const mixed: Mixed = { sums: new Float64Array(size), shares: new Float64Array(size) };
  for (const [index, part] of parts.entries()) {
    const slice = slices[index];
    if (slice) addSlice(mixed, grid, part, slice);
  }
  const whole = target instanceof Int16Array;
  const absent = absentValueOf(target);
  for (let index = 0; index < size; index += 1) {
    const share = mixed.shares[index] ?? 0;
    const value = (mixed.sums[index] ?? 0) / share;
    // A share that is not a number is not enough either.
    target[slot * size + index] = !(share >= leastShare) ? absent : whole ? Math.round(value) : value;
  }
}

/** What was added to each voxel, and how much of it is there: 1 where all of it has values. */
interface Mixed {
  readonly sums: Float64Array;
  readonly shares: Float64Array;
}

/** Half of a voxel, with room for rounding. */
const leastShare = 0.5 - 1e-9;

function isAtCorner(part: SlotPart | undefined): boolean {
  return part !== undefined && part.atColumn === 0 && part.atRow === 0;
}

/** Adds one image with its weight; NaN where the image does not reach. */
function addSlice(mixed: Mixed, grid: VolumeGrid, part: SlotPart, slice: SliceValues): void {
  const { inPlane } = grid.decimation;
  const share = part.weight / inPlane ** 2;
  for (let dy = 0; dy < inPlane; dy += 1) {
    for (let dx = 0; dx < inPlane; dx += 1) addSamples(mixed, grid, part, slice, { dx, dy, share });
  }
}

interface Sampling {
  readonly dx: number;
  readonly dy: number;
  readonly share: number;
}

/** One sample of each voxel: of the pixel that is `dx`, `dy` from the voxel's first. */
function addSamples(mixed: Mixed, grid: VolumeGrid, part: SlotPart, slice: SliceValues, by: Sampling): void {
  const { inPlane } = grid.decimation;
  const { values, columns, rows } = slice;
  const add = (at: number, pixel: number, share: number) => {
    const value = values[pixel] ?? 0;
    if (value === backgroundOf.Int16 || value === backgroundOf.Float32) return;
    mixed.sums[at] = (mixed.sums[at] ?? 0) + share * value;
    mixed.shares[at] = (mixed.shares[at] ?? 0) + share;
  };
  for (let row = 0; row < grid.rows; row += 1) {
    const [y0, y1, below] = between(row * inPlane + by.dy - part.atRow, rows);
    for (let column = 0; column < grid.columns; column += 1) {
      const at = row * grid.columns + column;
      const [x0, x1, right] = between(column * inPlane + by.dx - part.atColumn, columns);
      // NaN, where one of them is, stays NaN.
      if (!(below + right >= 0)) mixed.shares[at] = Number.NaN;
      add(at, y0 * columns + x0, by.share * (1 - below) * (1 - right));
      if (right > 0) add(at, y0 * columns + x1, by.share * (1 - below) * right);
      if (below > 0) add(at, y1 * columns + x0, by.share * below * (1 - right));
      if (below > 0 && right > 0) add(at, y1 * columns + x1, by.share * below * right);
    }
  }
}

/** Rounding of positions must not cost an image its first and last lines, in pixels. */
const rounding = 0.02;

/** The two pixels around a place and the share of the second; the share is NaN outside the image. */
function between(place: number, count: number): readonly [first: number, second: number, share: number] {
  if (place < -rounding || place > count - 1 + rounding) return [0, 0, Number.NaN];
  const within = Math.min(count - 1, Math.max(0, place));
  const first = Math.floor(within);
  return [first, Math.min(count - 1, first + 1), within - first];
}
