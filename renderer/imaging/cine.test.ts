import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cine } from './cine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Plays for two seconds on a screen that needs `drawMs` for a frame; answers the frames it drew. */
function played(drawMs: number): readonly number[] {
  const drawn: number[] = [];
  let busyUntil = 0;
  const cine = new Cine((index) => {
    if (performance.now() < busyUntil) return false;
    busyUntil = performance.now() + drawMs;
    drawn.push(index);
    return true;
  });
  cine.start(0, 1_000, 40);
  vi.advanceTimersByTime(2_000);
  cine.stop();
  return drawn;
}

test('a quick screen shows every frame', () => {
  expect(played(1)).toEqual(Array.from({ length: played(1).length }, (_, index) => index + 1));
  expect(played(1).length).toBeGreaterThanOrEqual(48);
});

test('a slow screen skips frames and keeps the time: it neither starves nor falls behind', () => {
  const drawn = played(200);
  expect(drawn.length).toBeGreaterThanOrEqual(8);
  expect(drawn.length).toBeLessThanOrEqual(11);
  expect(drawn.at(-1)).toBeGreaterThan(40);
});
