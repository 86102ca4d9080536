import { type AnnotationKind, isFreeLine } from '#shared/annotations/annotation.ts';
import { acrossOf, distanceOf, footOn, middleOf } from '#shared/annotations/flat.ts';
import type { FlatPoint } from '#shared/annotations/ground.ts';

/** Kinds that are drawn with the pointer; a key image is only marked. */
export type DrawnKind = Exclude<AnnotationKind, 'keyImage'>;

/** How often the hand is set down for one; a free line ends when the hand does. */
export const placesOf: Readonly<Record<DrawnKind, number>> = {
  length: 2,
  bidirectional: 3,
  angle: 3,
  cobb: 4,
  ellipse: 2,
  rectangle: 2,
  freehand: Number.POSITIVE_INFINITY,
  probe: 1,
  arrow: 2,
  text: 1,
  spineLabel: 1,
  cardiothoracicRatio: 4,
};

/** Words belong to these: they are typed in place as soon as one is drawn. */
export const writtenKinds: ReadonlySet<AnnotationKind> = new Set(['arrow', 'text']);

/** The angles in which a line goes while Shift is held: every 15°. */
const steps = Math.PI / 12;

/** The place that is meant while Shift is held: a line in steps of 15°, a circle, a square, a level line. */
export function constrained(kind: DrawnKind, before: readonly FlatPoint[], to: FlatPoint): FlatPoint {
  const from = before.at(-1);
  if (!from || isFreeLine(kind)) return to;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (kind === 'ellipse' || kind === 'rectangle') {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    return { x: from.x + Math.sign(dx) * side, y: from.y + Math.sign(dy) * side };
  }
  const angle = Math.round(Math.atan2(dy, dx) / steps) * steps;
  const long = Math.hypot(dx, dy);
  return { x: from.x + long * Math.cos(angle), y: from.y + long * Math.sin(angle) };
}

/** The points of a figure from the places where the hand was set down; fewer than it needs while it is being drawn. */
export function figureOf(kind: DrawnKind, places: readonly FlatPoint[]): readonly FlatPoint[] {
  const [a, b, c] = places;
  if (kind === 'ellipse' && a && b) return ellipseIn(a, b);
  if (kind === 'bidirectional' && a && b && c) return [a, b, ...shortAxisThrough(a, b, c)];
  if (kind === 'cardiothoracicRatio') return levelled(places);
  return places;
}

/** The ellipse that fills a box, by the ends of its longer axis and then of the other. */
function ellipseIn(a: FlatPoint, b: FlatPoint): readonly FlatPoint[] {
  const middle = middleOf(a, b);
  const across = [
    { x: a.x, y: middle.y },
    { x: b.x, y: middle.y },
  ];
  const upright = [
    { x: middle.x, y: a.y },
    { x: middle.x, y: b.y },
  ];
  return Math.abs(b.x - a.x) >= Math.abs(b.y - a.y) ? [...across, ...upright] : [...upright, ...across];
}

/** The axis across a line whose one end is as far from it as the pointer: it may stand anywhere along the line. */
export function shortAxisThrough(a: FlatPoint, b: FlatPoint, pointer: FlatPoint): readonly [FlatPoint, FlatPoint] {
  const { part } = footOn(pointer, a, b);
  const within = Math.max(0, Math.min(1, part));
  const foot = { x: a.x + within * (b.x - a.x), y: a.y + within * (b.y - a.y) };
  const across = acrossOf(a, b);
  const high = Math.abs((pointer.x - foot.x) * across.x + (pointer.y - foot.y) * across.y);
  return [
    { x: foot.x - across.x * high, y: foot.y - across.y * high },
    { x: foot.x + across.x * high, y: foot.y + across.y * high },
  ];
}

/** Widths of heart and chest run along the rows, or along the columns of an image that lies on its side. */
function levelled(places: readonly FlatPoint[]): readonly FlatPoint[] {
  const [a, b] = places;
  if (!a || !b) return places;
  const alongRows = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y);
  return places.map((place, index) => {
    const first = places[index - (index % 2)] as FlatPoint;
    return alongRows ? { x: place.x, y: first.y } : { x: first.x, y: place.y };
  });
}

/** A figure too small to have been meant. */
export function isTooSmall(points: readonly FlatPoint[], least: number): boolean {
  if (points.length < 2) return false;
  return points.every((point) => distanceOf(point, points[0] as FlatPoint) < least);
}
