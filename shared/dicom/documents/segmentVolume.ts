import type { Spacing } from '../imageDescription.ts';
import { normalOf, type Orientation, sameOrientation } from '../orientation.ts';
import { dot, subtract, type Vector3 } from '../vectors.ts';
import type { Colour } from './labColour.ts';
import type { Segmentation, SegmentFrame } from './segmentation.ts';
import type { MaskValues } from './segmentValues.ts';

interface PlacedFrame {
  readonly index: number;
  readonly segmentNumber: number | undefined;
  /** Of its first pixel, from that of the volume, in mm along rows and columns. */
  readonly across: number;
  readonly down: number;
}

/** The frames of a segmentation as one body: what any plane through it cuts can be told. */
export interface SegmentVolume {
  readonly frameOfReferenceUID: string;
  readonly origin: Vector3;
  readonly orientation: Orientation;
  readonly normal: Vector3;
  readonly spacing: Spacing;
  readonly rows: number;
  readonly columns: number;
  readonly isLabelMap: boolean;
  /** How far a frame reaches to either side of its plane, in mm. */
  readonly halfMm: number;
  /** Planes that have frames, in order along the normal, in mm from the origin. */
  readonly slots: readonly { readonly at: number; readonly frames: readonly PlacedFrame[] }[];
}

/** Nearer than this, in mm, frames lie in one plane. */
const samePlaneMm = 0.01;

/**
 * Undefined where the frames make no body: where they do not say where they lie or how thick they are, or lie askew to
 * one another. Frames that hold nothing may be absent, so a gap between two is no part of either: a frame reaches half the
 * way to its neighbour at most, and no further than its own thickness.
 */
export function segmentVolumeOf({ frames, ...facts }: Segmentation): SegmentVolume | undefined {
  const { frameOfReferenceUID, rows, columns, kind } = facts;
  const [first] = frames;
  if (!frameOfReferenceUID || !first?.position || !first.orientation || !first.spacing) return undefined;
  const { position: origin, orientation, spacing } = first;
  const normal = normalOf(orientation);
  if (!frames.every((frame) => liesAlong(frame, orientation, spacing))) return undefined;
  const placed = frames.flatMap((frame) => placeOf(frame, origin, orientation) ?? []).sort((a, b) => a.at - b.at);
  const slots: { at: number; frames: PlacedFrame[] }[] = [];
  for (const { at, ...frame } of placed) {
    const last = slots.at(-1);
    if (last && at - last.at <= samePlaneMm) last.frames.push(frame);
    else slots.push({ at, frames: [frame] });
  }
  const told = Math.max(...frames.map(({ thicknessMm }) => thicknessMm ?? 0));
  const gaps = slots.slice(1).map(({ at }, index) => at - (slots[index]?.at ?? at));
  const thicknessMm = Math.min(told, ...gaps);
  if (!(thicknessMm > 0)) return undefined;
  const isLabelMap = kind === 'LABELMAP';
  const halfMm = thicknessMm / 2 + samePlaneMm;
  return { frameOfReferenceUID, origin, orientation, normal, spacing, rows, columns, isLabelMap, halfMm, slots };
}

function liesAlong(frame: SegmentFrame, orientation: Orientation, spacing: Spacing): boolean {
  if (!frame.position || !frame.orientation || !frame.spacing) return false;
  const isAs = (a: number, b: number) => Math.abs(a - b) <= 1e-4 * b;
  return (
    sameOrientation(frame.orientation, orientation) &&
    isAs(frame.spacing.betweenRows, spacing.betweenRows) &&
    isAs(frame.spacing.betweenColumns, spacing.betweenColumns)
  );
}

function placeOf({ index, segmentNumber, position }: SegmentFrame, origin: Vector3, orientation: Orientation) {
  if (!position) return undefined;
  const from = subtract(position, origin);
  const along = (axis: Vector3) => dot(from, axis);
  const { row, column } = orientation;
  return { index, segmentNumber, across: along(row), down: along(column), at: along(normalOf(orientation)) };
}

/** Where the samples of a picture lie in the patient: the first, and the way to the next to its right and below it. */
export interface CutGrid {
  readonly width: number;
  readonly height: number;
  readonly origin: Vector3;
  readonly across: Vector3;
  readonly down: Vector3;
}

/**
 * Red, green, blue and opacity of each sample of a plane through the body: that of the voxel in which it lies, never of
 * anything between two. `colours`: of the segments that are shown; where several lie over each other, the last one shows.
 */
export function paintCut(
  volume: SegmentVolume,
  values: MaskValues,
  colours: ReadonlyMap<number, Colour>,
  grid: CutGrid,
): Uint8ClampedArray<ArrayBuffer> {
  const { orientation, normal, rows, columns, spacing, isLabelMap } = volume;
  const picture = new Uint8ClampedArray(grid.width * grid.height * 4);
  const start = subtract(grid.origin, volume.origin);
  // Along each axis of the body a place is linear in the sample's: no point has to be made for each of them.
  const alongAxis = (axis: Vector3) => [dot(start, axis), dot(grid.across, axis), dot(grid.down, axis)] as const;
  const [right, below, deep] = [alongAxis(orientation.row), alongAxis(orientation.column), alongAxis(normal)];
  const slotOf = nearestSlot(volume);
  for (let y = 0; y < grid.height; y += 1) {
    for (let x = 0; x < grid.width; x += 1) {
      const slot = slotOf(deep[0] + deep[1] * x + deep[2] * y);
      if (!slot) continue;
      const rowMm = right[0] + right[1] * x + right[2] * y;
      const columnMm = below[0] + below[1] * x + below[2] * y;
      for (const frame of slot.frames) {
        const column = Math.floor((rowMm - frame.across) / spacing.betweenColumns + 0.5);
        const row = Math.floor((columnMm - frame.down) / spacing.betweenRows + 0.5);
        if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
        const value = values.at(frame.index, row * columns + column);
        const number = isLabelMap ? value : frame.segmentNumber;
        const colour = value === 0 || number === undefined ? undefined : colours.get(number);
        if (!colour) continue;
        const at = 4 * (y * grid.width + x);
        picture[at] = colour.red;
        picture[at + 1] = colour.green;
        picture[at + 2] = colour.blue;
        picture[at + 3] = values.opacityOf(value);
      }
    }
  }
  return picture;
}

/** The plane of frames at a depth; samples beside each other mostly lie in the same. */
function nearestSlot({ slots, halfMm }: SegmentVolume) {
  let last = 0;
  return (depth: number) => {
    const away = (index: number) => Math.abs((slots[index]?.at ?? Infinity) - depth);
    if (away(last) > halfMm) {
      let [low, high] = [0, slots.length - 1];
      while (low < high) {
        const half = (low + high) >> 1;
        if ((slots[half]?.at ?? 0) < depth) low = half + 1;
        else high = half;
      }
      last = low;
    }
    if (away(last - 1) < away(last)) last -= 1;
    else if (away(last + 1) < away(last)) last += 1;
    return away(last) <= halfMm ? slots[last] : undefined;
  };
}
