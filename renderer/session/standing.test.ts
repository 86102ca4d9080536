import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenItStands } from './standing.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a study stands once it has been drawn for some seconds, or where nothing comes for half a minute', () => {
  let hasDrawn = false;
  const stood: string[] = [];
  whenItStands(
    () => hasDrawn,
    () => stood.push('drawn'),
  );
  whenItStands(
    () => false,
    () => stood.push('open'),
  );
  const stop = whenItStands(
    () => true,
    () => stood.push('left'),
  );
  vi.advanceTimersByTime(4_500);
  stop();
  hasDrawn = true;
  vi.advanceTimersByTime(4_400);
  expect(stood).toEqual([]);
  vi.advanceTimersByTime(600);
  expect(stood).toEqual(['drawn']);
  vi.advanceTimersByTime(60_000);
  expect(stood).toEqual(['drawn', 'open']);
});
