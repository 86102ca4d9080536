import type { NoValues } from '#shared/annotations/sampled.ts';
import type { ValueUnit } from '#shared/dicom/valueUnit.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';

/** What one layer of a fusion holds at a point: the value of its voxel, not interpolated; or why it has none to tell. */
export type LayerValue = { readonly modality: string } & (
  | {
      readonly unit: string;
      readonly value: number;
      /** The modality value behind a SUV. */
      readonly raw: number;
    }
  | { readonly reason: NoValues }
);

/**
 * The value of the voxel that a point lies in. Undefined outside, where its slice is not here, and where there is no image.
 * Voxels that are coarser than the images, or came with loss, are shown and tell no value: it would not be that of the
 * images (LN15, C8).
 */
export function layerValueAt(
  model: Pick<VolumeModel, 'grid' | 'set' | 'isDecimated' | 'isFilled' | 'valueAt' | 'voxelOfWorld'>,
  { unit, perModalityUnit }: ValueUnit,
  world: Vector3,
): LayerValue | undefined {
  const { columns, rows } = model.grid;
  const { modality } = model.set;
  const [i, j, k] = model.voxelOfWorld(world).map(Math.round) as [number, number, number];
  if (i < 0 || j < 0 || i >= columns || j >= rows || !model.isFilled(k)) return undefined;
  if (model.isDecimated) return { modality, reason: 'decimated' };
  const raw = model.valueAt(i, j, k);
  if (raw === undefined) return { modality, reason: 'preview' };
  return Number.isNaN(raw) ? undefined : { modality, unit, value: raw * perModalityUnit, raw };
}
