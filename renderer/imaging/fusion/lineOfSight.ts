import { lengthOf, scaled, type Vector3 } from '#shared/dicom/vectors.ts';
import type { Slab, SlabMode } from '../plane/slab.ts';
import { type SampledVolume, sampleLinear } from './overlaidVolume.ts';

/** Where a slab is looked through: the places along the line of sight, in voxels from the pixel of its middle plane. */
export interface LineOfSight {
  readonly mode: SlabMode;
  readonly offsets: readonly Vector3[];
}

/** A direction that leans less than this from an axis of the voxels runs along it, as a share of its length. */
const alongAxis = 1e-4;

/**
 * The places at which a slab is looked through: one voxel apart at their centres where the plane lies along the voxels,
 * so that no highest value is passed by; else half a voxel apart. `perMm`: the plane's normal, in voxels per mm; `at`: any
 * point of the plane, in voxels.
 */
export function lineOfSight(slab: Slab, perMm: Vector3, at: Vector3): LineOfSight {
  const half = slab.thicknessMm / 2;
  const axis = axisOf(perMm);
  const inMm =
    axis === undefined || slab.mode === 'mean'
      ? evenly(half, lengthOf(perMm), slab.mode === 'mean')
      : centres(half, perMm[axis], at[axis]);
  return { mode: slab.mode, offsets: inMm.map((mm) => scaled(perMm, mm)) };
}

/** What a slab shows on one line of sight; NaN where nothing of the volume is on it. What is absent is passed over. */
export function valueThrough(volume: SampledVolume, x: number, y: number, z: number, sight: LineOfSight): number {
  const { mode, offsets } = sight;
  let [count, sum, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const offset of offsets) {
    const value = sampleLinear(volume, x + offset[0], y + offset[1], z + offset[2]);
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (count === 0) return Number.NaN;
  if (mode === 'mean') return sum / count;
  return mode === 'maximum' ? high : low;
}

function axisOf(direction: Vector3): 0 | 1 | 2 | undefined {
  const most = lengthOf(direction) * alongAxis;
  return ([0, 1, 2] as const).find((axis) => direction.every((part, index) => index === axis || Math.abs(part) < most));
}

/** Half a voxel apart; a mean gives each place the same share, so its places stand in the middle of their parts. */
function evenly(half: number, voxelsPerMm: number, inMiddle: boolean): readonly number[] {
  const parts = Math.max(1, Math.ceil(2 * half * voxelsPerMm * 2));
  const step = (2 * half) / parts;
  return inMiddle
    ? Array.from({ length: parts }, (_, index) => -half + (index + 0.5) * step)
    : Array.from({ length: parts + 1 }, (_, index) => -half + index * step);
}

/** Both faces of the slab, and every centre of a voxel between them: nothing linear is higher or lower elsewhere. */
function centres(half: number, voxelsPerMm: number, at: number): readonly number[] {
  const [from, to] = [at - half * Math.abs(voxelsPerMm), at + half * Math.abs(voxelsPerMm)];
  const inside: number[] = [];
  for (let voxel = Math.ceil(from + 1e-6); voxel < to - 1e-6; voxel += 1) inside.push((voxel - at) / voxelsPerMm);
  return [-half, ...inside, half];
}
