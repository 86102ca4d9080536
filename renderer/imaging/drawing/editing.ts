import type { AnnotationKind } from '#shared/annotations/annotation.ts';
import { acrossOf, distanceOf, ellipseOf, footOn, middleOf } from '#shared/annotations/flat.ts';
import type { FlatPoint } from '#shared/annotations/ground.ts';
import { shortAxisThrough } from './figures.ts';

/** A line drawn in one sweep has more points than anybody would move one by one. */
const mostHandles = 24;

/** Where a figure can be taken hold of, in the order in which `withHandleAt` counts them. */
export function handlesOf(kind: AnnotationKind, points: readonly FlatPoint[]): readonly FlatPoint[] {
  const [a, b] = points;
  if (kind === 'rectangle' && a && b) return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
  return points.length > mostHandles ? [] : points;
}

/** The points of a figure after one of its handles was moved to `to`. */
export function withHandleAt(
  kind: AnnotationKind,
  points: readonly FlatPoint[],
  handle: number,
  to: FlatPoint,
): readonly FlatPoint[] {
  switch (kind) {
    case 'rectangle':
      return rectangleWith(points, handle, to);
    case 'ellipse':
      return ellipseWith(points, handle, to);
    case 'bidirectional':
      return axesWith(points, handle, to);
    case 'cardiothoracicRatio':
      return widthsWith(points, handle, to);
    default:
      return points.map((point, index) => (index === handle ? to : point));
  }
}

/** The corner across stays where it is. */
function rectangleWith(points: readonly FlatPoint[], handle: number, to: FlatPoint): readonly FlatPoint[] {
  const across = handlesOf('rectangle', points)[(handle + 2) % 4];
  return across ? [across, to] : points;
}

/** The other end of the axis stays; the axis across keeps its length and stays square to it, so that an ellipse can be turned. */
function ellipseWith(points: readonly FlatPoint[], handle: number, to: FlatPoint): readonly FlatPoint[] {
  const opposite = points[handle ^ 1];
  const { one, other } = ellipseOf(points);
  if (!opposite) return points;
  const half = handle < 2 ? Math.hypot(other.x, other.y) : Math.hypot(one.x, one.y);
  const middle = middleOf(opposite, to);
  const across = acrossOf(opposite, to);
  const moved = handle % 2 === 0 ? [to, opposite] : [opposite, to];
  const kept = [
    { x: middle.x - across.x * half, y: middle.y - across.y * half },
    { x: middle.x + across.x * half, y: middle.y + across.y * half },
  ];
  return handle < 2 ? [...moved, ...kept] : [...kept, ...moved];
}

/** The short axis stays square to the long one, whichever of the two is moved. */
function axesWith(points: readonly FlatPoint[], handle: number, to: FlatPoint): readonly FlatPoint[] {
  const [a, b, c, d] = points;
  if (!a || !b || !c || !d) return points;
  if (handle >= 2) return [a, b, ...shortAxisThrough(a, b, to)];
  const [from, end] = handle === 0 ? [to, b] : [a, to];
  // As far along the new line, and as long to each side, as it was on the old one.
  const { part, at } = footOn(c, a, b);
  const foot = { x: from.x + part * (end.x - from.x), y: from.y + part * (end.y - from.y) };
  const across = acrossOf(from, end);
  const [before, after] = [distanceOf(at, c), distanceOf(at, d)];
  return [
    from,
    end,
    { x: foot.x - across.x * before, y: foot.y - across.y * before },
    { x: foot.x + across.x * after, y: foot.y + across.y * after },
  ];
}

/** Both ends of a width stay level: the line goes with the hand, its other end only up and down. */
function widthsWith(points: readonly FlatPoint[], handle: number, to: FlatPoint): readonly FlatPoint[] {
  const [a, b] = points;
  if (!a || !b) return points;
  const alongRows = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y);
  return points.map((point, index) => {
    if (index === handle) return to;
    if (index !== (handle ^ 1)) return point;
    return alongRows ? { x: point.x, y: to.y } : { x: to.x, y: point.y };
  });
}
