import { fail, type Result, succeed } from '../base/result.ts';
import type { DisplaySet, FrameOfImage } from './displaySets.ts';
import { distanceAlongNormal } from './geometry.ts';
import type { Spacing } from './imageDescription.ts';
import { normalOf, type Orientation } from './orientation.ts';
import { angleBetween, lengthOf, subtract, type Vector3 } from './vectors.ts';

/** The regular grid in which a display set may be drawn as a volume. */
export interface VolumeGrid {
  readonly columns: number;
  readonly rows: number;
  readonly spacing: Spacing;
  readonly sliceSpacingMm: number;
  /** Position of the first pixel of the first slot. */
  readonly origin: Vector3;
  readonly orientation: Orientation;
  /** Right-handed: slots follow row × column. */
  readonly normal: Vector3;
  /** One per place on the grid; undefined where a slice is missing (Q3). */
  readonly slots: readonly (FrameOfImage | undefined)[];
  readonly missingSlices: number;
}

/** Why a display set is no volume; sentences in `reading.json` under `noVolume`, with `value` in degrees or mm. */
export interface VolumeRefusal {
  readonly reason:
    | 'tooFew'
    | 'noPosition'
    | 'noSpacing'
    | 'colour'
    | 'cine'
    | 'tilted'
    | 'unevenSpacing'
    | 'tooManyMissing'
    | 'tooLarge';
  readonly value?: number | undefined;
}

/** Design tolerances, kept in one place to be tuned on public data. */
export const tolerances = { tiltDegrees: 0.5, gapFactor: 1.5, unevenFraction: 0.25, unevenMm: 0.5 };

const fewestSlices = 3;

/**
 * What a graphics card holds for certain: an axis of a 3-D texture, and voxels at four bytes each. Above them a volume
 * is drawn black, without a word (SF12), so it is refused with one.
 */
export const largestVolume = { axis: 2_048, voxels: 300_000_000 };

/** Decides whether a display set is a regular volume, and on which grid (Q2 to Q8). Nothing is interpolated. */
export function volumeGridOf(set: DisplaySet): Result<VolumeGrid, VolumeRefusal> {
  const first = set.frames[0];
  if (set.cine) return fail({ reason: 'cine' });
  if (!first || set.frames.length < fewestSlices) return fail({ reason: 'tooFew' });
  if (first.image.layout.samplesPerPixel !== 1 || first.image.palette) return fail({ reason: 'colour' });
  const { orientation } = first.frame;
  if (set.order !== 'position' || !orientation) return fail({ reason: 'noPosition' });
  const spacing = first.frame.spacing.pixelSpacing;
  if (!spacing || !set.frames.every((item) => sameSpacing(item.frame.spacing.pixelSpacing, spacing))) {
    return fail({ reason: 'noSpacing' });
  }
  const placed = placeAlongNormal(set, orientation);
  if (!placed) return fail({ reason: 'noPosition' });
  const tilt = tiltOf(placed, orientation);
  if (tilt > tolerances.tiltDegrees) return fail({ reason: 'tilted', value: tilt });
  return fitGrid(placed, orientation, spacing);
}

interface PlacedFrame {
  readonly item: FrameOfImage;
  readonly position: Vector3;
  readonly mm: number;
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
): Result<VolumeGrid, VolumeRefusal> {
  const gaps = placed.slice(1).map((next, index) => next.mm - (placed[index]?.mm ?? 0));
  const typical = median(gaps);
  const first = placed[0];
  const last = placed.at(-1);
  if (!first || !last || typical <= 0) return fail({ reason: 'tooFew' });
  let slot = 0;
  const slotOf = placed.map((_, index) => {
    const gap = gaps[index - 1] ?? 0;
    slot += index === 0 ? 0 : gap > typical * tolerances.gapFactor ? Math.round(gap / typical) : 1;
    return slot;
  });
  const sliceSpacingMm = (last.mm - first.mm) / slot;
  const worst = Math.max(
    ...placed.map(({ mm }, index) => Math.abs(mm - first.mm - (slotOf[index] ?? 0) * sliceSpacingMm)),
  );
  if (worst > Math.min(tolerances.unevenMm, sliceSpacingMm * tolerances.unevenFraction)) {
    return fail({ reason: 'unevenSpacing', value: worst });
  }
  const missingSlices = slot + 1 - placed.length;
  if (missingSlices > placed.length) return fail({ reason: 'tooManyMissing', value: missingSlices });
  const { rows, columns } = first.item.image.layout;
  const tooLong = Math.max(rows, columns, slot + 1) > largestVolume.axis;
  if (tooLong || rows * columns * (slot + 1) > largestVolume.voxels) return fail({ reason: 'tooLarge' });
  const slots: (FrameOfImage | undefined)[] = new Array<undefined>(slot + 1).fill(undefined);
  for (const [index, { item }] of placed.entries()) slots[slotOf[index] ?? 0] = item;
  const grid = { columns, rows, spacing, sliceSpacingMm, origin: first.position, orientation };
  return succeed({ ...grid, normal: normalOf(orientation), slots, missingSlices });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function sameSpacing(a: Spacing | undefined, b: Spacing): boolean {
  if (!a) return false;
  return Math.abs(a.betweenRows - b.betweenRows) < 1e-4 && Math.abs(a.betweenColumns - b.betweenColumns) < 1e-4;
}
