import type { FrameOfImage } from './displaySets.ts';
import type { Vector3 } from './vectors.ts';

/** A frame with its distance along the normal of its display set, in mm. */
export interface PlacedFrame {
  readonly item: FrameOfImage;
  readonly position: Vector3;
  readonly mm: number;
}

/** What stands in one slot: one slice, two that it is interpolated between, or none. */
export type SlotPlace = readonly { readonly placed: PlacedFrame; readonly weight: number }[];

export interface SlotPlaces {
  readonly places: readonly SlotPlace[];
  readonly sliceSpacingMm: number;
  readonly missingSlices: number;
  readonly resampled: boolean;
}

/** Slices may lie this far off a regular grid, in mm and in parts of a step, and still count as lying on it (Q4). */
const unevenMm = 0.5;
const unevenFraction = 0.25;
/** An interval this much wider than its neighbours is a gap (Q3). */
const gapFactor = 1.5;
/** Less is no distance but one place, written with errors of rounding. */
const leastGapMm = 1e-4;
/** So many intervals on either side tell what is usual at a place. */
const neighbours = 3;

/**
 * The regular places along the normal: the slices' own where they lie on a grid, each missing one an empty place (Q3);
 * else a grid of the finer of their distances, interpolated between the two slices around each place, never across a gap
 * (Q4). `placed` in rising order of `mm`; undefined where it is not, and where two lie at one place.
 */
export function placesOnGrid(placed: readonly PlacedFrame[]): SlotPlaces | undefined {
  const gaps = placed.slice(1).map((next, index) => next.mm - (placed[index]?.mm ?? 0));
  if (gaps.length === 0 || Math.min(...gaps) < leastGapMm) return undefined;
  return regularPlaces(placed, gaps) ?? resampledPlaces(placed, gaps);
}

/**
 * A grid of which every interval is a whole multiple. Where many slices are missing, the usual distance is no longer the
 * commonest: several guesses are tried, and the one with the fewest places that fits is taken.
 */
function regularPlaces(placed: readonly PlacedFrame[], gaps: readonly number[]): SlotPlaces | undefined {
  const sorted = [...gaps].sort((a, b) => a - b);
  const smallest = sorted[0] ?? 0;
  const nearSmallest = sorted.filter((gap) => gap <= smallest * 1.1);
  const guesses = [quantile(sorted, 0.5), quantile(sorted, 0.25), meanOf(nearSmallest)];
  const fits = guesses.flatMap((guess) => fitOf(placed, gaps, guess) ?? []);
  const [best] = fits.sort((a, b) => a.places.length - b.places.length);
  // A step so fine that most places are empty fits anything; only where it fits closely is it the step of the series.
  const isItsStep = best !== undefined && best.worst <= closeFraction && best.singles >= Math.max(2, gaps.length / 10);
  return best && (best.missingSlices <= placed.length || isItsStep) ? best : undefined;
}

/** In parts of a step. */
const closeFraction = 0.02;

/** Slices this much thicker than the interval between them leave nothing out (PS3.3 C.7.6.2). */
const coverFactor = 1.25;

/** Whether the two slices beside an interval are so thick that none can be missing between them. */
function isCovered(placed: readonly PlacedFrame[], index: number, gapMm: number): boolean {
  const thickness = [placed[index], placed[index + 1]].map((each) => each?.item.frame.sliceThicknessMm);
  const [one, other] = thickness;
  return one !== undefined && other !== undefined && gapMm <= Math.max(one, other) * coverFactor;
}

function fitOf(
  placed: readonly PlacedFrame[],
  gaps: readonly number[],
  guessMm: number,
): (SlotPlaces & { readonly worst: number; readonly singles: number }) | undefined {
  let slot = 0;
  const slotOf = [0, ...gaps.map((gap) => (slot += Math.max(1, Math.round(gap / guessMm))))];
  const leavesOut = (index: number) => (slotOf[index + 1] ?? 0) - (slotOf[index] ?? 0) > 1;
  // Where the distance changes on purpose, as below the tentorium, no slice is missing.
  if (gaps.some((gap, index) => leavesOut(index) && isCovered(placed, index, gap))) return undefined;
  const firstMm = placed[0]?.mm ?? 0;
  const sliceSpacingMm = ((placed.at(-1)?.mm ?? 0) - firstMm) / slot;
  const off = (index: number) => Math.abs((placed[index]?.mm ?? 0) - firstMm - (slotOf[index] ?? 0) * sliceSpacingMm);
  const worst = Math.max(...placed.map((_, index) => off(index)));
  if (worst > Math.min(unevenMm, sliceSpacingMm * unevenFraction)) return undefined;
  const singles = gaps.filter((_, index) => !leavesOut(index)).length;
  const places: SlotPlace[] = new Array<SlotPlace>(slot + 1).fill([]);
  for (const [index, each] of placed.entries()) places[slotOf[index] ?? 0] = [{ placed: each, weight: 1 }];
  return {
    places,
    sliceSpacingMm,
    missingSlices: places.length - placed.length,
    resampled: false,
    worst: worst / sliceSpacingMm,
    singles,
  };
}

function resampledPlaces(placed: readonly PlacedFrame[], gaps: readonly number[]): SlotPlaces {
  const isGap = gaps.map((gap, index) => !isCovered(placed, index, gap) && gap > gapFactor * usualAround(gaps, index));
  const usual = gaps.filter((_, index) => !isGap[index]).sort((a, b) => a - b);
  const wantedMm = quantile(usual.length > 0 ? usual : gaps, 0.25);
  const firstMm = placed[0]?.mm ?? 0;
  const spanMm = (placed.at(-1)?.mm ?? 0) - firstMm;
  const steps = Math.max(1, Math.round(spanMm / wantedMm));
  const stepMm = spanMm / steps;
  let below = 0;
  const places = Array.from({ length: steps + 1 }, (_, slot) => {
    const mm = firstMm + slot * stepMm;
    while (below < gaps.length - 1 && (placed[below + 1]?.mm ?? 0) <= mm) below += 1;
    return placeBetween(placed[below], placed[below + 1], mm, isGap[below] === true, stepMm);
  });
  const missingSlices = gaps.reduce(
    (sum, gap, index) => sum + (isGap[index] ? Math.max(1, Math.round(gap / usualAround(gaps, index)) - 1) : 0),
    0,
  );
  return { places, sliceSpacingMm: stepMm, missingSlices, resampled: true };
}

/** What is usual beside an interval: where the distance changes for good, the wider side counts, and there is no gap. */
function usualAround(gaps: readonly number[], index: number): number {
  const before = gaps.slice(Math.max(0, index - neighbours), index);
  const after = gaps.slice(index + 1, index + 1 + neighbours);
  const middle = (values: readonly number[]) =>
    values.length === 0
      ? 0
      : quantile(
          [...values].sort((a, b) => a - b),
          0.5,
        );
  return Math.max(middle(before), middle(after)) || (gaps[index] ?? 0);
}

function placeBetween(
  lower: PlacedFrame | undefined,
  upper: PlacedFrame | undefined,
  mm: number,
  acrossGap: boolean,
  stepMm: number,
): SlotPlace {
  if (!lower || !upper) return [];
  const part = Math.min(1, Math.max(0, (mm - lower.mm) / (upper.mm - lower.mm)));
  const nearest = part < 0.5 ? lower : upper;
  if (acrossGap) return Math.abs(mm - nearest.mm) <= stepMm / 2 ? [{ placed: nearest, weight: 1 }] : [];
  if (part < exact) return [{ placed: lower, weight: 1 }];
  if (part > 1 - exact) return [{ placed: upper, weight: 1 }];
  return [
    { placed: lower, weight: 1 - part },
    { placed: upper, weight: part },
  ];
}

/** A share too small to change a value. */
const exact = 1e-4;

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
