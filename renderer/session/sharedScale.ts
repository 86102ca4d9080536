import { subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { inverseOf, moved, type RigidTransform } from '../imaging/registration/rigidTransform.ts';
import { type Arrangement, type BoxContent, setIdsOf } from './arrangement.ts';

type Scaled = Pick<ImageBoxView, 'state' | 'shownPlane' | 'boxPointAt' | 'zoomBy' | 'panBy'>;

/** Another box of the family, and how to come from the origin's frame of reference to its own; undefined: nobody knows. */
export interface Relative {
  readonly view: Scaled;
  readonly transform: RigidTransform | undefined;
}

/** A smaller step of the zoom is rounding, and so is a smaller pan, in pixels. */
const leastZoomStep = 1e-3;
const leastPan = 0.25;

/**
 * Whether two boxes belong to one fusion and look the same way: what lies over the other in some box hangs, by itself or
 * laid over, in both. Side by side at two scales, one lesion would have two sizes.
 */
export function shareScale({ boxes }: Pick<Arrangement, 'boxes'>, one: number, other: number): boolean {
  const [first, second] = [boxes[one], boxes[other]];
  if (!first || !second || !('plane' in first) || !('plane' in second) || first.plane !== second.plane) return false;
  const isOf = (fusion: BoxContent | undefined) =>
    fusion?.kind === 'fusion' &&
    [first, second].every((content) => setIdsOf(content).every((id) => setIdsOf(fusion).includes(id)));
  return boxes.some(isOf);
}

/** Pixels of the box for one mm of the patient; undefined while nothing is drawn. */
export function scaleOf(view: Scaled): number | undefined {
  const plane = view.shownPlane?.();
  if (!plane) return undefined;
  const [from, to] = plane.corners;
  const [a, b] = [view.boxPointAt(from), view.boxPointAt(to)];
  const scale = Math.hypot(b.x - a.x, b.y - a.y) / Math.hypot(...subtract(to, from));
  return Number.isFinite(scale) && scale > 0 ? scale : undefined;
}

/** One scale and one place for the planes of a fusion: what the hands do to one box they do to the others. */
export class SharedScale {
  readonly #known = new WeakMap<Scaled, string>();
  /** How large those were drawn that were given one scale, for as long as nobody touches them. */
  readonly #joined = new WeakMap<Scaled, { readonly zoom: number; readonly scale: number | undefined }>();

  /** The others lie as this one does; nothing where it has not changed. */
  share(origin: Scaled, others: readonly Relative[]): void {
    const key = keyOf(origin);
    if (key === undefined || this.#known.get(origin) === key) return;
    this.#known.set(origin, key);
    for (const { view, transform } of others) {
      match(view, origin, transform);
      this.#note(view);
    }
  }

  /**
   * What has just been drawn takes its place among the others: where all show their whole, at the scale at which nothing of
   * any is cut off; else as the others lie. What comes back as it was left stays so. `others`: from the newcomer to them.
   */
  join(newcomer: Scaled, others: readonly Relative[]): void {
    if (!this.#isUntouched(newcomer) || others.length === 0) return;
    const untouched = others.filter(({ view }) => this.#isUntouched(view));
    const [left] = others.filter((other) => !untouched.includes(other));
    if (left) match(newcomer, left.view, left.transform && inverseOf(left.transform));
    else {
      const all = [newcomer, ...untouched.map(({ view }) => view)];
      const least = Math.min(...all.map(scaleOf).filter((scale) => scale !== undefined));
      for (const view of all) scaleTo(view, least);
      for (const view of all) this.#joined.set(view, { zoom: view.state().zoom, scale: scaleOf(view) });
    }
    for (const view of [newcomer, ...others.map((other) => other.view)]) this.#note(view);
  }

  /** Its box has another size than when it was given its scale, and nobody has touched it: words have come below it. */
  wasResized(view: Scaled): boolean {
    const [joined, scale] = [this.#joined.get(view), scaleOf(view)];
    if (!joined?.scale || !scale || !this.#isUntouched(view)) return false;
    return Math.abs(scale / joined.scale - 1) > leastZoomStep;
  }

  #isUntouched(view: Scaled): boolean {
    const { zoom } = view.state();
    return Math.abs(zoom - 1) < leastZoomStep || Math.abs(zoom - (this.#joined.get(view)?.zoom ?? 0)) < leastZoomStep;
  }

  #note(view: Scaled): void {
    const key = keyOf(view);
    if (key !== undefined) this.#known.set(view, key);
  }
}

function match(view: Scaled, origin: Scaled, transform: RigidTransform | undefined): void {
  const scale = scaleOf(origin);
  const plane = origin.shownPlane?.();
  if (scale === undefined || !plane) return;
  scaleTo(view, scale);
  if (!transform) return;
  // The same point of the patient at the same place of the box; both boxes look the same way.
  const place = origin.boxPointAt(plane.centre);
  const there: Vector3 = moved(transform, plane.centre);
  const now = view.boxPointAt(there);
  if (Math.hypot(place.x - now.x, place.y - now.y) > leastPan) view.panBy(now, place);
}

function scaleTo(view: Scaled, wanted: number): void {
  const now = scaleOf(view);
  if (now !== undefined && Math.abs(wanted / now - 1) > leastZoomStep) view.zoomBy(wanted / now);
}

/** Changes when the plane is drawn larger, or elsewhere in its box; scrolling along the patient changes nothing of it. */
function keyOf(view: Scaled): string | undefined {
  const scale = scaleOf(view);
  const plane = view.shownPlane?.();
  if (scale === undefined || !plane) return undefined;
  const { x, y } = view.boxPointAt(plane.corners[0]);
  return [scale.toFixed(4), x.toFixed(1), y.toFixed(1)].join(' ');
}
