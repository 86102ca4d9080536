import { expect, test } from 'vitest';
import type { Arrangement } from './arrangement.ts';
import { boxAfter, boxBeside } from './nextBox.ts';
import { inOpenWindows, partOf, withWindow } from './windowBoxes.ts';

/** A tall box at the left, two small ones above a wide one at the right. */
const arrangement: Arrangement = {
  rows: 2,
  columns: 3,
  boxes: Array.from({ length: 6 }, () => undefined),
  cells: [
    { viewport: 'tall', span: { rows: 2, columns: 1 } },
    { viewport: 'b' },
    { viewport: 'c' },
    { covered: true },
    { viewport: 'wide', span: { rows: 1, columns: 2 } },
    { covered: true },
  ],
};

test('the hands go over places that another box reaches over, round at the ends', () => {
  const walk = (steps: 1 | -1) => {
    const seen = [0];
    for (let count = 0; count < 4; count += 1) seen.push(boxAfter(arrangement, seen.at(-1)!, steps));
    return seen;
  };
  expect([walk(1), walk(-1)]).toEqual([
    [0, 1, 2, 4, 0],
    [0, 4, 2, 1, 0],
  ]);
});

test('and from its far edge to what stands beside a box that reaches over several', () => {
  expect(boxBeside(arrangement, 0, 'right')).toBe(1);
  expect(boxBeside(arrangement, 4, 'left')).toBe(0);
  expect(boxBeside(arrangement, 2, 'down')).toBe(4);
  expect(boxBeside(arrangement, 4, 'up')).toBe(1);
  expect(boxBeside(arrangement, 0, 'down')).toBe(0);
  expect(boxBeside(arrangement, 4, 'right')).toBe(4);
});

test('a further window comes and goes, and the places of the first keep their shape', () => {
  const two = withWindow(arrangement, 'durbeen-reading-1', undefined);
  expect([two.boxes.length, partOf(two, '')?.cells]).toEqual([7, arrangement.cells]);
  expect(inOpenWindows(arrangement, two).cells?.slice(0, 6)).toEqual(arrangement.cells);
  expect(inOpenWindows(two, arrangement)).toEqual(arrangement);
});
