import { placesOf, sortFrames } from './geometry.ts';
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
  /** Stable for one study: the series, and what set this part of it apart. */
  readonly id: string;
  readonly seriesInstanceUID: string;
  readonly modality: string;
  readonly frames: readonly FrameOfImage[];
  /** By position along the normal, or, where there is none, by number: "not sorted by anatomy" (Q1). */
  readonly order: 'position' | 'number';
  /** A moving picture: played, not scrolled. */
  readonly cine: boolean;
  /** Frames at a place that another frame already holds; kept, listed, not shown in the stack (Q2). */
  readonly duplicates: readonly FrameOfImage[];
  /** How many frames of reference its images name; more than one is an error of the data, and is said (Q8). */
  readonly framesOfReference: number;
  /** What sets it apart from the others of its series, e.g. { bValue: "1000" }. */
  readonly apart: Readonly<Partial<Record<Discriminator, string>>>;
}

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
    for (const frame of image.frames) {
      const key = groupKey(image, frame, orientations);
      groups.set(key, [...(groups.get(key) ?? []), { image, frame }]);
    }
  }
  const sets = [...groups.values()].flatMap((frames) => splitByPlace(frames, {}));
  return sets.sort((a, b) => firstNumber(a) - firstNumber(b) || a.id.localeCompare(b.id));
}

function groupKey(image: ImageDescription, frame: FrameDescription, orientations: Orientation[]): string {
  const { rows, columns, samplesPerPixel, photometricInterpretation } = image.layout;
  const alone = singlePictures.has(image.modality) || isCine(image);
  const parts = [image.seriesInstanceUID, rows, columns, samplesPerPixel, photometricInterpretation];
  if (alone) return [...parts, image.sopInstanceUID].join('|');
  // Not by frame of reference: a series has one (PS3.3 A.1.2.5), and some anonymisers write a new one in each image.
  return [...parts, orientationIndex(frame.orientation, orientations)].join('|');
}

function orientationIndex(orientation: Orientation | undefined, known: Orientation[]): number {
  if (!orientation) return -1;
  const index = known.findIndex((candidate) => sameOrientation(candidate, orientation));
  return index >= 0 ? index : known.push(orientation) - 1;
}

function isCine(image: ImageDescription): boolean {
  return image.frames.length > 1 && (movingPictures.has(image.modality) || image.frames[0]?.position === undefined);
}

function splitByPlace(
  frames: readonly FrameOfImage[],
  apart: Partial<Record<Discriminator, string>>,
): readonly DisplaySet[] {
  const places = placesOf(frames);
  // One place and many times is a time series: kept together, in the order of its numbers.
  const severalAtOnePlace = places?.some((place) => place.length > 1) ?? false;
  if (!severalAtOnePlace || places?.length === 1) return [toDisplaySet(frames, apart)];
  const discriminator = discriminators.find((name) => tellsApart(frames, name));
  if (!discriminator) return [toDisplaySet(frames, apart)];
  const values = [...new Set(frames.map(({ frame }) => frame.discriminators[discriminator]))];
  return values.flatMap((value) =>
    splitByPlace(
      frames.filter(({ frame }) => frame.discriminators[discriminator] === value),
      { ...apart, [discriminator]: value },
    ),
  );
}

function tellsApart(frames: readonly FrameOfImage[], name: Discriminator): boolean {
  return new Set(frames.map(({ frame }) => frame.discriminators[name])).size > 1;
}

function toDisplaySet(frames: readonly FrameOfImage[], apart: Partial<Record<Discriminator, string>>): DisplaySet {
  const { sorted, order, duplicates } = sortFrames(frames);
  const first = sorted[0];
  if (!first) throw new Error('A display set needs a frame.');
  return {
    id: `${first.image.seriesInstanceUID}/${first.image.sopInstanceUID}/${first.frame.frameNumber}`,
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

function firstNumber(set: DisplaySet): number {
  return Math.min(...set.frames.map(({ image }) => image.instanceNumber ?? Number.MAX_SAFE_INTEGER));
}
