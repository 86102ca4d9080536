import { expect, test } from 'vitest';
import { imageAt } from '#tests/fixtures/placedImages.ts';
import type { FrameOfImage } from '../displaySets.ts';
import { placesOf } from './imagePlaces.ts';

/** Which images, by their heights, something at a height lies on. */
function under(images: readonly FrameOfImage[], z: number): readonly (number | undefined)[] {
  return placesOf(images)
    .under([[3, 4, z]])
    .map(({ item }) => item.frame.position?.[2]);
}

const every = (step: number, count: number, thicknessMm?: number) =>
  Array.from({ length: count }, (_, index) => imageAt(index * step, thicknessMm === undefined ? {} : { thicknessMm }));

test('LN2: thick slices close together: what lies on one is on no other, wherever it lies between them', () => {
  const thick = every(1, 9, 5);
  expect(under(thick, 4)).toEqual([4]);
  for (let z = 0; z <= 8; z += 0.05) expect(under(thick, z), String(z)).toHaveLength(1);
  // Just in the middle: one of the two, and not both.
  expect(under(thick, 4.5)).toEqual([5]);
});

test('LN2: slices of 3 mm that do not tell their thickness lose nothing between them', () => {
  const untold = every(3, 4);
  expect(under(untold, 4.4)).toEqual([3]);
  expect(under(untold, 4.6)).toEqual([6]);
  for (let z = 0; z <= 9; z += 0.1) expect(under(untold, z), String(z)).toHaveLength(1);
  expect(under(untold, 10.6)).toEqual([]);
});

test('thin slices far apart: what lies in the gap is on none of them', () => {
  const thin = every(10, 3, 2);
  expect(under(thin, 10.9)).toEqual([10]);
  expect(under(thin, 14)).toEqual([]);
});

test('a missing slice is not filled by its neighbours, an image alone has its thickness, two at one place have both', () => {
  expect(
    under(
      [0, 1, 2, 7, 8, 9].map((z) => imageAt(z)),
      4.5,
    ),
  ).toEqual([]);
  expect(under([imageAt(0, { thicknessMm: 4 })], 1.9)).toEqual([0]);
  expect(under([imageAt(0, { thicknessMm: 4 })], 2.1)).toEqual([]);
  const twice = [imageAt(0, { uid: '1.1' }), imageAt(0, { uid: '1.2' }), imageAt(2, { uid: '1.3' })];
  expect(under(twice, 0.9)).toEqual([0, 0]);
});

test('what crosses images lies on none of them; what a hand drew a little unevenly does', () => {
  const images = placesOf(every(2, 4));
  const tilted = (mm: number) =>
    images.under([
      [0, 0, 2],
      [5, 0, 2 + mm],
    ]).length;
  expect([tilted(0.04), tilted(0.9), tilted(1.5), tilted(6)]).toEqual([1, 1, 0, 0]);
});
