import { expect, test } from 'vitest';
import type { GreyState } from '../grey/grey.ts';
import { paintGrey } from './greyPicture.ts';

const grey: GreyState = {
  window: { center: 128, width: 256 },
  voiFunction: 'LINEAR_EXACT',
  inverted: false,
  table: undefined,
};
/** Two columns, one row, three slices, of which the last is not here. */
const volume = {
  values: Int16Array.from([0, 64, 128, 192, -32_768, -32_768]),
  columns: 2,
  rows: 1,
  slots: 3,
  absentBelow: -16_384,
};

test('a picture of a plane shows voxels through the window, mixed between, and nothing where there are none', () => {
  // Down the slices, half a slice a line; across, half a column.
  const places = { first: [0, 0, 0], toRight: [0.5, 0, 0], down: [0, 0, 0.5] } as const;
  const rgba = new Uint8ClampedArray(64);
  paintGrey({ data: rgba, width: 4, height: 4 }, places, volume, grey);
  const greys = Array.from({ length: 16 }, (_, at) => rgba[at * 4] ?? -1);
  const near = [...[0, 32, 64, 0], ...[64, 96, 128, 0], ...[128, 159, 191, 0], ...[0, 0, 0, 0]];
  for (const [at, expected] of near.entries()) expect(Math.abs((greys[at] ?? 0) - expected)).toBeLessThanOrEqual(1);
  expect([rgba[3], rgba[63], rgba[1] === rgba[0]]).toEqual([255, 255, true]);
});

test('C9: a slice alone among missing ones is as thick as it is, and mixed with none of them', () => {
  const alone = { ...volume, values: Int16Array.from([-32_768, -32_768, 64, 192, -32_768, -32_768]) };
  const data = new Uint8ClampedArray(9 * 4);
  // Down the first column, a quarter of a slice a line.
  const places = { first: [0, 0, 0], toRight: [1, 0, 0], down: [0, 0, 0.25] } as const;
  paintGrey({ data, width: 1, height: 9 }, places, alone, grey);
  const greys = Array.from({ length: 9 }, (_, at) => data[at * 4]);
  const own = Math.round((255 * 64) / 256);
  expect(greys).toEqual([0, 0, 0, own, own, own, 0, 0, 0]);
});
