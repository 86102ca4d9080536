import { describe, expect, test } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import type { GreyState } from '../grey/grey.ts';
import { pointsOf, type RenderingPreset, renderingPresetsFor } from '../rendering/renderingPresets.ts';
import { greyOfPlane, lightOfSpace } from './blackVolume.ts';

/** 20 × 20 × 20 voxels of 1 mm; each holds what is said of its place, and slices from 15 on are not here. */
function cube(valueAt: (i: number, j: number, k: number) => number) {
  const values = new Float32Array(8_000).map((_, at) => {
    const [i, j, k] = [at % 20, Math.floor(at / 20) % 20, Math.floor(at / 400)];
    return k >= 15 ? -1e6 : valueAt(i, j, k);
  });
  const same = (i: number, j: number, k: number): Vector3 => [i, j, k];
  return {
    grid: {
      columns: 20,
      rows: 20,
      slots: Array.from({ length: 20 }),
      spacing: { betweenColumns: 1, betweenRows: 1 },
      sliceSpacingMm: 1,
    } as unknown as VolumeGrid,
    sampled: { values, columns: 20, rows: 20, slots: 20, absentBelow: -5e5 },
    voxelOfWorld: (world: Vector3) => world,
    worldOfVoxel: same,
  };
}

const grey: GreyState = {
  window: { center: 50, width: 100 },
  voiFunction: 'LINEAR_EXACT',
  inverted: false,
  table: undefined,
};
const normal: Vector3 = [0, 0, 1];

const seen = (valueAt: (i: number, j: number, k: number) => number, preset: RenderingPreset) => ({
  ...cube(valueAt),
  ...pointsOf(preset, grey.window),
  preset,
});

describe('what a plane has at a point', () => {
  const rising = cube((i, _, k) => i + k * 5);

  test('its voxel through the window, inverted too, and black where there is no image', () => {
    const at = greyOfPlane(rising, grey, undefined, normal);
    expect(at([10, 4, 6])).toBeCloseTo(255 * 0.4, 6);
    expect(greyOfPlane(rising, { ...grey, inverted: true }, undefined, normal)([10, 4, 6])).toBeCloseTo(255 * 0.6, 6);
    expect([at([10, 4, 17]), at([-3, 4, 6])]).toEqual([0, 0]);
  });

  test.each([
    ['maximum', 0.4 + 0.1],
    ['minimum', 0.4 - 0.1],
    ['mean', 0.4],
  ] as const)('the %s of what lies under a slab', (mode, level) => {
    const at = greyOfPlane(rising, grey, { mode, thicknessMm: 4 }, normal);
    expect(Math.abs(at([10, 4, 6]) / 255 - level)).toBeLessThan(0.002);
  });
});

describe('what a body in space has along a ray', () => {
  const [preset] = renderingPresetsFor('CT');
  const towards: Vector3 = [0, -1, 0];

  test('air gives no light, bone does, and beside the body there is none', () => {
    if (!preset) throw new Error('no preset');
    expect(
      lightOfSpace(
        seen(() => -1_000, preset),
        towards,
      )([10, 0, 7]),
    ).toBe(0);
    const bone = lightOfSpace(
      seen(() => 900, preset),
      towards,
    );
    expect([bone([10, 0, 7]) > 30, bone([40, 0, 7])]).toEqual([true, 0]);
  });

  test('the highest value of the ray, where a preset shows that', () => {
    const highest = [...renderingPresetsFor('CT'), ...renderingPresetsFor('MR')].find(
      ({ blend }) => blend === 'maximum',
    );
    if (!highest) throw new Error('no preset of highest values');
    const low = lightOfSpace(
      seen((i) => i, highest),
      towards,
    );
    expect(low([1, 0, 7])).toBeLessThan(low([19, 0, 7]));
  });
});
