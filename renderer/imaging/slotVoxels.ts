import type { SlotPart, VolumeGrid } from '#shared/dicom/volumeGrid.ts';

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
 * absent. `slices` are in the order of the slot's parts.
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
  const sums = new Float64Array(size);
  for (const [index, part] of parts.entries()) {
    const slice = slices[index];
    if (slice) addSlice(sums, grid, part, slice);
  }
  const whole = target instanceof Int16Array;
  const absent = absentValueOf(target);
  for (let index = 0; index < size; index += 1) {
    const value = sums[index] ?? Number.NaN;
    target[slot * size + index] = Number.isNaN(value) ? absent : whole ? Math.round(value) : value;
  }
}

function isAtCorner(part: SlotPart | undefined): boolean {
  return part !== undefined && part.atColumn === 0 && part.atRow === 0;
}

/** Adds one image with its weight; NaN where the image does not reach. */
function addSlice(sums: Float64Array, grid: VolumeGrid, part: SlotPart, slice: SliceValues): void {
  const { inPlane } = grid.decimation;
  const share = part.weight / inPlane ** 2;
  for (let dy = 0; dy < inPlane; dy += 1) {
    for (let dx = 0; dx < inPlane; dx += 1) addSamples(sums, grid, part, slice, { dx, dy, share });
  }
}

interface Sampling {
  readonly dx: number;
  readonly dy: number;
  readonly share: number;
}

/** One sample of each voxel: of the pixel that is `dx`, `dy` from the voxel's first. */
function addSamples(sums: Float64Array, grid: VolumeGrid, part: SlotPart, slice: SliceValues, by: Sampling): void {
  const { inPlane } = grid.decimation;
  const { values, columns, rows } = slice;
  for (let row = 0; row < grid.rows; row += 1) {
    const y = row * inPlane + by.dy - part.atRow;
    const [y0, y1, below] = between(y, rows);
    for (let column = 0; column < grid.columns; column += 1) {
      const at = row * grid.columns + column;
      const x = column * inPlane + by.dx - part.atColumn;
      const [x0, x1, right] = between(x, columns);
      const upper = (values[y0 * columns + x0] ?? 0) * (1 - right) + (values[y0 * columns + x1] ?? 0) * right;
      const lower = (values[y1 * columns + x0] ?? 0) * (1 - right) + (values[y1 * columns + x1] ?? 0) * right;
      // NaN, where one of them is, stays NaN.
      sums[at] = (sums[at] ?? 0) + by.share * (upper * (1 - below) + lower * below);
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
