import { footOn } from '#shared/annotations/flat.ts';
import type { FlatPoint } from '#shared/annotations/ground.ts';
import type { BoxPoint } from '../imageBoxView.ts';
import { handlesOf } from './editing.ts';
import type { Projection } from './projection.ts';
import type { Shape } from './shapes.ts';

/** What of a figure lies under the pointer. */
export interface Hit {
  readonly id: string;
  readonly part:
    | { readonly kind: 'handle'; readonly handle: number }
    | { readonly kind: 'body' }
    | { readonly kind: 'label' };
}

/** Where the words of a figure stand in the box, as they were drawn last. */
export interface LabelBox {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How near is near enough, in CSS pixels: for a mouse or pen, and for a finger. */
export const reach = { fine: 7, coarse: 18 } as const;

/**
 * The nearest figure under a point of the box: the selected one first, then handles before lines, and words where there
 * is neither. Figures whose bounds are not near are not looked at.
 */
export function hitAt(
  point: BoxPoint,
  shapes: readonly Shape[],
  labels: readonly LabelBox[],
  projection: Projection,
  options: { readonly tolerance: number; readonly selected: string | undefined },
): Hit | undefined {
  const { tolerance, selected } = options;
  const at = projection.toFlat(point);
  const far = tolerance / projection.perUnit;
  let best: { readonly hit: Hit; readonly rank: number } | undefined;
  for (const shape of shapes) {
    const { left, top, right, bottom } = shape.bounds;
    if (at.x < left - far || at.x > right + far || at.y < top - far || at.y > bottom + far) continue;
    const found = nearestPart(shape, at, far);
    if (!found) continue;
    const { id } = shape.annotation;
    const rank = found.distance / far + (found.part.kind === 'handle' ? 0 : 2) - (id === selected ? 4 : 0);
    if (!best || rank < best.rank) best = { hit: { id, part: found.part }, rank };
  }
  if (best) return best.hit;
  const label = labels.findLast(
    ({ left, top, width, height }) =>
      point.x >= left && point.x <= left + width && point.y >= top && point.y <= top + height,
  );
  return label && { id: label.id, part: { kind: 'label' } };
}

function nearestPart(
  { annotation, points, strokes }: Shape,
  at: FlatPoint,
  far: number,
): { readonly part: Hit['part']; readonly distance: number } | undefined {
  let nearest: { part: Hit['part']; distance: number } | undefined;
  for (const [handle, place] of handlesOf(annotation.kind, points).entries()) {
    const distance = Math.hypot(at.x - place.x, at.y - place.y);
    if (distance <= far && !(nearest && nearest.distance <= distance)) {
      nearest = { part: { kind: 'handle', handle }, distance };
    }
  }
  if (nearest) return nearest;
  for (const stroke of strokes) {
    for (let index = 0; index + 1 < stroke.points.length; index += 1) {
      const distance = distanceToSegment(at, stroke.points[index] as FlatPoint, stroke.points[index + 1] as FlatPoint);
      if (distance <= far && !(nearest && nearest.distance <= distance)) nearest = { part: { kind: 'body' }, distance };
    }
  }
  return nearest;
}

export function distanceToSegment(point: FlatPoint, a: FlatPoint, b: FlatPoint): number {
  const { part } = footOn(point, a, b);
  const within = Math.max(0, Math.min(1, part));
  return Math.hypot(point.x - a.x - within * (b.x - a.x), point.y - a.y - within * (b.y - a.y));
}
