import { expect, test } from 'vitest';
import { boxAtPoint } from './useSeriesDrop.ts';

const grid = { rows: 2, columns: 3 };
const area = { left: 100, top: 50, width: 300, height: 200 };

test.each([
  [101, 51, 0],
  [250, 60, 1],
  [399, 60, 2],
  [101, 151, 3],
  [399, 249, 5],
  [99, 60, undefined],
  [250, 251, undefined],
])('%d, %d is in box %s', (x, y, box) => {
  expect(boxAtPoint(grid, area, x, y)).toBe(box);
});

test('boxes begin at the right where reading does', () => {
  expect(boxAtPoint(grid, area, 399, 60, true)).toBe(0);
  expect(boxAtPoint(grid, area, 101, 60, true)).toBe(2);
});
