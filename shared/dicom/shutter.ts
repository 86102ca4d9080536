import { assertNever } from '../base/assertNever.ts';
import { type DicomDataset, numberOf, numbersOf, textsOf } from './dicomJson.ts';

/** A point of an image: column and row, the first of each is 1 (PS3.3 C.7.6.11). */
export interface ImagePoint {
  readonly column: number;
  readonly row: number;
}

/** One edge of what may be seen. All of an image's shapes hold at once: what is outside any of them is covered. */
export type ShutterShape =
  | {
      readonly kind: 'rectangular';
      readonly left: number;
      readonly right: number;
      readonly upper: number;
      readonly lower: number;
    }
  | { readonly kind: 'circular'; readonly center: ImagePoint; readonly radius: number }
  | { readonly kind: 'polygonal'; readonly vertices: readonly ImagePoint[] };

/** What covers the unexposed part of an image (PS3.3 C.7.6.11, and C.7.6.15 for the bitmap). */
export interface Shutter {
  readonly shapes: readonly ShutterShape[];
  /** The overlay group (6000 to 601E) whose bits cover the image. */
  readonly bitmapGroup?: number | undefined;
}

/** Reads the display shutter of an image or a presentation state; a shape without its numbers covers nothing. */
export function readShutter(dataset: DicomDataset): Shutter | undefined {
  const kinds = new Set(textsOf(dataset, 'ShutterShape'));
  const shapes = [rectangularOf(dataset), circularOf(dataset), polygonalOf(dataset)].filter(
    (shape) => shape !== undefined && kinds.has(shape.kind.toUpperCase()),
  ) as readonly ShutterShape[];
  const bitmapGroup = kinds.has('BITMAP') ? numberOf(dataset, 'ShutterOverlayGroup') : undefined;
  return shapes.length > 0 || bitmapGroup !== undefined ? { shapes, bitmapGroup } : undefined;
}

function rectangularOf(dataset: DicomDataset): ShutterShape | undefined {
  const left = numberOf(dataset, 'ShutterLeftVerticalEdge');
  const right = numberOf(dataset, 'ShutterRightVerticalEdge');
  const upper = numberOf(dataset, 'ShutterUpperHorizontalEdge');
  const lower = numberOf(dataset, 'ShutterLowerHorizontalEdge');
  if (left === undefined || right === undefined || upper === undefined || lower === undefined) return undefined;
  // Edges that close on nothing would cover the whole image: written by nobody on purpose.
  return left < right && upper < lower ? { kind: 'rectangular', left, right, upper, lower } : undefined;
}

function circularOf(dataset: DicomDataset): ShutterShape | undefined {
  // Row first, then column (PS3.3 table C.7-17a).
  const [row, column] = numbersOf(dataset, 'CenterOfCircularShutter') ?? [];
  const radius = numberOf(dataset, 'RadiusOfCircularShutter');
  if (row === undefined || column === undefined || radius === undefined || radius <= 0) return undefined;
  return { kind: 'circular', center: { column, row }, radius };
}

function polygonalOf(dataset: DicomDataset): ShutterShape | undefined {
  const numbers = numbersOf(dataset, 'VerticesOfThePolygonalShutter') ?? [];
  const vertices: ImagePoint[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    vertices.push({ row: numbers[at] ?? 0, column: numbers[at + 1] ?? 0 });
  }
  return vertices.length >= 3 ? { kind: 'polygonal', vertices } : undefined;
}

/** Whether a pixel (column and row from 1) may be seen. Edges themselves belong to the image. */
export function isInsideShutter({ shapes }: Shutter, point: ImagePoint): boolean {
  return shapes.every((shape) => isInsideShape(shape, point));
}

function isInsideShape(shape: ShutterShape, { column, row }: ImagePoint): boolean {
  switch (shape.kind) {
    case 'rectangular':
      return column >= shape.left && column <= shape.right && row >= shape.upper && row <= shape.lower;
    case 'circular':
      return Math.hypot(column - shape.center.column, row - shape.center.row) <= shape.radius;
    case 'polygonal':
      return isInPolygon(shape.vertices, column, row);
    default:
      return assertNever(shape);
  }
}

function isInPolygon(vertices: readonly ImagePoint[], column: number, row: number): boolean {
  let inside = false;
  for (let at = 0, before = vertices.length - 1; at < vertices.length; before = at, at += 1) {
    const [from, to] = [vertices[before], vertices[at]];
    if (!from || !to || from.row > row === to.row > row) continue;
    const crossing = from.column + ((row - from.row) / (to.row - from.row)) * (to.column - from.column);
    if (column < crossing) inside = !inside;
  }
  return inside;
}
