import { describe, expect, it } from 'vitest';
import { availability } from './availability.ts';

describe('availability', () => {
  it('counts overlapping outages once, only what lies inside, and one that still lasts until now', () => {
    expect(availability([], 0, 100)).toBe(1);
    expect(
      availability(
        [
          { from: -50, to: 10 },
          { from: 5, to: 20 },
          { from: 90, to: undefined },
        ],
        0,
        100,
      ),
    ).toBeCloseTo(0.7);
    expect(availability([{ from: 0, to: 1 }], 5, 5)).toBe(1);
  });
});
