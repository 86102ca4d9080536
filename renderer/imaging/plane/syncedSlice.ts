import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { normalOf } from '#shared/dicom/orientation.ts';
import { along, angleBetween, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { moved, type RigidTransform, turned } from '../registration/rigidTransform.ts';
import type { ShownPlane } from './shownPlane.ts';

/** Boxes scroll together when their planes are this near to parallel: an axial stack does not drive a coronal one. */
export const parallelDegrees = 10;

/**
 * The point at which another box's own axis meets the plane of the box that was scrolled (H1): its slice nearest to that
 * point is the one to show. Undefined where the two planes are not parallel. `transform`: from the frame of reference of
 * `origin` to that of `target`.
 */
export function pointToShow(origin: ShownPlane, target: ShownPlane, transform: RigidTransform): Vector3 | undefined {
  const [point, normal] = [moved(transform, origin.centre), turned(transform, origin.normal)];
  const angle = angleBetween(normal, target.normal);
  if (Math.min(angle, 180 - angle) > parallelDegrees) return undefined;
  const steps = dot(subtract(point, target.centre), normal) / dot(target.normal, normal);
  return along(target.centre, target.normal, steps);
}

/** A slice of a box, found by where it lies. */
export interface NearestSlice {
  readonly index: number;
  /** From the slice to the point that was asked for, in mm, without sign. */
  readonly awayMm: number;
  /** The point lies beyond the first or the last slice: the box stays at its end. */
  readonly beyond: boolean;
}

/**
 * The slice nearest to a place. `placesMm`: where the slices lie along one axis, rising or falling; uneven spacing and
 * gaps are as they are (E1). Of two equally near, the first.
 */
export function nearestSlice(placesMm: readonly number[], wantedMm: number): NearestSlice | undefined {
  if (placesMm.length === 0) return undefined;
  let index = 0;
  placesMm.forEach((place, each) => {
    const best = placesMm[index] ?? 0;
    if (Math.abs(place - wantedMm) < Math.abs(best - wantedMm)) index = each;
  });
  const first = placesMm[0] ?? 0;
  const last = placesMm.at(-1) ?? 0;
  // Half a slice belongs to the last one still.
  const half = Math.abs(last - first) / Math.max(1, placesMm.length - 1) / 2;
  const beyond = wantedMm < Math.min(first, last) - half || wantedMm > Math.max(first, last) + half;
  return { index, awayMm: Math.abs((placesMm[index] ?? 0) - wantedMm), beyond };
}

/** The image of a display set nearest to a point of its frame of reference; undefined where its images lie at no places. */
export function sliceOfSetAt(set: DisplaySet, point: Vector3): NearestSlice | undefined {
  const orientation = set.frames[0]?.frame.orientation;
  if (!orientation || set.order !== 'position') return undefined;
  const normal = normalOf(orientation);
  const places = set.frames.map(({ frame }) => (frame.position ? dot(frame.position, normal) : Number.NaN));
  // Many times at one place are a time series: time is not scrolled by anatomy.
  if (places.length > 1 && Math.abs((places.at(-1) ?? 0) - (places[0] ?? 0)) < 0.01) return undefined;
  return places.some(Number.isNaN) ? undefined : nearestSlice(places, dot(point, normal));
}
