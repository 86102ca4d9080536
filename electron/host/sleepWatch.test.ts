import { expect, test } from 'vitest';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { watchSleep } from './sleepWatch.ts';

test('N10: sleep is noticed by wall time that ran on, and a clock put back or a late timer of a busy computer is none', () => {
  const clock = createTestClock();
  let woke = 0;
  const stop = watchSleep(clock, () => {
    woke += 1;
  });
  clock.advance(60_000);
  expect(woke).toBe(0);
  clock.jumpTo(clock.now() + 8 * 3_600_000);
  clock.advance(5_000);
  expect(woke).toBe(1);
  clock.advance(60_000);
  expect(woke).toBe(1);
  clock.jumpTo(clock.now() - 3 * 86_400_000);
  clock.advance(30_000);
  clock.jumpTo(clock.now() + 15_000);
  clock.advance(30_000);
  expect(woke).toBe(1);
  stop();
  clock.jumpTo(clock.now() + 3_600_000);
  clock.advance(60_000);
  expect(woke).toBe(1);
});

test('N10: sleep is noticed where the monotonic clock runs on too, by the timer that comes late', () => {
  const clock = createTestClock();
  let woke = 0;
  let lateMs = 0;
  const late = { ...clock, monotonicMs: () => clock.monotonicMs() + lateMs, now: () => clock.now() + lateMs };
  watchSleep(late, () => {
    woke += 1;
  });
  clock.advance(7_000);
  lateMs = 600_000;
  clock.advance(5_000);
  expect(woke).toBe(1);
});
