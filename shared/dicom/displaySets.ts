import { compareText } from '../base/compareText.ts';
import { textDigest } from '../base/textDigest.ts';
import { layersOf, placesOf, sortFrames } from './geometry.ts';
import {
  type Discriminator,
  discriminators,
  type FrameDescription,
  type ImageDescription,
} from './imageDescription.ts';
import { type Orientation, sameOrientation } from './orientation.ts';

/** One frame with the instance it belongs to. */
export interface FrameOfImage {
  readonly image: ImageDescription;
  readonly frame: FrameDescription;
}

/** Frames shown together in one image box, in the order of scrolling. */
export interface DisplaySet {
  /** The same however many of its images have come: the series, what its images share, and what set it apart. */
  readonly id: string;
  readonly seriesInstanceUID: string;
  readonly modality: string;
  readonly frames: readonly FrameOfImage[];
  /** By position along the normal, or, where there is none, by number: "not sorted by anatomy" (Q1). */
  readonly order: 'position' | 'number';
  /** A moving picture: played, not scrolled. */
  readonly cine: boolean;
  /** Frames that came twice under one SOP Instance UID; listed, shown once (Q2). */
  readonly duplicates: readonly FrameOfImage[];
  /** How many frames of reference its images name; more than one is an error of the data, and is said (Q8). */
  readonly framesOfReference: number;
  /** What sets it apart from the others of its series, e.g. { bValue: "1000" }. */
  readonly apart: Apart;
}

/** `copy`: the second and further images at the same places, where no attribute tells them apart. */
export type Apart = Readonly<Partial<Record<Discriminator | 'copy', string>>>;

/** Each picture of these stands alone: two views of a chest are no stack. */
const singlePictures = new Set(['CR', 'DX', 'MG', 'IO', 'PX', 'RG', 'DR', 'XC', 'SM']);
const movingPictures = new Set(['US', 'XA', 'RF', 'IVUS', 'ES', 'NM', 'OP', 'OCT']);

/**
 * Splits the images of one series into display sets: frames of one size, kind and orientation together, and where two
 * frames hold the same place, apart by echo, b-value, phase, time or acquisition (Q2, Q6). The order of `images` does not matter.
 */
export function splitIntoDisplaySets(images: readonly ImageDescription[]): readonly DisplaySet[] {
  const groups = new Map<string, FrameOfImage[]>();
  const orientations: Orientation[] = [];
  for (const image of images) {
    const alone = singlePictures.has(image.modality) || isCine(image) || isUnplaced(image);
    for (const frame of image.frames) {
      const key = groupKey(image, alone ? undefined : frame, orientations);
      const group = groups.get(key);
      if (group) group.push({ image, frame });
      else groups.set(key, [{ image, frame }]);
    }
  }
  const sets = [...groups].flatMap(([key, frames]) => splitByPlace(key, frames, {}));
  return inOrder(sets);
}

/** By number; the copies of one stack after it, whatever their numbers: the most faithful is the one that hangs first. */
function inOrder(sets: readonly DisplaySet[]): readonly DisplaySet[] {
  const stackOf = ({ id }: DisplaySet) => id.replace(/\|copy=\d+$/, '');
  const numbers = new Map<string, number>();
  for (const set of sets) {
    numbers.set(stackOf(set), Math.min(numbers.get(stackOf(set)) ?? Number.POSITIVE_INFINITY, firstNumber(set)));
  }
  const number = (set: DisplaySet) => numbers.get(stackOf(set)) ?? 0;
  return [...sets].sort(
    (a, b) =>
      number(a) - number(b) ||
      compareText(stackOf(a), stackOf(b)) ||
      Number(a.apart.copy ?? 1) - Number(b.apart.copy ?? 1),
  );
}

/** `frame`: undefined when the object stands alone, whatever its frames are. */
function groupKey(image: ImageDescription, frame: FrameDescription | undefined, orientations: Orientation[]): string {
  const { rows, columns, samplesPerPixel, photometricInterpretation } = image.layout;
  const parts = [image.seriesInstanceUID, rows, columns, samplesPerPixel, photometricInterpretation];
  if (!frame) return [...parts, image.sopInstanceUID].join('|');
  // Not by frame of reference: a series has one (PS3.3 A.1.2.5), and some anonymisers write a new one in each image.
  return [...parts, orientationName(frame.orientation, orientations)].join('|');
}

/**
 * Names an orientation by its directions, not by when it came: an image that comes late changes no name. Two that differ
 * by a tenth of a degree differ in a thousandth of some cosine.
 */
function orientationName(orientation: Orientation | undefined, known: Orientation[]): string {
  if (!orientation) return '';
  const alike = known.find((candidate) => sameOrientation(candidate, orientation));
  if (!alike) known.push(orientation);
  const { row, column } = alike ?? orientation;
  // Adding 0 turns -0 into 0.
  return [...row, ...column].map((part) => (Math.round(part * 1_000) / 1_000 + 0).toString()).join('\\');
}

/** These lie in the body though a file may not say where: its frames are slices without a place, not a moving picture. */
const slicedPictures = new Set(['CT', 'MR', 'PT']);

/** Frames that lie at places of their own are slices, whatever made them (Q7). */
function isCine(image: ImageDescription): boolean {
  if (image.frames.length < 2 || liesAtPlaces(image)) return false;
  return movingPictures.has(image.modality) || (isUnplaced(image) && !slicedPictures.has(image.modality));
}

function liesAtPlaces(image: ImageDescription): boolean {
  const places = new Set(image.frames.map(({ position }) => position?.join('\\')));
  return !places.has(undefined) && places.size > 1;
}

/** Many frames in one object, with no word of where they lie: they belong to no stack but their own. */
function isUnplaced({ frames }: ImageDescription): boolean {
  return frames.length > 1 && frames[0]?.position === undefined;
}

function splitByPlace(group: string, frames: readonly FrameOfImage[], apart: Apart): readonly DisplaySet[] {
  const places = placesOf(frames);
  // One place and many times is a time series: kept together, in the order of its numbers.
  if (!places || places.length === 1) return [toDisplaySet(group, frames, apart)];
  const discriminator = discriminators.find((name) => tellsApart(places, name));
  if (!discriminator) {
    return layersOf(frames).map((layer, index) =>
      toDisplaySet(group, layer, index === 0 ? apart : { ...apart, copy: String(index + 1) }),
    );
  }
  const values = [...new Set(frames.map(({ frame }) => frame.discriminators[discriminator]))];
  return values.flatMap((value) =>
    splitByPlace(
      group,
      frames.filter(({ frame }) => frame.discriminators[discriminator] === value),
      { ...apart, [discriminator]: value },
    ),
  );
}

/**
 * Whether a discriminator tells frames at one place apart. One that only varies from place to place does not; nor does
 * one that is different in nearly every frame, as an acquisition number in each slice is: one image sent twice under
 * another number would shatter the series.
 */
function tellsApart(places: readonly (readonly FrameOfImage[])[], name: Discriminator): boolean {
  const valuesOf = (frames: readonly FrameOfImage[]) =>
    new Set(frames.map(({ frame }) => frame.discriminators[name])).size;
  const atOnePlace = Math.max(...places.map(valuesOf));
  if (atOnePlace < 2) return false;
  const frames = places.flat();
  const values = valuesOf(frames);
  return values <= atOnePlace || values * 2 <= frames.length;
}

function toDisplaySet(group: string, frames: readonly FrameOfImage[], apart: Apart): DisplaySet {
  const { sorted, order, duplicates } = sortFrames(frames);
  const first = sorted[0];
  if (!first) throw new Error('A display set needs a frame.');
  return {
    id: [group, ...Object.entries(apart).map(([name, value]) => `${name}=${shortName(value)}`)].join('|'),
    seriesInstanceUID: first.image.seriesInstanceUID,
    modality: first.image.modality,
    frames: sorted,
    order,
    cine: isCine(first.image),
    duplicates,
    framesOfReference: new Set(frames.map(({ image }) => image.frameOfReferenceUID)).size,
    apart,
  };
}

/** In signs: no CS, SH or number is longer (PS3.5 6.2); what is becomes a digest, for names are kept with every drawing. */
const longestName = 64;

function shortName(value: string): string {
  return value.length > longestName ? `#${textDigest(value)}` : value;
}

function firstNumber(set: DisplaySet): number {
  return Math.min(...set.frames.map(({ image }) => image.instanceNumber ?? Number.MAX_SAFE_INTEGER));
}
