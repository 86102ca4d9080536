import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClockSeen, seeClock } from './clockSteps.ts';

const day = 86_400_000;

test('a clock set back makes nothing younger, and what goes on is counted on (R4)', () => {
  const first = seeClock(undefined, 100 * day);
  const later = seeClock(first, 120 * day);
  const setBack = seeClock(later, 90 * day);
  expect(setBack.effective).toBe(later.effective);
  expect(seeClock(setBack, 95 * day).effective - first.effective).toBe(25 * day);
});

test('whatever the clock does, the time never goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 2 }), (times) => {
      let [seen, last]: [ClockSeen | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
      for (const now of times) {
        const looked = seeClock(seen, now);
        expect(looked.effective).toBeGreaterThanOrEqual(last);
        [seen, last] = [looked, looked.effective];
      }
    }),
  );
});
