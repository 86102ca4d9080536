import type { DisplaySet } from './displaySets.ts';
import type { ImageDescription } from './imageDescription.ts';
import { scrollDirection } from './orientation.ts';
import { dot } from './vectors.ts';

/** A place in a stack where images are lacking: between the frame at `after` and the next one, in scrolling order. */
export interface SliceGap {
  readonly after: number;
  /** Distance between the two frames, along the normal. */
  readonly widthMm: number;
  /** How many slices would fit, at the distance that the others have; 0 where the others have none in common. */
  readonly missing: number;
}

/** Instance numbers from `from` to `to` that no image of a series has, both included. */
export interface MissingNumbers {
  readonly from: number;
  readonly to: number;
}

/** Wider than the usual distance by this much, it is no slice that was placed a little off. */
const gapFactor = 1.5;
/** As equal as positions written with a few digits are. */
const tolerance = 0.1;
/** So many of the distances are the usual one, or the stack has none. */
const usualPart = 0.6;
/** Fewer slices say nothing of what is usual. */
const fewestSlices = 4;

/**
 * Where slices of a stack are lacking, by their positions (link.md V10): gaps in what the archive has, whatever has come
 * of it. A stack whose distances follow no rule has none that could be counted: see `findUnevenGaps`.
 */
export function findSliceGaps(set: Pick<DisplaySet, 'frames' | 'order'>): readonly SliceGap[] {
  const distances = distancesAlong(set);
  if (!distances || distances.length < fewestSlices - 1) return [];
  const usual = usualDistance(distances) ?? thicknessAsStep(distances, set.frames);
  if (usual === undefined) return [];
  return distances.flatMap((widthMm, after) =>
    widthMm > usual * gapFactor ? [{ after, widthMm, missing: Math.max(1, Math.round(widthMm / usual) - 1) }] : [],
  );
}

/**
 * Where a stack whose distances follow no rule leaves part of the body out: wider than the slices beside are thick, or,
 * where nothing says how thick they are, than most distances are. How many slices that would be, nobody knows.
 */
export function findUnevenGaps(set: Pick<DisplaySet, 'frames' | 'order'>): readonly SliceGap[] {
  const distances = distancesAlong(set);
  if (!distances || distances.length < fewestSlices - 1) return [];
  if ((usualDistance(distances) ?? thicknessAsStep(distances, set.frames)) !== undefined) return [];
  const usual = medianOf(distances);
  return distances.flatMap((widthMm, after) => {
    const covered = coveredAt(set.frames, after) ?? usual;
    return covered > 0 && widthMm > covered * gapFactor ? [{ after, widthMm, missing: 0 }] : [];
  });
}

/** The widest of them, in mm; 0 where there is none. */
export function widestGap(gaps: readonly SliceGap[]): number {
  return gaps.reduce((widest, { widthMm }) => Math.max(widest, widthMm), 0);
}

type Frames = DisplaySet['frames'];

/** How thick the thicker of two neighbours is; undefined unless both say. */
function coveredAt(frames: Frames, after: number): number | undefined {
  const [one, other] = [frames[after], frames[after + 1]].map((each) => each?.frame.sliceThicknessMm);
  return one !== undefined && other !== undefined ? Math.max(one, other) : undefined;
}

/**
 * So much is gone that no distance is usual any more: where all slices are as thick, some lie that far apart, and all
 * distances are so many times that, this is the step of the series.
 */
function thicknessAsStep(distances: readonly number[], frames: Frames): number | undefined {
  const [step = 0] = frames.map(({ frame }) => frame.sliceThicknessMm);
  if (step <= 0 || frames.some(({ frame }) => frame.sliceThicknessMm !== step)) return undefined;
  const singles = distances.filter((distance) => Math.abs(distance - step) <= tolerance * step).length;
  const all = distances.every((distance) => followsStep(distance, step));
  return all && singles >= Math.max(2, distances.length / 10) ? step : undefined;
}

function followsStep(distance: number, step: number): boolean {
  const times = Math.round(distance / step);
  return times >= 1 && Math.abs(distance - times * step) <= tolerance * step;
}

function medianOf(distances: readonly number[]): number {
  return [...distances].sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
}

/** In millimetres from each frame to the next; undefined without places. Frames at one place count as one. */
function distancesAlong({ frames, order }: Pick<DisplaySet, 'frames' | 'order'>): readonly number[] | undefined {
  const orientation = frames[0]?.frame.orientation;
  if (order !== 'position' || !orientation) return undefined;
  const direction = scrollDirection(orientation);
  const places: number[] = [];
  for (const { frame } of frames) {
    if (!frame.position) return undefined;
    places.push(dot(frame.position, direction));
  }
  return places.slice(1).map((place, index) => Math.abs(place - (places[index] ?? place)));
}

/** The distance that most have; undefined where there is no such. */
function usualDistance(distances: readonly number[]): number | undefined {
  const median = medianOf(distances);
  if (median <= 0) return undefined;
  // A gap is several times the usual distance, so those count for the rule and not against it.
  const follows = (distance: number) => followsStep(distance, median);
  const isUsual = (distance: number) => Math.abs(distance - median) <= tolerance * median;
  const all = distances.length;
  if (distances.filter(isUsual).length < usualPart * all) return undefined;
  return distances.every(follows) ? median : undefined;
}

/**
 * Instance numbers that a series skips (link.md V10). The step is the one that the numbers themselves have; numbers that
 * name something else than an order, and leave out more than they use, say nothing.
 */
export function findMissingNumbers(
  images: readonly Pick<ImageDescription, 'instanceNumber'>[],
): readonly MissingNumbers[] {
  const numbers = [...new Set(images.flatMap(({ instanceNumber }) => instanceNumber ?? []))].sort((a, b) => a - b);
  if (numbers.length < fewestSlices) return [];
  const step = numbers.slice(1).reduce((common, number, index) => divisor(common, number - (numbers[index] ?? 0)), 0);
  const found: MissingNumbers[] = [];
  let missing = 0;
  for (const [index, number] of numbers.slice(1).entries()) {
    const before = numbers[index] ?? number;
    if (number - before <= step) continue;
    found.push({ from: before + step, to: number - step });
    missing += (number - before) / step - 1;
  }
  return missing <= numbers.length ? found : [];
}

/** How many numbers those are. */
export function countMissingNumbers(found: readonly MissingNumbers[], step = 1): number {
  return found.reduce((sum, { from, to }) => sum + (to - from) / step + 1, 0);
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
