import { describe, expect, test } from 'vitest';
import { decimatedGrid } from '#shared/dicom/decimatedGrid.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { type Decimation, type VolumeGrid, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { writeSlot } from './slotVoxels.ts';

const side = 10;
const [pixelMm, sliceMm] = [0.8, 0.6];

function gridOf(slices: number): VolumeGrid {
  const images = Array.from({ length: slices }, (_, place) => {
    const image = readImageDescription(
      imageDataset({
        SOPInstanceUID: [`1.2.3.4.${place + 1}`],
        Rows: [side],
        Columns: [side],
        ImagePositionPatient: [-4, 7, place * sliceMm],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [pixelMm, pixelMm],
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const grid = volumeGridOf(splitIntoDisplaySets(images)[0]!);
  if (!grid.ok) throw new Error(grid.failure.reason);
  return grid.value;
}

/** Each voxel of the coarser volume beside the point of the patient that it stands for. */
function voxelsOf(slices: number, by: Decimation, valueAt: (x: number, y: number, z: number) => number) {
  const grid = decimatedGrid(gridOf(slices), by);
  const size = grid.columns * grid.rows;
  const voxels = new Int16Array(size * grid.slots.length);
  for (const [slot, parts] of grid.parts.entries()) {
    const images = parts.map(({ item }) => {
      const [x0, y0, z] = item.frame.position ?? [0, 0, 0];
      const values = Int16Array.from({ length: side * side }, (_, at) =>
        valueAt(x0 + (at % side) * pixelMm, y0 + Math.floor(at / side) * pixelMm, z),
      );
      return { columns: side, rows: side, values };
    });
    writeSlot(voxels, grid, slot, images);
  }
  return [...voxels].map((value, at) => {
    const [i, j, k] = [at % grid.columns, Math.floor(at / grid.columns) % grid.rows, Math.floor(at / size)];
    return { value, world: worldOfVoxel(grid, i, j, k) };
  });
}

describe('LN15: a volume that is coarser than its images', () => {
  const ways: readonly Decimation[] = [
    { inPlane: 1, slices: 2 },
    { inPlane: 2, slices: 1 },
    { inPlane: 2, slices: 4 },
  ];
  test.each(ways)('what rises evenly has each value at its true place, to the border ($inPlane, $slices)', (by) => {
    const ramp = (x: number, y: number, z: number) => Math.round(50 * x - 100 * y + 200 * z);
    const voxels = voxelsOf(9, by, ramp);
    const off = voxels.map(({ value, world: [x, y, z] }) => Math.abs(value - (50 * x - 100 * y + 200 * z)));
    expect(voxels.length).toBeGreaterThan(40);
    // Whole numbers in, whole numbers out: half of each is lost.
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
  });

  test('an edge within a voxel is the mean of what it is made of: half the step, never one side or the other', () => {
    const isBright = (z: number) => z > 2.5 * sliceMm;
    const voxels = voxelsOf(8, { inPlane: 1, slices: 2 }, (_x, _y, z) => (isBright(z) ? 1_000 : 0));
    const slots = [0, 1, 2, 3].map(
      (slot) => new Set(voxels.slice(slot * side * side, (slot + 1) * side * side).map(({ value }) => value)),
    );
    expect(slots).toEqual([new Set([0]), new Set([500]), new Set([1_000]), new Set([1_000])]);
  });
});
