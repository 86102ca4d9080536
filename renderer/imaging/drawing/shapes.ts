import type { Annotation, AnnotationKind } from '#shared/annotations/annotation.ts';
import { ellipseOf } from '#shared/annotations/flat.ts';
import { type FlatPoint, flatOf, type Ground } from '#shared/annotations/ground.ts';
import { handlesOf } from './editing.ts';

/** An annotation as it lies on the surface: lines to draw and to touch, and what they lie within. */
export interface Shape {
  readonly annotation: Annotation;
  readonly points: readonly FlatPoint[];
  readonly strokes: readonly Stroke[];
  readonly bounds: Bounds;
  readonly label: FlatPoint | undefined;
}

export interface Stroke {
  readonly points: readonly FlatPoint[];
  /** Dashed lines explain a figure and are not measured: between the lines of an angle, from words to their figure. */
  readonly dashed?: boolean;
  /** Ends in the head of an arrow, at its first point. */
  readonly arrow?: boolean;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Smooth at any zoom that fills a screen. */
const ellipseSteps = 72;

export function shapeOf(annotation: Annotation, ground: Ground): Shape {
  const points = annotation.points.map((point) => flatOf(ground, point));
  const strokes = strokesOf(annotation.kind, points);
  return {
    annotation,
    points,
    strokes,
    bounds: boundsOf([...points, ...strokes.flatMap((stroke) => stroke.points)]),
    label: annotation.labelAt && flatOf(ground, annotation.labelAt),
  };
}

/** The lines of a figure; while it is being drawn there may be fewer points than it needs. */
export function strokesOf(kind: AnnotationKind, points: readonly FlatPoint[]): readonly Stroke[] {
  const [a, b, c, d] = points;
  if (!a || !b) return [];
  switch (kind) {
    case 'rectangle':
      return [{ points: [...handlesOf('rectangle', points), a] }];
    case 'ellipse':
      return d ? [{ points: ellipsePoints(points) }] : [{ points }];
    case 'freehand':
      return [{ points: points.length > 2 ? [...points, a] : points }];
    case 'arrow':
      return [{ points: [a, b], arrow: true }];
    case 'cobb':
      return c && d
        ? [{ points: [a, b] }, { points: [c, d] }, { points: nearestEnds(points), dashed: true }]
        : pairsOf(points);
    case 'bidirectional':
    case 'cardiothoracicRatio':
      return pairsOf(points);
    default:
      return [{ points }];
  }
}

function pairsOf(points: readonly FlatPoint[]): readonly Stroke[] {
  const strokes: Stroke[] = [];
  for (let index = 0; index + 1 < points.length; index += 2) strokes.push({ points: points.slice(index, index + 2) });
  return strokes;
}

/** The middles of both lines of a Cobb angle: which two belong together. */
function nearestEnds(points: readonly FlatPoint[]): readonly FlatPoint[] {
  const middle = (from: number) => {
    const [a, b] = [points[from] as FlatPoint, points[from + 1] as FlatPoint];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  return [middle(0), middle(2)];
}

function ellipsePoints(points: readonly FlatPoint[]): readonly FlatPoint[] {
  const { middle, one, other } = ellipseOf(points);
  return Array.from({ length: ellipseSteps + 1 }, (_, step) => {
    const angle = (2 * Math.PI * step) / ellipseSteps;
    const [along, across] = [Math.cos(angle), Math.sin(angle)];
    return { x: middle.x + along * one.x + across * other.x, y: middle.y + along * one.y + across * other.y };
  });
}

export function boundsOf(points: readonly FlatPoint[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

export function overlap(one: Bounds, other: Bounds): boolean {
  return one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
}
