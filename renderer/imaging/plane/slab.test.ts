import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steppedThickness } from './slab.ts';

test('the wheel goes through thicknesses that grow with themselves, and back to no slab', () => {
  const up = [undefined, 1, 10, 11, 500].map((mm) => steppedThickness(mm, 1));
  expect(up).toEqual([1, 2, 12, 12, 500]);
  const down = [undefined, 1, 10, 11, 500].map((mm) => steppedThickness(mm, -1));
  expect(down).toEqual([undefined, undefined, 8, 10, 400]);
});

test('what is stepped up is stepped down again', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 3, 10, 25, 80), fc.integer({ min: 1, max: 5 }), (mm, steps) => {
      expect(steppedThickness(steppedThickness(mm, steps), -steps)).toBe(mm);
    }),
  );
});
