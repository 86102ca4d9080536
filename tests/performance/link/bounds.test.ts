import { describe, expect, test } from 'vitest';
import { connectionCap, connectionsNeeded, payloadRate, scrollableAt, shortestTime } from './bounds.ts';

describe('what a line can carry', () => {
  test('the figures of link.md sections 1.1 and 1.2', () => {
    expect((payloadRate(5_000_000) * 8) / 1e6).toBeCloseTo(4.7, 3);
    // 300 CT frames of 162 KB.
    expect(shortestTime(48.5e6, 5_000_000, 0.3)).toBeCloseTo(80.3, 1);
    expect(connectionCap(0.3, 0.01) / 1e6).toBeCloseTo(0.47, 2);
    expect(connectionCap(0.3, 0.03) / 1e6).toBeCloseTo(0.27, 2);
    expect([0.01, 0.02, 0.03].map((loss) => connectionsNeeded(5_000_000, 0.3, loss, 162_000))).toEqual([10, 15, 18]);
    expect(connectionsNeeded(5_000_000, 0.3, 0, 162_000)).toBe(3);
    expect(connectionCap(0.3, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('when a series can be scrolled', () => {
  test('as soon as no place is further than so many from one that is here', () => {
    const arrivals: (number | undefined)[] = Array.from({ length: 22 });
    arrivals[5] = 1;
    arrivals[15] = 4;
    expect(scrollableAt(arrivals, 5)).toBeUndefined();
    arrivals[21] = 9;
    arrivals[10] = 2;
    expect(scrollableAt(arrivals, 5)).toBe(9);
    expect(scrollableAt(arrivals, 11)).toBe(2);
  });

  test('one that came in order only near its end', () => {
    const inOrder = Array.from({ length: 100 }, (_, index) => index);
    expect(scrollableAt(inOrder, 5)).toBe(94);
    expect(scrollableAt(inOrder, 0)).toBe(99);
    expect(scrollableAt([], 5)).toBeUndefined();
  });
});
