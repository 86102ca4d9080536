import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedPoint, gridOf, isBlackBox } from './blackBox.ts';

const points = (drawn: (index: number) => number, expected: (index: number) => number): readonly ComparedPoint[] =>
  Array.from({ length: 256 }, (_, index) => ({ drawn: drawn(index), expected: expected(index) }));

describe('H5: nothing drawn is an error', () => {
  test('black, or any one grey, where the image has others', () => {
    expect(
      isBlackBox(
        points(
          () => 0,
          (index) => index,
        ),
      ),
    ).toBe(true);
    expect(
      isBlackBox(
        points(
          () => 119,
          (index) => index % 256,
        ),
      ),
    ).toBe(true);
  });

  test('an image of one grey, or nearly so, is itself', () => {
    expect(
      isBlackBox(
        points(
          () => 0,
          () => 0,
        ),
      ),
    ).toBe(false);
    expect(
      isBlackBox(
        points(
          () => 0,
          (index) => (index < 5 ? 200 : 3),
        ),
      ),
    ).toBe(false);
    expect(isBlackBox([])).toBe(false);
  });

  test('what was drawn as it is, is never called black', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 256, maxLength: 256 }), (greys) => {
        expect(isBlackBox(greys.map((grey) => ({ drawn: grey, expected: grey })))).toBe(false);
      }),
    );
  });

  test('the grid covers the box', () => {
    const grid = gridOf({ clientWidth: 320, clientHeight: 160 });
    expect([grid.length, grid[0], grid.at(-1)]).toEqual([256, { x: 10, y: 5 }, { x: 310, y: 155 }]);
  });
});
