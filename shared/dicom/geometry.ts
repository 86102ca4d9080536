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
 * Only a frame of the same SOP Instance UID and number is a duplicate: another object at the same place is another
 * image, and is kept (Q2).
 */
export function sortFrames(frames: readonly FrameOfImage[]): {
  readonly sorted: readonly FrameOfImage[];
  readonly order: 'position' | 'number';
  readonly duplicates: readonly FrameOfImage[];
} {
  const { once, again } = withoutResends(frames);
  const places = placesOf(once);
  if (!places || (places.length === 1 && once.length > 1)) {
    return { sorted: [...once].sort(byNumber), order: places ? 'position' : 'number', duplicates: again };
  }
  return { sorted: places.flat(), order: 'position', duplicates: again };
}

/** Frames that came twice under one SOP Instance UID and frame number, apart from those that came first. */
export function withoutResends(frames: readonly FrameOfImage[]): {
  readonly once: readonly FrameOfImage[];
  readonly again: readonly FrameOfImage[];
} {
  const seen = new Set<string>();
  const once: FrameOfImage[] = [];
  const again: FrameOfImage[] = [];
  for (const item of frames) {
    const name = resendName(item);
    (seen.has(name) ? again : once).push(item);
    seen.add(name);
  }
  return { once, again };
}

/**
 * Different images at one place that nothing in their attributes tells apart, as stacks with one image at a place each:
 * the first has the most faithful of every place, the next what is left. No image is in none of them (Q2).
 */
export function layersOf(frames: readonly FrameOfImage[]): readonly (readonly FrameOfImage[])[] {
  const { once, again } = withoutResends(frames);
  const places = placesOf(once) ?? [once];
  const deepest = places.reduce((most, place) => Math.max(most, place.length), 0);
  if (places.length < 2 || deepest < 2) return [frames];
  const layers = Array.from({ length: deepest }, (_, layer) => places.flatMap((place) => place[layer] ?? []));
  const layerOf = new Map(layers.flatMap((layer) => layer.map((item) => [resendName(item), layer] as const)));
  for (const item of again) layerOf.get(resendName(item))?.push(item);
  return layers;
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
  return places.map((place) => place.map(({ item }) => item).sort((a, b) => byLoss(a, b) || byNumber(a, b)));
}

/** The same name: the same pixels, sent again. */
function resendName({ image, frame }: FrameOfImage): string {
  return `${image.sopInstanceUID}/${frame.frameNumber}`;
}

/** What was never compressed with loss goes before what was. */
function byLoss(a: FrameOfImage, b: FrameOfImage): number {
  return Number(a.image.lossyAtSource) - Number(b.image.lossyAtSource);
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
