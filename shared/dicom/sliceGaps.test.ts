import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FrameOfImage } from './displaySets.ts';
import { countMissingNumbers, findMissingNumbers, findSliceGaps, findUnevenGaps, widestGap } from './sliceGaps.ts';

const orientation = { row: [1, 0, 0], column: [0, 1, 0] } as const;
function stack(places: readonly number[], thicknessOf: (place: number) => number | undefined = () => undefined) {
  const frames = places.map((z) => {
    const frame = { position: [0, 0, z], orientation, sliceThicknessMm: thicknessOf(z) };
    return { image: {}, frame } as unknown as FrameOfImage;
  });
  return { frames, order: 'position' } as const;
}
const numbered = (numbers: readonly number[]) => numbers.map((instanceNumber) => ({ instanceNumber }));
const upTo = (count: number, step = 1) => Array.from({ length: count }, (_, index) => index * step);

it('V10: finds one slice and several in a row that are lacking, and says where', () => {
  const places = upTo(30, 2.5).filter((z) => ![12.5, 50, 52.5, 55].includes(z));
  expect(findSliceGaps(stack(places))).toEqual([
    { after: 4, widthMm: 5, missing: 1 },
    { after: 18, widthMm: 10, missing: 3 },
  ]);
});

/** Twenty slices of 1 mm that were left of a chest, as they were received. */
const remnant = [0, 3, 5, 6, 7, 12, 21, 43, 49, 51, 61, 62, 78, 84, 87, 95, 101, 110, 116, 120];

it('V10: of a stack of which most is gone, the thickness tells the step: every gap is found, and counted', () => {
  const gaps = findSliceGaps(stack(remnant, () => 1));
  expect([gaps.length, widestGap(gaps)]).toEqual([16, 22]);
  expect(gaps.reduce((sum, { missing }) => sum + missing, 0)).toBe(121 - remnant.length);
  expect(findUnevenGaps(stack(remnant, () => 1))).toEqual([]);
});

it('V10: where the distances follow no rule, gaps are wider than the slices beside them are thick; none is counted', () => {
  const off = remnant.map((z, index) => z + (index % 3) * 0.27);
  const gaps = findUnevenGaps(stack(off, () => 1));
  expect(findSliceGaps(stack(off, () => 1))).toEqual([]);
  expect([gaps.every(({ missing }) => missing === 0), Math.round(widestGap(gaps))]).toEqual([true, 22]);
  // Without a thickness: wider than most.
  expect(widestGap(findUnevenGaps(stack([0, 1.1, 4, 5.2, 9, 16, 17, 19.5])))).toBe(7);
});

it('V10: a head in two zones leaves nothing out, nor do slices that lap over each other', () => {
  const zones = [0, 2.5, 5, 7.5, 10, 15, 20, 25, 30, 35];
  for (const thickness of [(z: number) => (z < 12 ? 2.5 : 5), () => 5, () => undefined]) {
    expect(findUnevenGaps(stack(zones, thickness))).toEqual([]);
  }
  expect(findUnevenGaps(stack([0, 1.1, 2, 4.1, 5, 7.3, 8, 9.4], () => 5))).toEqual([]);
  expect(findUnevenGaps(stack(upTo(30, 10), () => 1))).toEqual([]);
  expect(findUnevenGaps({ ...stack(remnant, () => 1), order: 'number' })).toEqual([]);
});

it('V10: a whole stack, one written with few digits and one of many distances have no gap', () => {
  expect(findSliceGaps(stack(upTo(30, 3)))).toEqual([]);
  expect(findSliceGaps(stack(upTo(30, 1.25).map((z) => Math.round(z * 10) / 10)))).toEqual([]);
  expect(findSliceGaps(stack([0, 1.1, 4, 5.2, 9, 16, 17, 19.5]))).toEqual([]);
  // Two zones of a head: thin at the base, thick above.
  expect(findSliceGaps(stack([0, 2.5, 5, 7.5, 10, 15, 20, 25, 30, 35]))).toEqual([]);
  expect(findSliceGaps({ ...stack(upTo(30, 2)), order: 'number' })).toEqual([]);
  expect(findSliceGaps(stack([0, 5, 20]))).toEqual([]);
});

it('V10: whichever 1 to 20 inner slices of a regular stack are removed, every one is found (500 runs)', () => {
  const removed = fc.uniqueArray(fc.integer({ min: 1, max: 118 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(removed, fc.double({ min: 0.3, max: 10, noNaN: true }), (gone, spacing) => {
      const left = upTo(120).filter((index) => !gone.includes(index));
      const gaps = findSliceGaps(stack(left.map((index) => index * spacing)));
      expect(gaps.reduce((sum, { missing }) => sum + missing, 0)).toBe(gone.length);
      expect(gaps.every(({ after }) => gone.includes((left[after] ?? 0) + 1))).toBe(true);
      expect(countMissingNumbers(findMissingNumbers(numbered(left)))).toBe(gone.length);
    }),
    { numRuns: 500 },
  );
});

it('V10: numbers that begin anywhere and go by another step are an order; numbers that name something else are none', () => {
  expect(findMissingNumbers(numbered([11, 12, 13, 16, 17]))).toEqual([{ from: 14, to: 15 }]);
  expect(findMissingNumbers(numbered([2, 4, 6, 10, 12]))).toEqual([{ from: 8, to: 8 }]);
  expect(findMissingNumbers(numbered([1, 2, 3, 3, 4]))).toEqual([]);
  expect(findMissingNumbers(numbered([1, 1001, 2001, 3002]))).toEqual([]);
  expect(findMissingNumbers([{}, {}, {}, {}])).toEqual([]);
  expect(findMissingNumbers(numbered([1, 3]))).toEqual([]);
});
