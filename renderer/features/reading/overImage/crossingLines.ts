import type { Plane } from '#shared/dicom/orientation.ts';
import { along, cross, type Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from '../../../imaging/imageBoxView.ts';
import type { Axes } from '../../../imaging/plane/planeAxes.ts';

/** Half the gap that is left open around the crossing, so that what is looked at is not covered. */
const gap = 18;
/** Beyond every box. */
const far = 8_000;
/** From the crossing to a handle, in CSS pixels: far enough to turn finely, near enough to be in most boxes. */
const handleAt = 120;

interface Arm {
  readonly from: BoxPoint;
  readonly to: BoxPoint;
  readonly handle: BoxPoint;
}

/** Where another plane crosses a box: two arms with the crossing left open, and a handle on each. */
export interface CrossingLine {
  readonly plane: Plane;
  readonly arms: { readonly first: Arm; readonly second: Arm };
  /** From the line to what lies 1 mm before its plane, on the screen: how thick a slab of that plane is here. */
  readonly perMm: BoxPoint;
}

/** A slab of another plane as it lies here: its two edges, each from end to end. */
export function slabEdges(
  { arms, perMm }: CrossingLine,
  thicknessMm: number,
): readonly (readonly [BoxPoint, BoxPoint])[] {
  return [-0.5, 0.5].map((side) => {
    const away = (point: BoxPoint): BoxPoint => ({
      x: point.x + perMm.x * side * thicknessMm,
      y: point.y + perMm.y * side * thicknessMm,
    });
    return [away(arms.first.to), away(arms.second.to)];
  });
}

const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** The lines of the other two planes in the box of `plane`, through the crossing at `at`, which stands at `world`. */
export function crossingLines(
  plane: Plane,
  axes: Axes,
  at: BoxPoint,
  boxPointAt: (world: Vector3) => BoxPoint,
  world: Vector3,
): readonly CrossingLine[] {
  return planes
    .filter((other) => other !== plane)
    .map((other) => {
      const direction = cross(axes[plane].towardsViewer, axes[other].towardsViewer);
      const end = boxPointAt(along(world, direction, 100));
      const length = Math.hypot(end.x - at.x, end.y - at.y) || 1;
      const [x, y] = [(end.x - at.x) / length, (end.y - at.y) / length];
      const before = boxPointAt(along(world, axes[other].towardsViewer, 100));
      const on = (distance: number): BoxPoint => ({ x: at.x + x * distance, y: at.y + y * distance });
      return {
        plane: other,
        perMm: { x: (before.x - at.x) / 100, y: (before.y - at.y) / 100 },
        arms: {
          first: { from: on(gap), to: on(far), handle: on(handleAt) },
          second: { from: on(-gap), to: on(-far), handle: on(-handleAt) },
        },
      };
    });
}

/** The angle of a point about another as a hand sees it: clockwise, 0 to the right, in degrees. */
export function angleOnScreen(about: BoxPoint, point: BoxPoint): number {
  return (Math.atan2(point.y - about.y, point.x - about.x) * 180) / Math.PI;
}
