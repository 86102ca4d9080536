import { describe, expect, test } from 'vitest';
import { fail } from '#shared/base/result.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { rigidAbout } from '../registration/rigidTransform.ts';
import { groundOfPlane, type ValueLayer } from './drawingSurface.ts';
import { measureOn } from './measureOn.ts';
import { sampledVolume } from './volumeSamples.ts';

type Model = Parameters<typeof sampledVolume>[0];

/** 20 × 20 × 20 voxels of so many mm; the middle voxels, 9 to 11 in every direction, hold `hot`. */
function cube(modality: string, mm: number, hot: number, part: Partial<Model> = {}): Model {
  return {
    grid: { columns: 20, rows: 20, slots: Array.from({ length: 20 }) } as unknown as Model['grid'],
    set: { modality, frames: [], duplicates: [] } as unknown as DisplaySet,
    isDecimated: false,
    worldOfVoxel: (i, j, k) => [i * mm, j * mm, k * mm],
    voxelOfWorld: ([x, y, z]) => [x / mm, y / mm, z / mm],
    valueAt: (i, j, k) => ([i, j, k].every((at) => at >= 9 && at <= 11) ? hot : 1),
    ...part,
  };
}

const normal: Vector3 = [0, 0, 1];
const layerOf = (name: string | undefined, ...volume: readonly [Model, Parameters<typeof sampledVolume>[3]?]) =>
  ({ name, key: '', sampled: () => sampledVolume(volume[0], normal, [20, 20, 20], volume[1]) }) satisfies ValueLayer;
const surface = (...layers: readonly ValueLayer[]) => ({ ground: () => groundOfPlane(normal, 20), layers });
const named = (values: ReturnType<typeof measureOn>['values'], name: string) =>
  values.filter((value) => value.name === name).map(({ layer, value }) => [layer, value]);

test('LN15: on a volume that is coarser than its images nothing is measured, not even a length, and the reason is said', () => {
  const ends: readonly Vector3[] = [
    [10, 10, 20],
    [20, 10, 20],
  ];
  const plane = surface(layerOf(undefined, cube('CT', 2, 40)));
  expect(measureOn(plane, 'length', ends, undefined).values).toEqual([{ name: 'length', value: 10, unit: 'mm' }]);
  for (const kind of ['length', 'rectangle', 'probe'] as const) {
    expect(measureOn({ ...plane, unmeasured: 'decimated' }, kind, ends, undefined)).toEqual({
      values: [],
      basis: undefined,
      noValues: [{ layer: undefined, reason: 'decimated' }],
    });
  }
});

describe('LN5: a figure over a fusion is told of each layer by itself', () => {
  const [ct, pet] = [cube('CT', 2, 40), cube('PT', 2, 7_000)];

  test('a point', () => {
    const { values } = measureOn(surface(layerOf('CT', ct), layerOf('PT', pet)), 'probe', [[20, 20, 20]], undefined);
    expect(named(values, 'value')).toEqual([
      ['CT', 40],
      ['PT', 7_000],
    ]);
  });

  test('a region, whose area is of neither; without a fusion its values have no layer', () => {
    const corners: readonly Vector3[] = [
      [17.5, 17.5, 20],
      [22.5, 22.5, 20],
    ];
    const { values } = measureOn(surface(layerOf('CT', ct), layerOf('PT', pet)), 'rectangle', corners, undefined);
    expect(named(values, 'mean')).toEqual([
      ['CT', 40],
      ['PT', 7_000],
    ]);
    expect(named(values, 'area')).toEqual([[undefined, 25]]);
    const alone = measureOn(surface(layerOf(undefined, ct)), 'rectangle', corners, undefined);
    expect(named(alone.values, 'mean')).toEqual([[undefined, 40]]);
  });

  test('a volume that was aligned is asked where it lies, not where its numbers would be', () => {
    const aligned = rigidAbout([20, 20, 20], [0, 0, Math.PI / 2], [12, 0, 0]);
    const shifted = layerOf('PT', pet, aligned);
    const at = (point: Vector3) => named(measureOn(surface(shifted), 'probe', [point], undefined).values, 'value');
    expect(at([20, 20, 20])).toEqual([['PT', 1]]);
    // A quarter turn takes what is 12 mm behind to 12 mm at the right, and the shift brings it to the middle.
    expect(at([20, 32, 20])).toEqual([['PT', 7_000]]);
  });

  test('a layer that has nothing to tell says why, by its name, and the other is told', () => {
    const silent: ValueLayer = { name: 'PT', key: '', sampled: () => fail('sliceMissing') };
    const { values, noValues } = measureOn(surface(layerOf('CT', ct), silent), 'probe', [[20, 20, 20]], undefined);
    expect(named(values, 'value')).toEqual([['CT', 40]]);
    expect(noValues).toEqual([{ layer: 'PT', reason: 'sliceMissing' }]);
    const coarse = layerOf('PT', cube('PT', 2, 1, { isDecimated: true }));
    expect(measureOn(surface(coarse), 'probe', [[20, 20, 20]], undefined).noValues).toEqual([
      { layer: 'PT', reason: 'decimated' },
    ]);
  });
});
