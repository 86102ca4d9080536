import { describe, expect, test } from 'vitest';
import { kernelOf, noiseOf, smooth, smoothingFor } from './bodySmoothing.ts';
import { airHu, BodyCollector, type BodyVoxels } from './bodyVoxels.ts';

const [columns, rows, slots] = [60, 60, 40];

/** 0.8 × 0.8 × 1 mm; each voxel holds what is said of its place in mm from the middle. */
function volume(valueAt: (x: number, y: number, z: number) => number): BodyVoxels {
  const values = new Int16Array(columns * rows * slots);
  for (let at = 0; at < values.length; at += 1) {
    const [i, j, k] = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    values[at] = Math.round(valueAt((i - 29.5) * 0.8, (j - 29.5) * 0.8, k - 19.5));
  }
  return { columns, rows, slots, mm: [0.8, 0.8, 1], values, isThere: Array.from({ length: slots }, () => true) };
}

/** Normal noise that is the same in every run. */
function noise(): () => number {
  let seed = 7;
  const uniform = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed + 0.5) / 2_147_483_648;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The volume of what is above half of bone, in mm³. */
const cubicMmAbove = ({ values, mm }: BodyVoxels, limit: number) =>
  values.filter((value) => value > limit).length * mm[0] * mm[1] * mm[2];

describe('the copy that is seen in space', () => {
  test('a sphere of bone stays its size and its place, whatever it is smoothed by', () => {
    for (const mm of [0.7, 1, 1.4]) {
      const sphere = volume((x, y, z) => (Math.hypot(x, y, z) <= 12 ? 1_000 : 40));
      smooth(sphere, mm);
      const diameter = Math.cbrt((cubicMmAbove(sphere, 520) * 6) / Math.PI);
      expect(Math.abs(diameter - 24), `${mm} mm`).toBeLessThan(0.4);
      const inside = [...sphere.values.entries()].filter(([, value]) => value > 520);
      const middle = inside.reduce((sum, [at]) => sum + (at % columns), 0) / inside.length;
      expect(middle).toBeCloseTo(29.5, 1);
    }
  });

  test.each([
    [30, 1],
    [120, 1.4],
  ])('noise of %i HU is measured, smoothed by %d mm, and no longer looks like bone', (hu, mm) => {
    const normal = noise();
    const tissue = volume(() => 40 + hu * normal());
    expect(Math.abs(noiseOf(tissue) / hu - 1)).toBeLessThan(0.1);
    expect(smoothingFor(noiseOf(tissue))).toBe(mm);
    smooth(tissue, mm);
    expect(noiseOf(tissue)).toBeLessThan(20);
    expect(cubicMmAbove(tissue, 220)).toBe(0);
  });

  test('what has no noise is not smoothed', () => {
    expect(smoothingFor(noiseOf(volume(() => 40)))).toBe(0);
    expect(smoothingFor(noiseOf(volume(() => airHu)))).toBe(0);
  });

  test('C9: a missing slice enters nothing beside it', () => {
    const gap = volume(() => 300);
    const there = gap.isThere.map((_, slot) => slot !== 20);
    gap.values.fill(-32_768, 20 * columns * rows, 21 * columns * rows);
    smooth({ ...gap, isThere: there }, 1.4);
    expect([19, 21].map((slot) => gap.values[slot * columns * rows + 1_830])).toEqual([300, 300]);
  });

  test('a Gaussian sums to 1 and is level where a voxel is wider than it', () => {
    const half = kernelOf(1.3);
    expect(half.reduce((sum, weight, at) => sum + (at === 0 ? weight : 2 * weight), 0)).toBeCloseTo(1, 6);
    expect([...kernelOf(0.2)]).toEqual([1]);
  });
});

describe('slots put together', () => {
  const source = { columns: 4, rows: 2, slots: 5, mm: [1, 1, 2] as const, absentBelow: -16_384, inPlane: 2, slices: 2 };
  const slot = (value: number) => new Int16Array(8).fill(value);

  test('their mean, air for what is of no image, and nothing of half a slot', () => {
    const collector = new BodyCollector(source);
    collector.add(0, slot(100));
    collector.add(1, slot(300));
    collector.add(2, slot(-32_768));
    collector.add(3, slot(-3_000));
    collector.add(4, slot(500));
    const { columns: wide, rows: high, slots: deep, mm, values } = collector.finish();
    expect([wide, high, deep, mm]).toEqual([2, 1, 2, [2, 2, 4]]);
    expect([...values]).toEqual([200, 200, airHu, airHu]);
  });

  test('Q3: one of which a slice is missing is missing', () => {
    const collector = new BodyCollector(source);
    for (const each of [0, 2, 3]) collector.add(each, slot(100));
    collector.add(1, undefined);
    const { isThere, values } = collector.finish();
    expect([isThere, values[0], values[2]]).toEqual([[false, true], airHu, 100]);
  });
});
