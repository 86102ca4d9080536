import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOfGap, linesOfMarks, sliceAt } from './scrollMap.ts';
import type { SliceMark } from './sliceMap.ts';

describe('O5: the bar beside a stack', () => {
  test('fewer slices than lines: each has its own', () => {
    expect(linesOfMarks(['viewed', 'here', 'awaited'], 6)).toEqual([
      'viewed',
      'viewed',
      'here',
      'here',
      'awaited',
      'awaited',
    ]);
  });

  test('5,000 slices: one that failed, or is not here, is on the bar wherever it lies', () => {
    const marks = fc.record({
      count: fc.integer({ min: 513, max: 5_000 }),
      at: fc.double({ min: 0, max: 0.999_99, noNaN: true }),
      mark: fc.constantFrom<SliceMark>('failed', 'awaited', 'unknown'),
    });
    fc.assert(
      fc.property(marks, ({ count, at, mark }) => {
        const slices = Array.from({ length: count }, (): SliceMark => 'viewed');
        slices[Math.floor(at * count)] = mark;
        const lines = linesOfMarks(slices, 512);
        expect(lines).toHaveLength(512);
        expect(lines.filter((line) => line === mark).length).toBeGreaterThan(0);
        expect(lines.filter((line) => line === mark).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('a gap stands where its slices are lacking, at least four lines tall', () => {
    expect(linesOfGap({ after: 4, missing: 1 }, 10, 100)).toEqual([45, 54]);
    expect(linesOfGap({ after: 4, missing: 40 }, 10, 100)).toEqual([45, 54]);
    expect(linesOfGap({ after: 999, missing: 1 }, 5_000, 500)).toEqual([98, 101]);
  });

  test('the hand is on the slice under it, and never outside', () => {
    expect([-0.2, 0, 0.499, 0.5, 1, 7].map((share) => sliceAt(share, 10))).toEqual([0, 0, 4, 5, 9, 9]);
  });
});
