import { expect, test } from 'vitest';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { layerValueAt } from './layerValue.ts';

const uptake = { unit: 'SUVbw', perModalityUnit: 0.001 };

/** Voxels of 2 mm; slice 3 is not here, slice 2 came with loss, and the first column is no image. */
function volume(isDecimated = false) {
  return {
    grid: { columns: 4, rows: 4 } as VolumeGrid,
    set: { modality: 'PT' } as DisplaySet,
    isDecimated,
    isFilled: (k: number) => k >= 0 && k < 3,
    valueAt: (i: number, j: number, k: number) => (k === 2 ? undefined : i === 0 ? Number.NaN : i * 1_000 + j * 10 + k),
    voxelOfWorld: ([x, y, z]: Vector3): Vector3 => [x / 2, y / 2, z / 2],
  };
}

test('LN5: the value of the voxel under a point, in the unit of its own images', () => {
  expect(layerValueAt(volume(), uptake, [6.4, 2.2, 2])).toEqual({
    modality: 'PT',
    unit: 'SUVbw',
    value: 3.011,
    raw: 3_011,
  });
});

test('LN15 C8: a coarser volume and a slice that came with loss tell no value, and say why', () => {
  expect(layerValueAt(volume(true), uptake, [6, 2, 2])).toEqual({ modality: 'PT', reason: 'decimated' });
  expect(layerValueAt(volume(), uptake, [6, 2, 4])).toEqual({ modality: 'PT', reason: 'preview' });
});

test.each<[string, Vector3]>([
  ['beside the volume', [20, 2, 2]],
  ['before it', [-4, 2, 2]],
  ['half a voxel beyond the outer centre', [7.2, 2, 2]],
  ['where the slice is not here', [6, 2, 6]],
  ['beyond the last', [6, 2, 40]],
  ['where there is no image', [0, 2, 2]],
])('PX7: nothing %s', (_, world) => {
  expect([layerValueAt(volume(), uptake, world), layerValueAt(volume(true), uptake, [20, 2, 2])]).toEqual([
    undefined,
    undefined,
  ]);
});
