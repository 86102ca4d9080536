import { expect, test } from 'vitest';
import { type LayerPath, withinReason } from './layerDrawing.ts';

const path = (points: number): LayerPath => ({
  points: Array.from({ length: points }, () => [0, 0, 0] as const),
  closed: true,
  filled: false,
  isPoint: false,
  colour: { red: 0, green: 0, blue: 0 },
  label: '',
});

test('so many lines are drawn as hands can move, and those left out are counted', () => {
  expect(withinReason([path(3), path(4)])).toMatchObject({ paths: [{}, {}], leftOut: 0 });
  const many = withinReason(Array.from({ length: 50_000 }, () => path(3)));
  expect([many.paths.length, many.leftOut]).toEqual([5_000, 45_000]);
  const long = withinReason([path(150_000), path(150_000), path(10)]);
  expect([long.paths.length, long.leftOut]).toEqual([1, 2]);
});
