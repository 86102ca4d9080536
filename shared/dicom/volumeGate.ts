import { fail, type Result, succeed } from '../base/result.ts';
import type { DisplaySet } from './displaySets.ts';
import { distanceAlongNormal } from './geometry.ts';
import type { Spacing } from './imageDescription.ts';
import { normalOf, type Orientation } from './orientation.ts';
import { isDistance } from './saneDistance.ts';
import { type PlacedFrame, placesOnGrid } from './slotPlaces.ts';
import { angleBetween, dot, lengthOf, subtract, type Vector3 } from './vectors.ts';
import type { SlotPart, VolumeGrid } from './volumeGrid.ts';

export type { VolumeGrid } from './volumeGrid.ts';

/** Why a display set is no volume; sentences in `reading.json` under `noVolume`, with `value` in degrees or mm. */
export interface VolumeRefusal {
  readonly reason:
    | 'tooFew'
    | 'collage'
    | 'noPosition'
    | 'noSpacing'
    /** The rescale of an image was refused: its stored values are not those of its neighbours (PX1). */
    | 'rescaleRefused'
    /** The slices lie further apart than a body is long. */
    | 'tooFarApart'
    | 'colour'
    | 'cine'
    | 'tilted'
    | 'unevenSpacing'
    | 'tooManyMissing'
    | 'tooLarge'
    /** The volumes on the screen leave no room for another. */
    | 'memory';
  readonly value?: number | undefined;
}

/** Design tolerances, kept in one place to be tuned on public data. */
export const tolerances = {
  /** Below this a tilt is rounding of the positions. */
  tiltDegrees: 0.5,
  /** No gantry leans further; what does is not a stack of slices (Q5). */
  largestTiltDegrees: 45,
};

const fewestSlices = 3;

const verdicts = new WeakMap<DisplaySet, Result<VolumeGrid, VolumeRefusal>>();

/**
 * Decides whether a display set is a volume, and on which grid (Q2 to Q8): as acquired where its slices lie straight and
 * evenly, sheared straight where the gantry leaned, resampled at true positions where they lie unevenly. Nothing is
 * interpolated across a gap. The answer for one display set is the same object each time.
 */
export function volumeGridOf(set: DisplaySet): Result<VolumeGrid, VolumeRefusal> {
  const known = verdicts.get(set);
  if (known) return known;
  const verdict = decide(set);
  verdicts.set(set, verdict);
  return verdict;
}

function decide(set: DisplaySet): Result<VolumeGrid, VolumeRefusal> {
  const first = set.frames[0];
  if (set.cine) return fail({ reason: 'cine' });
  if (first?.image.collage) return fail({ reason: 'collage' });
  if (!first || set.frames.length < fewestSlices) return fail({ reason: 'tooFew' });
  if (first.image.layout.samplesPerPixel !== 1 || first.image.palette) return fail({ reason: 'colour' });
  const { orientation } = first.frame;
  if (set.order !== 'position' || !orientation) return fail({ reason: 'noPosition' });
  const spacing = first.frame.spacing.pixelSpacing;
  if (!spacing || !set.frames.every((item) => sameSpacing(item.frame.spacing.pixelSpacing, spacing))) {
    return fail({ reason: 'noSpacing' });
  }
  // Where every slice has its values as stored they are of one kind; among others they would not be.
  const refused = set.frames.filter(({ frame }) => frame.rescaleRefused).length;
  if (refused > 0 && refused < set.frames.length) return fail({ reason: 'rescaleRefused' });
  const placed = placeAlongNormal(set, orientation);
  if (!placed) return fail({ reason: 'noPosition' });
  const angle = tiltOf(placed, orientation);
  if (angle > tolerances.largestTiltDegrees) return fail({ reason: 'tilted', value: angle });
  return fitGrid(placed, orientation, spacing, angle > tolerances.tiltDegrees ? angle : 0);
}

function placeAlongNormal(set: DisplaySet, orientation: Orientation): readonly PlacedFrame[] | undefined {
  const placed: PlacedFrame[] = [];
  for (const item of set.frames) {
    const { position } = item.frame;
    const mm = distanceAlongNormal({ ...item, frame: { ...item.frame, orientation } }, [0, 0, 0]);
    if (!position || mm === undefined) return undefined;
    placed.push({ item, position, mm });
  }
  return placed.sort((a, b) => a.mm - b.mm);
}

/** The largest angle between the line from the first position to any other and the normal, in degrees (Q5). */
function tiltOf(placed: readonly PlacedFrame[], orientation: Orientation): number {
  const first = placed[0];
  if (!first) return 0;
  const normal = normalOf(orientation);
  const span = (placed.at(-1)?.mm ?? 0) - first.mm;
  const angles = placed
    .map(({ position }) => subtract(position, first.position))
    // Near neighbours tell rounding, not tilt.
    .filter((line) => lengthOf(line) > span / 2)
    .map((line) => angleBetween(line, normal));
  return Math.max(0, ...angles);
}

function fitGrid(
  placed: readonly PlacedFrame[],
  orientation: Orientation,
  spacing: Spacing,
  tiltDegrees: number,
): Result<VolumeGrid, VolumeRefusal> {
  const first = placed[0];
  if (!first) return fail({ reason: 'tooFew' });
  const found = placesOnGrid(placed);
  if (!found) return fail({ reason: 'unevenSpacing' });
  const { places, sliceSpacingMm, missingSlices, resampled } = found;
  if (!isDistance(sliceSpacingMm)) return fail({ reason: 'tooFarApart' });
  if (missingSlices > placed.length) return fail({ reason: 'tooManyMissing', value: missingSlices });
  const { rows, columns } = first.item.image.layout;
  const frame = frameAround(placed, orientation, spacing, tiltDegrees > 0);
  const parts = places.map((place) =>
    place.map(({ placed: { item, position }, weight }): SlotPart => ({ item, weight, ...frame.placeOf(position) })),
  );
  return succeed({
    columns: columns + frame.moreColumns,
    rows: rows + frame.moreRows,
    spacing,
    sliceSpacingMm,
    origin: frame.origin,
    orientation,
    normal: normalOf(orientation),
    slots: parts.map((of) => [...of].sort((a, b) => b.weight - a.weight)[0]?.item),
    parts,
    missingSlices,
    tiltDegrees,
    resampled,
    decimation: { inPlane: 1, slices: 1 },
  });
}

/**
 * Where each image's first pixel lies across the grid. Slices of a leaning gantry are shifted against each other, so the
 * grid is widened until it holds all of them (Q5); straight ones lie at its corner.
 */
function frameAround(placed: readonly PlacedFrame[], orientation: Orientation, spacing: Spacing, tilted: boolean) {
  const first = placed[0]?.position ?? [0, 0, 0];
  const straight = { atColumn: 0, atRow: 0 };
  if (!tilted) return { origin: first, moreColumns: 0, moreRows: 0, placeOf: () => straight };
  const acrossOf = (position: Vector3) => {
    const line = subtract(position, first);
    return {
      column: dot(line, orientation.row) / spacing.betweenColumns,
      row: dot(line, orientation.column) / spacing.betweenRows,
    };
  };
  const all = placed.map(({ position }) => acrossOf(position));
  const [left, right] = ends(all.map(({ column }) => column));
  const [top, bottom] = ends(all.map(({ row }) => row));
  const { row, column } = orientation;
  const origin: Vector3 = [0, 1, 2].map(
    (axis) =>
      (first[axis] ?? 0) +
      left * spacing.betweenColumns * (row[axis] ?? 0) +
      top * spacing.betweenRows * (column[axis] ?? 0),
  ) as unknown as Vector3;
  return {
    origin,
    moreColumns: Math.ceil(right - left - roundingPixels),
    moreRows: Math.ceil(bottom - top - roundingPixels),
    placeOf: (position: Vector3) => {
      const at = acrossOf(position);
      return { atColumn: at.column - left, atRow: at.row - top };
    },
  };
}

/** Positions are written with few digits: so little is no shift. */
const roundingPixels = 0.01;

function ends(values: readonly number[]): readonly [low: number, high: number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
}

function sameSpacing(a: Spacing | undefined, b: Spacing): boolean {
  if (!a) return false;
  return Math.abs(a.betweenRows - b.betweenRows) < 1e-4 && Math.abs(a.betweenColumns - b.betweenColumns) < 1e-4;
}
