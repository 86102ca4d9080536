import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenNothingIsDue } from './resizing.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('boxes change their size between two drawings, never while one is due', () => {
  let due = false;
  const acted: number[] = [];
  const ask = () =>
    whenNothingIsDue(
      () => due,
      () => acted.push(Date.now()),
    );
  const start = Date.now();
  ask();
  expect(acted).toEqual([start]);
  due = true;
  ask();
  vi.advanceTimersByTime(100);
  expect(acted).toHaveLength(1);
  due = false;
  vi.advanceTimersByTime(17);
  expect(acted).toHaveLength(2);
});
