import type { FrameOfImage } from '../displaySets.ts';
import { normalOf, type Orientation, sameOrientation } from '../orientation.ts';
import { dot, type Vector3 } from '../vectors.ts';
import type { InstanceReference } from './references.ts';

/** Where an image lies among those that it is shown with: its plane, and the part of the patient that is its own. */
export interface ImagePlace {
  readonly item: FrameOfImage;
  readonly normal: Vector3;
  /** In mm along the normal. */
  readonly at: number;
  /** What lies from here to before there is shown on this image; no two images at different places share any of it. */
  readonly from: number;
  readonly to: number;
  /** How far from the image something may lie that says of itself that it was drawn on it. */
  readonly reachMm: number;
}

/** The images of a display set by where they lie. */
export interface ImagePlaces {
  /** Undefined for an image that does not say where it lies. */
  of(item: FrameOfImage): ImagePlace | undefined;
  named(reference: InstanceReference): readonly ImagePlace[];
  /** The images on which something flat lies; none where it crosses them. */
  under(points: readonly Vector3[]): readonly ImagePlace[];
}

/** Nearer than this, in mm, two images lie at one place, and rounding alone parts a point from a plane. */
const samePlaceMm = 1e-3;
const roundingMm = 0.01;
/** A line drawn by hand on an image does not leave its plane by more than this. */
const unevenMm = 0.05;

interface Stack {
  readonly orientation: Orientation;
  readonly normal: Vector3;
  /** In order along the normal. */
  readonly places: readonly ImagePlace[];
}

/**
 * Gives each image the part of the patient that it stands for: half the way to its nearest neighbour, or half its own
 * thickness where it is thinner than that. The thickness alone would not do: slices of 5 mm every 1 mm would each show
 * what was outlined on four others, and outlines on slices that do not tell theirs would be lost between them.
 */
export function placesOf(frames: readonly FrameOfImage[]): ImagePlaces {
  const stacks = stacksOf(frames);
  const byName = new Map<string, ImagePlace[]>();
  for (const place of stacks.flatMap(({ places }) => places)) {
    const { sopInstanceUID } = place.item.image;
    const known = byName.get(sopInstanceUID);
    if (known) known.push(place);
    else byName.set(sopInstanceUID, [place]);
  }
  const namesPlace = ({ frames: numbers }: Pick<InstanceReference, 'frames'>, { item }: ImagePlace) =>
    numbers === undefined || numbers.includes(item.frame.frameNumber);
  return {
    of: ({ image, frame }) =>
      byName.get(image.sopInstanceUID)?.find((place) => place.item.frame.frameNumber === frame.frameNumber),
    named: (reference) => (byName.get(reference.sopInstanceUID) ?? []).filter((place) => namesPlace(reference, place)),
    under: (points) => stacks.flatMap((stack) => underIn(stack, points)),
  };
}

function stacksOf(frames: readonly FrameOfImage[]): readonly Stack[] {
  const stacks: { readonly orientation: Orientation; readonly normal: Vector3; readonly items: FrameOfImage[] }[] = [];
  for (const item of frames) {
    const { position, orientation } = item.frame;
    if (!position || !orientation) continue;
    const known = stacks.find((stack) => sameOrientation(stack.orientation, orientation, 1));
    if (known) known.items.push(item);
    else stacks.push({ orientation, normal: normalOf(orientation), items: [item] });
  }
  return stacks.map(({ orientation, normal, items }) => ({ orientation, normal, places: spansOf(items, normal) }));
}

function spansOf(items: readonly FrameOfImage[], normal: Vector3): readonly ImagePlace[] {
  const placed = items
    .flatMap((item) => (item.frame.position ? [{ item, at: dot(item.frame.position, normal) }] : []))
    .sort((a, b) => a.at - b.at);
  // Two images may lie at one place: each place once.
  const places = placed
    .map(({ at }) => at)
    .filter((at, index, all) => at - (all[index - 1] ?? -Infinity) > samePlaceMm);
  let index = 0;
  return placed.map(({ item, at }): ImagePlace => {
    while (at - (places[index] ?? at) > samePlaceMm) index += 1;
    const [before, after] = [places[index - 1], places[index + 1]];
    const apart = Math.min(at - (before ?? -Infinity), (after ?? Infinity) - at);
    const thickness = item.frame.sliceThicknessMm;
    const interval = Number.isFinite(apart) ? apart : (thickness ?? 1);
    const half = Math.min(interval, thickness ?? interval) / 2 + roundingMm;
    return {
      item,
      normal,
      at,
      // The middle between two is reckoned alike from either side, so it belongs to one of them and to one only.
      from: Math.max(at - half, before === undefined ? -Infinity : (before + at) / 2),
      to: Math.min(at + half, after === undefined ? Infinity : (at + after) / 2),
      reachMm: Math.max(interval, thickness ?? 0) / 2 + roundingMm,
    };
  });
}

function underIn({ normal, places }: Stack, points: readonly Vector3[]): readonly ImagePlace[] {
  const { middle, spread } = extentAlong(points, normal);
  let [low, high] = [0, places.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((places[half]?.to ?? Infinity) <= middle) low = half + 1;
    else high = half;
  }
  const found: ImagePlace[] = [];
  for (let index = low; index < places.length; index += 1) {
    const place = places[index];
    if (!place || place.from > middle) break;
    if (isWithin(place, middle, spread)) found.push(place);
  }
  return found;
}

function isWithin({ from, to }: ImagePlace, middle: number, spread: number): boolean {
  if (middle < from || middle >= to) return false;
  return middle - spread / 2 >= from - unevenMm && middle + spread / 2 <= to + unevenMm;
}

/** Whether something flat lies on an image. */
export function liesOn(place: ImagePlace, points: readonly Vector3[]): boolean {
  const { middle, spread } = extentAlong(points, place.normal);
  return isWithin(place, middle, spread);
}

/** Whether something that names an image lies near enough to it to be what was drawn on it. */
export function isDrawnOn(place: ImagePlace, points: readonly Vector3[]): boolean {
  const { middle, spread } = extentAlong(points, place.normal);
  return Math.abs(middle - place.at) + spread / 2 <= place.reachMm + unevenMm;
}

function extentAlong(points: readonly Vector3[], normal: Vector3) {
  let [least, most] = [Infinity, -Infinity];
  for (const point of points) {
    const at = dot(point, normal);
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return { middle: (least + most) / 2, spread: most - least };
}
