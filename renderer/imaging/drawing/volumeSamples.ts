import type { NoValues, Sampled } from '#shared/annotations/sampled.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { unitOfSet } from '#shared/dicom/uptake.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { inverseOf, moved, noMovement, type RigidTransform } from '../registration/rigidTransform.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { sampledPlane } from './planeSamples.ts';

/**
 * The values of a volume under a plane, in its own unit. `toVolume`: from the frame of reference that the plane is named
 * in to the volume's own, where it is laid over another.
 */
export function sampledVolume(
  model: Pick<VolumeModel, 'grid' | 'set' | 'isDecimated' | 'worldOfVoxel' | 'voxelOfWorld' | 'valueAt'>,
  normal: Vector3,
  point: Vector3,
  toVolume: RigidTransform = noMovement,
): Result<Sampled, NoValues> {
  if (model.isDecimated) return fail('decimated');
  const { columns, rows, slots } = model.grid;
  const back = inverseOf(toVolume);
  const voxels = {
    size: [columns, rows, slots.length] as const,
    worldOfVoxel: (i: number, j: number, k: number) => moved(back, model.worldOfVoxel(i, j, k)),
    voxelOfWorld: (world: Vector3) => model.voxelOfWorld(moved(toVolume, world)),
    valueAt: (i: number, j: number, k: number) => model.valueAt(i, j, k),
    unit: unitOfSet(model.set),
  };
  return sampledPlane(voxels, normal, point);
}
