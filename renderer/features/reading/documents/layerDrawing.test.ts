import { expect, test } from 'vitest';
import { isOnePicture, type LayerPath, withinReason } from './layerDrawing.ts';

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
  const long = withinReason([path(40_000), path(40_000), path(10)]);
  expect([long.paths.length, long.leftOut]).toEqual([1, 2]);
});

test('many lines, or one of many points, are one picture; a few are elements of the page', () => {
  expect([isOnePicture([path(100_000)]), isOnePicture(Array.from({ length: 301 }, () => path(3)))]).toEqual([
    true,
    true,
  ]);
  expect(isOnePicture([path(500), path(500)])).toBe(false);
  // More than can be drawn in time is left out, and said.
  expect(withinReason([path(100_000)])).toMatchObject({ paths: [], leftOut: 1 });
});
