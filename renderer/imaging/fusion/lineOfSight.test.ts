import { describe, expect, test } from 'vitest';
import palettes from '#resources/presets/palettes.json';
import { absentValueOf } from '../volume/slotVoxels.ts';
import { lineOfSight, valueThrough } from './lineOfSight.ts';
import { paintOverlay, paletteOf, pixelPlaces, type SampledVolume } from './overlaidVolume.ts';

/** A PET of 4 mm voxels, 20 x 16 x 40 of them, cold at 1 but for what is put into it. */
function pet(hot: readonly (readonly [i: number, j: number, k: number, value: number])[]): SampledVolume {
  const [columns, rows, slots] = [20, 16, 40];
  const values = new Float32Array(columns * rows * slots).fill(1);
  for (const [i, j, k, value] of hot) values[(k * rows + j) * columns + i] = value;
  return { values, columns, rows, slots, absentBelow: absentValueOf(values) / 2 };
}

/** Along the slices: a quarter of a voxel for each mm. */
const upwards = [0, 0, 0.25] as const;
const thick = (thicknessMm: number, mode: 'maximum' | 'minimum' | 'mean' = 'maximum') => ({ mode, thicknessMm });

describe('a slab of a fusion shows both layers: what lies over it is looked through as what lies below', () => {
  const nodule = pet([[5, 9, 24, 9]]);

  test('a nodule 16 mm from the plane is in a slab of 100 mm, and in none of 10 mm', () => {
    const through = (mm: number) => valueThrough(nodule, 5, 9, 20, lineOfSight(thick(mm), upwards, [5, 9, 20]));
    expect([through(100), through(10)]).toEqual([9, 1]);
  });

  test('its highest value is met wherever between the slices the plane lies, and whichever way it looks', () => {
    for (const k of [18, 19.13, 20.5, 21.77, 24]) {
      for (const turned of [upwards, [0, 0, -0.25] as const]) {
        const sight = lineOfSight(thick(60), turned, [5, 9, k]);
        expect(valueThrough(nodule, 5, 9, k, sight)).toBeCloseTo(9, 5);
      }
    }
  });

  test('lowest and mean are of the whole thickness', () => {
    const lesion = pet([20, 21, 22, 23].map((k) => [5, 9, k, 9] as const));
    const through = (mode: 'minimum' | 'mean', mm: number) =>
      valueThrough(lesion, 5, 9, 21.5, lineOfSight(thick(mm, mode), upwards, [5, 9, 21.5]));
    expect(through('minimum', 8)).toBe(9);
    expect(through('minimum', 40)).toBe(1);
    // 16 mm of 40 hold 9 and the rest 1: (4 · 9 + 6 · 1) / 10.
    expect(through('mean', 40)).toBeCloseTo(4.2, 1);
  });

  test('aslant to the slices too: no further apart than half a voxel', () => {
    const leaning = [0, 0.15, 0.2] as const;
    const sight = lineOfSight(thick(80), leaning, [5, 8, 20]);
    const steps = sight.offsets.slice(1).map((offset, index) => Math.hypot(...sub(offset, sight.offsets[index])));
    expect(Math.max(...steps)).toBeLessThan(0.5 + 1e-9);
    expect(sight.offsets[0]).toEqual([0, -6, -8]);
    expect(valueThrough(pet([[5, 11, 24, 9]]), 5, 8, 20, sight)).toBeGreaterThan(8);
  });

  test('what is not here is passed over, and outside the volume there is nothing', () => {
    const [i, j] = [5, 9];
    const lacking = pet([[i, j, 24, 9]]);
    const absent = absentValueOf(lacking.values);
    (lacking.values as Float32Array)[(22 * 16 + j) * 20 + i] = absent;
    const sight = lineOfSight(thick(100), upwards, [i, j, 20]);
    expect(valueThrough(lacking, i, j, 20, sight)).toBe(9);
    expect(valueThrough(lacking, 30, j, 20, sight)).toBeNaN();
  });

  test('the picture has its colour at its place, and no longer when the slab is thin', () => {
    const colours = { low: 2, high: 10, palette: paletteOf(palettes.hotIron), opacity: 1 };
    const places = pixelPlaces((x, y) => [x - 0.5, y - 0.5, 20]);
    const lit = (mm: number) => {
      const data = new Uint8ClampedArray(20 * 16 * 4);
      const sight = lineOfSight(thick(mm), upwards, [0, 0, 20]);
      paintOverlay({ data, width: 20, height: 16 }, places, nodule, colours, sight);
      return [...data.keys()].filter((at) => at % 4 === 3 && (data[at] ?? 0) > 0).map((at) => (at - 3) / 4);
    };
    expect(lit(100)).toEqual([9 * 20 + 5]);
    expect(lit(10)).toEqual([]);
  });
});

function sub(a: readonly number[], b: readonly number[] = []): number[] {
  return a.map((part, index) => part - (b[index] ?? 0));
}
