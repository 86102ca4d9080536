import type { BodyVoxels } from './bodyVoxels.ts';

/** Mean of a voxel and its neighbours, in Hounsfield units, by which soft tissue is known for measuring noise. */
const softTissue = { low: -50, high: 150 };
/** So many places tell the noise well enough. */
const fewestPlaces = 200;
/** The width that a normal distribution has for each unit of its median deviation. */
const widthPerMedian = 1.4826;

/** Less noise than this, in Hounsfield units, is left as it is; from each step on it is smoothed so wide, in mm. */
const widths = [
  { fromHu: 8, mm: 0.7 },
  { fromHu: 20, mm: 1 },
  { fromHu: 50, mm: 1.4 },
] as const;

/** The noise of soft tissue from one voxel to the next, in Hounsfield units; 0 where there is too little of it to tell. */
export function noiseOf({ columns, rows, slots, values, isThere }: BodyVoxels): number {
  const differences: number[] = [];
  const stepSlots = Math.max(1, Math.floor(slots / 12));
  for (let slot = stepSlots >> 1; slot < slots; slot += stepSlots) {
    if (!isThere[slot]) continue;
    for (let row = 2; row < rows - 2; row += 3) {
      const start = (slot * rows + row) * columns;
      for (let column = 2; column < columns - 2; column += 3) {
        const at = start + column;
        const mean = meanAround(values, at, columns);
        if (mean < softTissue.low || mean > softTissue.high) continue;
        differences.push(Math.abs((values[at + 1] ?? 0) - (values[at] ?? 0)));
      }
    }
  }
  if (differences.length < fewestPlaces) return 0;
  const sorted = Float32Array.from(differences).sort();
  return ((sorted[sorted.length >> 1] ?? 0) * widthPerMedian) / Math.SQRT2;
}

/** Of 25 voxels of a slice: a single one of a sharp kernel tells nothing of what it is of. */
function meanAround(values: Int16Array, at: number, columns: number): number {
  let sum = 0;
  for (let down = -2; down <= 2; down += 1) {
    for (let right = -2; right <= 2; right += 1) sum += values[at + down * columns + right] ?? 0;
  }
  return sum / 25;
}

/** How wide a volume with this noise is smoothed: the standard deviation of the Gaussian, in mm; 0: not at all. */
export function smoothingFor(noiseHu: number): number {
  return widths.findLast(({ fromHu }) => noiseHu >= fromHu)?.mm ?? 0;
}

/** Smooths in place, by the same mm in all directions. Edges keep their place; a slot that is missing enters nothing. */
export function smooth(voxels: BodyVoxels, sigmaMm: number): void {
  const [x, y, z] = voxels.mm.map((mm) => kernelOf(sigmaMm / mm));
  if (x && y) for (let slot = 0; slot < voxels.slots; slot += 1) smoothSlot(voxels, slot, x, y);
  if (z && z.length > 1) smoothAcross(voxels, z);
}

/** One half of a Gaussian, its middle first; the whole of it sums to 1. `sigma` in voxels. */
export function kernelOf(sigma: number): Float32Array {
  // A Gaussian so narrow is one voxel.
  const reach = sigma < 0.25 ? 0 : Math.ceil(sigma * 2.5);
  const half = Float32Array.from({ length: reach + 1 }, (_, at) => Math.exp(-(at * at) / (2 * sigma * sigma || 1)));
  const sum = half.reduce((total, weight, at) => total + (at === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

function smoothSlot({ columns, rows, values }: BodyVoxels, slot: number, x: Float32Array, y: Float32Array): void {
  const size = columns * rows;
  const slice = values.subarray(slot * size, (slot + 1) * size);
  const along = new Float32Array(size);
  for (let row = 0; row < rows; row += 1) smoothLine(slice, along, row * columns, columns, x);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = (along[row * columns + column] ?? 0) * (y[0] ?? 1);
      for (let by = 1; by < y.length; by += 1) {
        const above = along[Math.max(0, row - by) * columns + column] ?? 0;
        const below = along[Math.min(rows - 1, row + by) * columns + column] ?? 0;
        sum += (above + below) * (y[by] ?? 0);
      }
      slice[row * columns + column] = Math.round(sum);
    }
  }
}

/** One row; beyond its ends it goes on as it ends. */
function smoothLine(from: Int16Array, to: Float32Array, start: number, count: number, half: Float32Array): void {
  const last = start + count - 1;
  for (let at = start; at <= last; at += 1) {
    let sum = (from[at] ?? 0) * (half[0] ?? 1);
    for (let by = 1; by < half.length; by += 1) {
      sum += ((from[Math.max(start, at - by)] ?? 0) + (from[Math.min(last, at + by)] ?? 0)) * (half[by] ?? 0);
    }
    to[at] = sum;
  }
}

/** Across the slots, one row of voxels of all of them at a time. */
function smoothAcross({ columns, rows, slots, values, isThere }: BodyVoxels, half: Float32Array): void {
  const wall = new Float32Array(columns * slots);
  const sums = new Float32Array(columns);
  const size = columns * rows;
  for (let row = 0; row < rows; row += 1) {
    for (let slot = 0; slot < slots; slot += 1) {
      const start = slot * size + row * columns;
      wall.set(values.subarray(start, start + columns), slot * columns);
    }
    for (let slot = 0; slot < slots; slot += 1) {
      if (!isThere[slot]) continue;
      sums.fill(0);
      let share = 0;
      for (let by = 1 - half.length; by < half.length; by += 1) {
        const other = slot + by;
        if (!isThere[other]) continue;
        const weight = half[Math.abs(by)] ?? 0;
        share += weight;
        for (let column = 0; column < columns; column += 1) {
          sums[column] = (sums[column] ?? 0) + weight * (wall[other * columns + column] ?? 0);
        }
      }
      const start = slot * size + row * columns;
      for (let column = 0; column < columns; column += 1) {
        values[start + column] = Math.round((sums[column] ?? 0) / share);
      }
    }
  }
}
