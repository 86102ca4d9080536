import type { Shutter } from './shutter.ts';

/** A grey image, row by row. */
export interface GreyRaster {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** Whether the lowest values are shown white. */
  readonly inverted: boolean;
}

/** So near to the whitest value, as a share of all greys, a pixel was not exposed. */
const whiteShare = 0.04;
/** So many of a line's pixels must be that white; what is left is a marker, or dust. */
const whitePart = 0.985;
/** A border narrower than this part of its side blinds nobody; wider than this it may be the patient. */
const leastPart = 0.01;
const mostPart = 0.45;
/** Pixels of a line that are looked at. */
const samples = 400;

/**
 * The rectangle that a radiograph was collimated to, where what lies outside of it is shown white: every line from an edge
 * inward that is white through and through belongs to the border. Undefined where there is no such border, and where so
 * much would be covered that it may be the patient. An edge that leans is covered only as far as it is surely white.
 */
export function findCollimation(raster: GreyRaster): Shutter | undefined {
  const isWhite = whiteIn(raster);
  if (!isWhite) return undefined;
  const { rows, columns } = raster;
  const upper = borderOf(rows, (row) => isWhiteLine(columns, (column) => isWhite(row, column)));
  const lower = borderOf(rows, (row) => isWhiteLine(columns, (column) => isWhite(rows - 1 - row, column)));
  if (upper + lower >= rows) return undefined;
  // Only between the borders above and below: they are white wherever the others end.
  const high = rows - upper - lower;
  const left = borderOf(columns, (column) => isWhiteLine(high, (row) => isWhite(upper + row, column)));
  const right = borderOf(columns, (column) => isWhiteLine(high, (row) => isWhite(upper + row, columns - 1 - column)));
  const parts = [upper / rows, lower / rows, left / columns, right / columns];
  if (Math.max(...parts) < leastPart || Math.max(...parts) > mostPart) return undefined;
  const edges = { left: left + 1, right: columns - right, upper: upper + 1, lower: rows - lower };
  return { shapes: [{ kind: 'rectangular', ...edges }] };
}

type IsWhite = (row: number, column: number) => boolean;

function whiteIn({ values, rows, columns, inverted }: GreyRaster): IsWhite | undefined {
  const step = Math.max(1, Math.floor((rows * columns) / 40_000));
  const seen: number[] = [];
  for (let at = 0; at < rows * columns; at += step) seen.push(values[at] ?? 0);
  seen.sort((one, other) => one - other);
  // Without the outermost: a dead pixel is no white.
  const [low, high] = [0.002, 0.998].map((part) => seen[Math.floor(part * (seen.length - 1))] ?? 0);
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  const tolerance = (high - low) * whiteShare;
  const valueAt = (row: number, column: number) => values[row * columns + column] ?? 0;
  return inverted
    ? (row, column) => valueAt(row, column) <= low + tolerance
    : (row, column) => valueAt(row, column) >= high - tolerance;
}

function borderOf(lines: number, isBorder: (line: number) => boolean): number {
  let count = 0;
  while (count < lines && isBorder(count)) count += 1;
  return count;
}

function isWhiteLine(length: number, isWhite: (at: number) => boolean): boolean {
  const step = Math.max(1, Math.floor(length / samples));
  let [white, all] = [0, 0];
  for (let at = 0; at < length; at += step) {
    all += 1;
    if (isWhite(at)) white += 1;
  }
  return white >= all * whitePart;
}
