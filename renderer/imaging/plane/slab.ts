import type { Plane } from '#shared/dicom/orientation.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { type VolumeGrid, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { scrollAxisOf } from './planeAxes.ts';

export const slabModes = ['maximum', 'minimum', 'mean'] as const;
export type SlabMode = (typeof slabModes)[number];

/** Several slices seen as one: their highest, lowest or mean values along the line of sight. */
export interface Slab {
  readonly mode: SlabMode;
  readonly thicknessMm: number;
}

/** Thinner is one slice; thicker is the body. */
export const thinnestMm = 1;
export const thickestMm = 500;

/** The steps of the wheel: fine where a slab is thin, coarse where it is thick. */
const ladderMm = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500];

/** The next thickness up or down, `steps` away; undefined below the thinnest: no slab. */
export function steppedThickness(thicknessMm: number | undefined, steps: number): number | undefined {
  const above = ladderMm.findIndex((mm) => mm > (thicknessMm ?? 0) + 1e-6);
  const next = above < 0 ? ladderMm.length : above;
  const isOnLadder = thicknessMm !== undefined && ladderMm.includes(thicknessMm);
  const at = steps > 0 ? next + steps - 1 : next + steps - (isOnLadder ? 1 : 0);
  return at < 0 ? undefined : ladderMm[Math.min(ladderMm.length - 1, at)];
}

/** How many slices lie under a slab, how many of them are not there (C9), and how many of those are still to come. */
export interface UnderSlab {
  readonly slices: number;
  readonly missing: number;
  readonly awaited: number;
}

/** What lies under a slab of a plane at the crosshair: every slot that it touches. */
export function underSlab(
  model: Pick<VolumeModel, 'axes' | 'crosshair' | 'grid' | 'isFilled' | 'isAwaited'>,
  plane: Plane,
  thicknessMm: number,
): UnderSlab {
  const axis = scrollAxisOf(model.axes(), plane);
  const at = dot(model.crosshair(), axis);
  const [low, high] = [at - thicknessMm / 2, at + thicknessMm / 2];
  const { parts } = model.grid;
  let [slices, missing, awaited] = [0, 0, 0];
  for (let slot = 0; slot < parts.length; slot += 1) {
    const [from, to] = reachOf(model.grid, slot, axis);
    // What is touched by an edge alone gives nothing.
    if (to <= low + 1e-6 || from >= high - 1e-6) continue;
    slices += 1;
    if (!model.isFilled(slot)) missing += 1;
    if (model.isAwaited(slot)) awaited += 1;
  }
  return { slices, missing, awaited };
}

/** From where to where a slot reaches along a direction, in mm, with the half voxel around its centre. */
function reachOf(grid: VolumeGrid, slot: number, axis: Vector3): readonly [from: number, to: number] {
  const { columns, rows } = grid;
  const places: number[] = [];
  for (const i of [-0.5, columns - 0.5]) {
    for (const j of [-0.5, rows - 0.5]) {
      for (const k of [slot - 0.5, slot + 0.5]) places.push(dot(worldOfVoxel(grid, i, j, k), axis));
    }
  }
  return [Math.min(...places), Math.max(...places)];
}
