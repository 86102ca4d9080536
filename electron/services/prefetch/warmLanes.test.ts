import { expect, it } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { WarmLanes } from './warmLanes.ts';

it('N2: the lane of whoever waits is kept warm while somebody reads, a while after, and no longer', () => {
  const clock = createTestClock();
  let kept = 0;
  const lanes = new WarmLanes(clock, () => [{ keepWarm: () => (kept += 1) }]);
  clock.advance(3_600_000);
  expect(kept).toBe(0);
  lanes.note(true);
  clock.advance(3_600_000);
  expect(kept).toBe(72);
  lanes.note(false);
  clock.advance(7_200_000);
  expect(kept).toBeGreaterThanOrEqual(72 + 12);
  expect(kept).toBeLessThanOrEqual(72 + 13);
  expect(clock.waiting).toBe(0);
  lanes.note(true);
  lanes.stop();
  expect(clock.waiting).toBe(0);
});
