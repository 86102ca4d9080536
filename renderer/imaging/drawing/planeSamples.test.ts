import { describe, expect, test } from 'vitest';
import { statisticsOf } from '#shared/annotations/regionStatistics.ts';
import { patientScale } from '#shared/dicom/scale.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { groundOfPlane } from './drawingSurface.ts';
import { sampledPlane, type Voxels } from './planeSamples.ts';

/** 40 × 30 × 20 voxels of 1 × 2 × 3 mm from (−10, −20, −30); the value says the voxel. A block of 1000 in the middle. */
const size: Vector3 = [40, 30, 20];
function voxels(part: Partial<Voxels> = {}): Voxels {
  return {
    size,
    worldOfVoxel: (i, j, k) => [-10 + i, -20 + 2 * j, -30 + 3 * k],
    voxelOfWorld: ([x, y, z]) => [x + 10, (y + 20) / 2, (z + 30) / 3],
    valueAt: (i, j, k) => i + 100 * j + 10_000 * k,
    unit: { unit: 'HU', perModalityUnit: 1 },
    ...part,
  };
}
function statistics(of: Voxels, normal: Vector3, point: Vector3, corners: readonly Vector3[]) {
  const sampled = sampledPlane(of, normal, point);
  if (!sampled.ok) return sampled.failure;
  const distance = normal[0] * point[0] + normal[1] * point[1] + normal[2] * point[2];
  const found = statisticsOf('rectangle', corners, groundOfPlane(normal, distance), sampled.value);
  return found.ok ? found.value : found.failure;
}

describe('H2: planes are sampled as the voxels lie', () => {
  test('along the slices, and across them: every voxel counts once', () => {
    const axial = statistics(
      voxels(),
      [0, 0, 1],
      [0, 0, 0],
      [
        [-5.5, -9, 0],
        [4.5, 11, 0],
      ],
    );
    // Columns 5 to 14, rows 6 to 15, slice 10.
    expect(axial).toMatchObject({
      count: 100,
      min: 100_605,
      max: 101_514,
      mean: expect.closeTo(101_059.5, 6) as number,
    });
    const coronal = statistics(
      voxels(),
      [0, 1, 0],
      [0, 0, 0],
      [
        [-5.5, 0, -10.5],
        [4.5, 0, 10.5],
      ],
    );
    // Row 10, columns 5 to 14, slices 7 to 13: seven, each once though they are three times as far apart as columns.
    expect(coronal).toMatchObject({ count: 70, min: 71_005, max: 131_014 });
  });

  test('the same plane seen from behind, or at any depth within the voxel, is the same plane', () => {
    const corners: Vector3[] = [
      [-5.5, -9, 0],
      [4.5, 11, 0],
    ];
    const one = statistics(voxels(), [0, 0, 1], [0, 0, 0], corners);
    expect(statistics(voxels(), [0, 0, -1], [7, 3, 1.4], corners)).toEqual(one);
    expect(statistics(voxels(), [0, 0, 1], [0, 0, 1.6], corners)).not.toEqual(one);
  });

  test('aslant: a block of known size and value has its mean, and its area in samples of the finest step', () => {
    const inBlock = (i: number, j: number, k: number) => i >= 10 && i < 30 && j >= 5 && j < 25 && k >= 5 && k < 15;
    const block = voxels({ valueAt: (i, j, k) => (inBlock(i, j, k) ? 1000 : 0) });
    const half = Math.SQRT1_2;
    // Through (10, 10, 0), leaning by 45° between left and head.
    const inside = statistics(
      block,
      [half, 0, half],
      [10, 10, 0],
      [
        [6, 0, 4],
        [14, 20, -4],
      ],
    );
    expect(inside).toMatchObject({ mean: 1000, standardDeviation: 0, min: 1000, max: 1000 });
    // 8√2 by 20 mm at 1 mm a sample.
    expect((inside as { count: number }).count).toBeCloseTo(8 * Math.SQRT2 * 20, -1.5);
  });

  test('the slices of a tilted gantry: their own plane runs along voxels, others are sampled in space', () => {
    const skewed = voxels({
      worldOfVoxel: (i, j, k) => [-10 + i, -20 + 2 * j + k, -30 + 3 * k],
      voxelOfWorld: ([x, y, z]) => [x + 10, (y + 20 - (z + 30) / 3) / 2, (z + 30) / 3],
    });
    const sagittal = sampledPlane(skewed, [1, 0, 0], [0, 0, 0]);
    // The voxel at (0, 0, 0): column 10, row (20 − 10) / 2 = 5, slice 10.
    if (!sagittal.ok) throw new Error('refused');
    const { origin, stepRight, stepDown, valueAt } = sagittal.value;
    const column = Math.round((0 - origin[1]) / stepRight[1]);
    const row = Math.round((0 - origin[2]) / stepDown[2]);
    expect(valueAt(column, row)).toBe(100_510);
  });

  test('C8: a plane that touches a slice that is not here tells nothing there, and all elsewhere', () => {
    const holed = voxels({ valueAt: (i, _j, k) => (k === 12 ? undefined : i) });
    expect(
      statistics(
        holed,
        [0, 1, 0],
        [0, 0, 0],
        [
          [-5.5, 0, -10.5],
          [4.5, 0, 10.5],
        ],
      ),
    ).toBe('sliceMissing');
    expect(
      statistics(
        holed,
        [0, 1, 0],
        [0, 0, 0],
        [
          [-5.5, 0, -10.5],
          [4.5, 0, 4.4],
        ],
      ),
    ).toMatchObject({ count: 50 });
  });

  test('beyond the volume there is nothing', () => {
    expect(
      statistics(
        voxels(),
        [0, 0, 1],
        [0, 0, 500],
        [
          [-5, -5, 500],
          [5, 5, 500],
        ],
      ),
    ).toBe('outside');
    expect(groundOfPlane([0, 0, 1], 5).scaleFor([])).toBe(patientScale);
  });
});
