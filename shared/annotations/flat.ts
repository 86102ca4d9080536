import type { FlatPoint } from './ground.ts';

// What is reckoned with points of a surface, in whatever unit they are.

export function distanceOf(a: FlatPoint, b: FlatPoint): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

export function middleOf(a: FlatPoint, b: FlatPoint): FlatPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function moved(point: FlatPoint, dx: number, dy: number): FlatPoint {
  return { x: point.x + dx, y: point.y + dy };
}

/** The angle between two directions in degrees, 0 to 180; 0 where one of them has no length. */
export function angleOf(a: FlatPoint, b: FlatPoint): number {
  return (Math.abs(Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)) * 180) / Math.PI;
}

export function towards(from: FlatPoint, to: FlatPoint): FlatPoint {
  return { x: to.x - from.x, y: to.y - from.y };
}

/** The area that a closed line encloses (shoelace), in the square of the unit of its points. */
export function areaOfPolygon(points: readonly FlatPoint[]): number {
  let twice = 0;
  for (let index = 0; index < points.length; index += 1) {
    const a = points[index] as FlatPoint;
    const b = points[(index + 1) % points.length] as FlatPoint;
    twice += a.x * b.y - b.x * a.y;
  }
  return Math.abs(twice) / 2;
}

/** The foot of the perpendicular from a point to the line through a and b, and how far along it (0 at a, 1 at b). */
export function footOn(
  point: FlatPoint,
  a: FlatPoint,
  b: FlatPoint,
): { readonly at: FlatPoint; readonly part: number } {
  const line = towards(a, b);
  const square = line.x * line.x + line.y * line.y;
  if (square === 0) return { at: a, part: 0 };
  const part = ((point.x - a.x) * line.x + (point.y - a.y) * line.y) / square;
  return { at: { x: a.x + part * line.x, y: a.y + part * line.y }, part };
}

/** The unit vector across a line, to the left of its way on a screen; of a line without length, straight down. */
export function acrossOf(a: FlatPoint, b: FlatPoint): FlatPoint {
  const long = distanceOf(a, b);
  return long === 0 ? { x: 0, y: 1 } : { x: -(b.y - a.y) / long, y: (b.x - a.x) / long };
}

/** The middle and the half axes of an ellipse of four points: the ends of one axis, then of the other. */
export function ellipseOf(points: readonly FlatPoint[]): {
  readonly middle: FlatPoint;
  readonly one: FlatPoint;
  readonly other: FlatPoint;
} {
  const [a, b, c, d] = points as readonly [FlatPoint, FlatPoint, FlatPoint, FlatPoint];
  const half = (from: FlatPoint, to: FlatPoint) => ({ x: (to.x - from.x) / 2, y: (to.y - from.y) / 2 });
  return { middle: middleOf(a, b), one: half(a, b), other: half(c, d) };
}
