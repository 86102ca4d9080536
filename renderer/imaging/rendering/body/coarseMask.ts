import { airHu, type BodyVoxels } from './bodyVoxels.ts';

/** A body seen through cells of some millimetres: enough to tell it from the couch under it. */
export interface CoarseBody {
  readonly columns: number;
  readonly rows: number;
  readonly slots: number;
  /** Voxels of the body in a cell, along each axis. */
  readonly by: readonly [x: number, y: number, z: number];
  readonly mm: readonly [x: number, y: number, z: number];
  readonly mean: Float32Array;
  readonly highest: Int16Array;
}

/** Cells are about so large, in mm: a thin plate is still one of them, a study of 2,000 slices is soon through. */
const cellMm = 3;

export function coarseOf({ columns, rows, slots, mm, values }: BodyVoxels): CoarseBody {
  const by = mm.map((each) => Math.max(1, Math.round(cellMm / each))) as [number, number, number];
  const [wide, high, deep] = [Math.ceil(columns / by[0]), Math.ceil(rows / by[1]), Math.ceil(slots / by[2])];
  const sums = new Float32Array(wide * high * deep);
  const counts = new Uint16Array(sums.length);
  const highest = new Int16Array(sums.length).fill(airHu);
  for (let slot = 0; slot < slots; slot += 1) {
    for (let row = 0; row < rows; row += 1) {
      const from = (slot * rows + row) * columns;
      const to = (Math.floor(slot / by[2]) * high + Math.floor(row / by[1])) * wide;
      for (let column = 0; column < columns; column += 1) {
        const value = values[from + column] ?? airHu;
        const at = to + Math.floor(column / by[0]);
        sums[at] = (sums[at] ?? 0) + value;
        counts[at] = (counts[at] ?? 0) + 1;
        if (value > (highest[at] ?? 0)) highest[at] = value;
      }
    }
  }
  return {
    columns: wide,
    rows: high,
    slots: deep,
    by,
    mm: [mm[0] * by[0], mm[1] * by[1], mm[2] * by[2]],
    mean: sums.map((sum, at) => sum / (counts[at] ?? 1)),
    highest,
  };
}

type Size = Pick<CoarseBody, 'columns' | 'rows' | 'slots'>;

/** Cells whose six neighbours are set as well, so often; with `grow`, cells of which any neighbour is. */
export function grown(mask: Uint8Array, size: Size, steps: number, grow: boolean): Uint8Array {
  let now = mask;
  for (let step = 0; step < steps; step += 1) {
    const next = now.slice();
    const wanted = grow ? 1 : 0;
    for (let at = 0; at < now.length; at += 1) {
      if (now[at] === wanted) continue;
      if (neighboursOf(at, size).some((neighbour) => now[neighbour] === wanted)) next[at] = wanted;
    }
    now = next;
  }
  return now;
}

/** The six cells that touch one; fewer at a border, which is no neighbour. */
function neighboursOf(at: number, { columns, rows, slots }: Size): readonly number[] {
  const column = at % columns;
  const row = Math.floor(at / columns) % rows;
  const slot = Math.floor(at / (columns * rows));
  const found: number[] = [];
  if (column > 0) found.push(at - 1);
  if (column < columns - 1) found.push(at + 1);
  if (row > 0) found.push(at - columns);
  if (row < rows - 1) found.push(at + columns);
  if (slot > 0) found.push(at - columns * rows);
  if (slot < slots - 1) found.push(at + columns * rows);
  return found;
}

/** What hangs together in a mask, each as its cells; the largest first. */
export function piecesOf(mask: Uint8Array, size: Size): readonly (readonly number[])[] {
  const left = mask.slice();
  const pieces: number[][] = [];
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] === 0) continue;
    left[start] = 0;
    const piece = [start];
    for (let next = 0; next < piece.length; next += 1) {
      for (const neighbour of neighboursOf(piece[next] ?? 0, size)) {
        if (left[neighbour] === 0) continue;
        left[neighbour] = 0;
        piece.push(neighbour);
      }
    }
    pieces.push(piece);
  }
  return pieces.sort((one, other) => other.length - one.length);
}
