import { compareText } from '../base/compareText.ts';
import type { FrameOfImage } from './displaySets.ts';
import { normalOf, scrollDirection } from './orientation.ts';
import { dot, type Vector3 } from './vectors.ts';

/** Closer than this along the normal, two frames hold one place. */
const samePlaceMm = 0.01;

/** A frame with its distance along the direction of scrolling. */
interface Placed {
  readonly item: FrameOfImage;
  readonly distanceMm: number;
}

/**
 * Sorts frames by position along the normal of their orientation, in the direction a reader scrolls the plane; never by
 * InstanceNumber (Q1). Without position or orientation: by InstanceNumber, then frame number.
 * Of frames at one place the first by number is shown, the others answered as duplicates (Q2).
 */
export function sortFrames(frames: readonly FrameOfImage[]): {
  readonly sorted: readonly FrameOfImage[];
  readonly order: 'position' | 'number';
  readonly duplicates: readonly FrameOfImage[];
} {
  const places = placesOf(frames);
  if (!places || (places.length === 1 && frames.length > 1)) {
    return { sorted: [...frames].sort(byNumber), order: places ? 'position' : 'number', duplicates: [] };
  }
  const sorted = places.map((place) => place[0]).filter((item) => item !== undefined);
  return { sorted, order: 'position', duplicates: places.flatMap((place) => place.slice(1)) };
}

/** Frames grouped by the place they hold, in scrolling order; undefined when any frame has no place. */
export function placesOf(frames: readonly FrameOfImage[]): readonly (readonly FrameOfImage[])[] | undefined {
  const orientation = frames[0]?.frame.orientation;
  if (!orientation) return undefined;
  const direction = scrollDirection(orientation);
  const placed: Placed[] = [];
  for (const item of frames) {
    if (!item.frame.position || !item.frame.orientation) return undefined;
    placed.push({ item, distanceMm: dot(item.frame.position, direction) });
  }
  placed.sort((a, b) => a.distanceMm - b.distanceMm);
  const places: Placed[][] = [];
  for (const next of placed) {
    const place = places.at(-1);
    if (place?.[0] && next.distanceMm - place[0].distanceMm < samePlaceMm) place.push(next);
    else places.push([next]);
  }
  return places.map((place) => place.map(({ item }) => item).sort(byNumber));
}

function byNumber(a: FrameOfImage, b: FrameOfImage): number {
  return (
    (a.image.instanceNumber ?? 0) - (b.image.instanceNumber ?? 0) ||
    compareText(a.image.sopInstanceUID, b.image.sopInstanceUID) ||
    a.frame.frameNumber - b.frame.frameNumber
  );
}

/** The distance of a frame along the right-handed normal of its orientation; undefined without position. */
export function distanceAlongNormal(item: FrameOfImage, origin: Vector3): number | undefined {
  const { position, orientation } = item.frame;
  if (!position || !orientation) return undefined;
  const normal = normalOf(orientation);
  return dot(position, normal) - dot(origin, normal);
}
