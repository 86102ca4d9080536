import type { Triple } from './connectionSpace.ts';
import { between, type Curve, readCurve } from './iccCurve.ts';

/** Entries of a colour table that are taken in: 64 in each direction, three out. */
const mostEntries = 64 ** 3 * 3;

/** Device colours to the numbers of the connection space as they are stored there, 0 to 1. */
export type TableTransform = (rgb: Triple) => Triple;

interface Grid {
  readonly sides: Triple;
  readonly entries: Float64Array;
}

/** The colour between the eight corners around a point, each by its nearness. */
export function atGrid({ sides, entries }: Grid, rgb: Triple): Triple {
  const place = rgb.map((value, axis) => Math.max(0, Math.min(1, value)) * ((sides[axis] ?? 1) - 1));
  const low = place.map((value, axis) => Math.min(Math.floor(value), Math.max(0, (sides[axis] ?? 1) - 2)));
  const found: [number, number, number] = [0, 0, 0];
  for (let corner = 0; corner < 8; corner += 1) {
    let weight = 1;
    let index = 0;
    for (let axis = 0; axis < 3; axis += 1) {
      const part = (place[axis] ?? 0) - (low[axis] ?? 0);
      const far = (corner >> axis) & 1;
      weight *= far === 1 ? part : 1 - part;
      index = index * (sides[axis] ?? 1) + (low[axis] ?? 0) + far;
    }
    if (weight === 0) continue;
    for (let out = 0; out < 3; out += 1) found[out] = (found[out] ?? 0) + weight * (entries[index * 3 + out] ?? 0);
  }
  return found;
}

function readEntries(view: DataView, at: number, count: number, bytes: 1 | 2): Float64Array {
  if (count > mostEntries || at + count * bytes > view.byteLength) throw new RangeError('table cut');
  return Float64Array.from({ length: count }, (_, index) =>
    bytes === 1 ? view.getUint8(at + index) / 255 : view.getUint16(at + index * 2) / 65_535,
  );
}

/** `mft1` and `mft2` (ICC.1:2022 10.10, 10.11): curves, a table, curves. Their matrix is for XYZ input only. */
export function readOldTable(view: DataView, at: number): TableTransform | undefined {
  const bytes = view.getUint32(at) === 0x6d667431 ? 1 : 2;
  const [inputs, outputs, side] = [view.getUint8(at + 8), view.getUint8(at + 9), view.getUint8(at + 10)];
  if (inputs !== 3 || outputs !== 3 || side < 2) return undefined;
  const inputLength = bytes === 1 ? 256 : view.getUint16(at + 48);
  const outputLength = bytes === 1 ? 256 : view.getUint16(at + 50);
  if (inputLength < 2 || outputLength < 2) return undefined;
  let place = at + (bytes === 1 ? 48 : 52);
  const take = (count: number) => {
    const entries = readEntries(view, place, count, bytes);
    place += count * bytes;
    return entries;
  };
  const before = [take(inputLength), take(inputLength), take(inputLength)];
  const grid: Grid = { sides: [side, side, side], entries: take(side ** 3 * 3) };
  const after = [take(outputLength), take(outputLength), take(outputLength)];
  const through = (tables: readonly Float64Array[], values: Triple) =>
    values.map((value, axis) => between(tables[axis] ?? new Float64Array(1), value)) as unknown as Triple;
  return (rgb) => through(after, atGrid(grid, through(before, rgb)));
}

/** `mAB ` (ICC.1:2022 10.12): A curves, a table, M curves, a matrix, B curves; every part but the last may be left out. */
export function readNewTable(view: DataView, at: number): TableTransform | undefined {
  if (view.getUint8(at + 8) !== 3 || view.getUint8(at + 9) !== 3) return undefined;
  const [b, matrix, m, clut, a] = [12, 16, 20, 24, 28].map((offset) => view.getUint32(at + offset));
  const curves = (offset: number | undefined) => (offset ? readThreeCurves(view, at + offset) : [same, same, same]);
  const [first, middle, last] = [curves(a), curves(m), curves(b)];
  if (!b || !first || !middle || !last) return undefined;
  const grid = clut ? readGrid(view, at + clut) : undefined;
  const rows = matrix ? readMatrix(view, at + matrix) : undefined;
  return (rgb) => {
    const tabled = grid ? atGrid(grid, bent(first, rgb)) : rgb;
    const mixed = rows ? rows(bent(middle, tabled)) : tabled;
    return bent(last, mixed);
  };
}

const same: Curve = (value) => value;

function bent(curves: readonly Curve[], values: Triple): Triple {
  return values.map((value, axis) => (curves[axis] ?? same)(value)) as unknown as Triple;
}

function readThreeCurves(view: DataView, at: number): readonly Curve[] | undefined {
  const curves: Curve[] = [];
  let place = at;
  for (let axis = 0; axis < 3; axis += 1) {
    const read = readCurve(view, place);
    if (!read) return undefined;
    curves.push(read.curve);
    place += Math.ceil(read.bytes / 4) * 4;
  }
  return curves;
}

function readGrid(view: DataView, at: number): Grid {
  const sides = [0, 1, 2].map((axis) => view.getUint8(at + axis)) as unknown as Triple;
  if (sides.some((side) => side < 2)) throw new RangeError('table without sides');
  const bytes = view.getUint8(at + 16) === 1 ? 1 : 2;
  return { sides, entries: readEntries(view, at + 20, sides[0] * sides[1] * sides[2] * 3, bytes) };
}

function readMatrix(view: DataView, at: number): (values: Triple) => Triple {
  const parts = Array.from({ length: 12 }, (_, index) => view.getInt32(at + index * 4) / 65_536);
  return ([x, y, z]) =>
    [0, 1, 2].map(
      (row) =>
        (parts[row * 3] ?? 0) * x +
        (parts[row * 3 + 1] ?? 0) * y +
        (parts[row * 3 + 2] ?? 0) * z +
        (parts[9 + row] ?? 0),
    ) as unknown as Triple;
}
