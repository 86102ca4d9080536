import { along, angleBetween, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { ShownPlane } from './shownPlane.ts';

/** Planes that stand at less to each other have no line to speak of: a degree of error would move it across the box. */
const leastDegrees = 5;

/**
 * Where one plane cuts another: the piece of the line in which it lies within both of their rectangles. Undefined where
 * the two are nearly parallel, do not meet, or belong to different frames of reference (Q8).
 */
export function cutOf(source: ShownPlane, target: ShownPlane): readonly [Vector3, Vector3] | undefined {
  if (source.frameOfReferenceUID !== target.frameOfReferenceUID) return undefined;
  const angle = angleBetween(source.normal, target.normal);
  if (Math.min(angle, 180 - angle) < leastDegrees) return undefined;
  const ends = crossing(source, target);
  return ends && clipped(ends, target);
}

/** The two points at which the edges of the source's rectangle pass through the target's plane. */
function crossing(source: ShownPlane, target: ShownPlane): readonly [Vector3, Vector3] | undefined {
  const found: Vector3[] = [];
  const height = (point: Vector3) => dot(subtract(point, target.centre), target.normal);
  source.corners.forEach((from, index) => {
    const to = source.corners[(index + 1) % 4];
    if (!to) return;
    const [a, b] = [height(from), height(to)];
    // A corner that lies in the plane belongs to one of its two edges.
    if (a < 0 === b < 0) return;
    found.push(along(from, subtract(to, from), a / (a - b)));
  });
  const [first, second] = found;
  return first && second ? [first, second] : undefined;
}

/** Of a line in the target's plane, the piece inside its rectangle. */
function clipped(
  [from, to]: readonly [Vector3, Vector3],
  { corners }: ShownPlane,
): readonly [Vector3, Vector3] | undefined {
  const [origin, right, , bottom] = corners;
  let [begin, end] = [0, 1];
  for (const edge of [subtract(right, origin), subtract(bottom, origin)]) {
    const size = dot(edge, edge);
    const [a, b] = [dot(subtract(from, origin), edge) / size, dot(subtract(to, origin), edge) / size];
    if (a === b) {
      if (a < 0 || a > 1) return undefined;
      continue;
    }
    const [at0, at1] = [(0 - a) / (b - a), (1 - a) / (b - a)];
    begin = Math.max(begin, Math.min(at0, at1));
    end = Math.min(end, Math.max(at0, at1));
  }
  if (begin >= end) return undefined;
  const line = subtract(to, from);
  return [along(from, line, begin), along(from, line, end)];
}
