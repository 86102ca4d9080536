import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCollimation } from './collimation.ts';
import { isInsideShutter } from './shutter.ts';

const [rows, columns] = [200, 160];

/** A limb in a collimated field: unexposed and so white outside of it, and bone nearly as white within. */
function radiograph(field: { left: number; right: number; upper: number; lower: number }, inverted = false) {
  const values = new Int16Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const isIn = row >= field.upper && row < field.lower && column >= field.left && column < field.right;
      const isBone = Math.abs(column - 80) < 12;
      const grey = !isIn ? 4000 + ((row * 7 + column * 3) % 60) : isBone ? 3300 : 600 + ((row * 13 + column * 5) % 900);
      values[row * columns + column] = inverted ? 4095 - grey : grey;
    }
  }
  return { values, rows, columns, inverted };
}

const edges = (left: number, right: number, upper: number, lower: number) => ({
  shapes: [{ kind: 'rectangular', left, right, upper, lower }],
});

test('PX10: the field is found by its white borders, whichever way the values run', () => {
  const field = { left: 30, right: 130, upper: 10, lower: 190 };
  for (const inverted of [false, true])
    expect(findCollimation(radiograph(field, inverted))).toEqual(edges(31, 130, 11, 190));
  // Two bars beside a bone, and nothing above or below.
  expect(findCollimation(radiograph({ left: 25, right: 140, upper: 0, lower: 200 }))).toEqual(edges(26, 140, 1, 200));
});

test('PX10: a side marker in the border does not end it', () => {
  const marked = radiograph({ left: 30, right: 130, upper: 0, lower: 200 });
  for (const row of [100, 101])
    for (let column = 5; column < 12; column += 1) marked.values[row * columns + column] = 0;
  expect(findCollimation(marked)).toEqual(edges(31, 130, 1, 200));
});

test('PX10: without a white border nothing is covered, nor where it may be the patient', () => {
  expect(findCollimation(radiograph({ left: 0, right: columns, upper: 0, lower: rows }))).toBeUndefined();
  // Air is black at the edge: no border.
  const black = radiograph({ left: 30, right: 130, upper: 0, lower: 200 });
  expect(findCollimation({ ...black, inverted: true })).toBeUndefined();
  expect(findCollimation(radiograph({ left: 90, right: 130, upper: 0, lower: 200 }))).toBeUndefined();
  const flat = { values: new Int16Array(rows * columns).fill(7), rows, columns, inverted: false };
  expect(findCollimation(flat)).toBeUndefined();
});

test('PX10: never a pixel of the field is covered (200 runs)', () => {
  const side = (size: number) => fc.integer({ min: 0, max: Math.floor(size * 0.4) });
  fc.assert(
    fc.property(side(columns), side(columns), side(rows), side(rows), (left, right, upper, lower) => {
      const field = { left, right: columns - right, upper, lower: rows - lower };
      const found = findCollimation(radiograph(field));
      if (!found) return;
      for (const [row, column] of [
        [field.upper, field.left],
        [field.lower - 1, field.right - 1],
      ] as const) {
        expect(isInsideShutter(found, { row: row + 1, column: column + 1 })).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
