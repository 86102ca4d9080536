import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodputMs, quantile, readyInterval } from './bandwidth.ts';

describe('quantile', () => {
  it('lies between neighbours by their distance', () => {
    expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(quantile([10, 20], 0.2)).toBe(12);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});

describe('readyInterval (O11)', () => {
  const hour = (bytes: number) => Array.from({ length: 360 }, () => bytes);

  it('of a steady line is the time it takes, the margin apart', () => {
    const interval = readyInterval(30_000_000, { goodputs: hour(1_000_000) })!;
    const margin = 1.06 * (1 + 360 ** -1.5);
    expect(interval.from).toBeCloseTo((30 * goodputMs) / margin);
    expect(interval.to).toBeCloseTo(30 * goodputMs * margin);
  });

  it('spans the outages of the past: a quarter of the periods down makes the late end later', () => {
    const goodputs = hour(1_000_000).map((bytes, index) => (index % 4 === 0 ? 0 : bytes));
    const interval = readyInterval(3_000_000, { goodputs })!;
    expect(interval.from).toBeCloseTo((3 * goodputMs) / 1.06, -1);
    expect(interval.to).toBeCloseTo(4 * goodputMs * 1.06, -2);
  });

  it('is wider on a line that is unsteady, most of all for what is soon over', () => {
    const goodputs = hour(1_000_000).map((bytes, index) => bytes * (index % 2 === 0 ? 0.5 : 1.5));
    const width = (bytes: number, past: readonly number[]) => {
      const { from, to } = readyInterval(bytes, { goodputs: past })!;
      return to / from;
    };
    expect(width(1_000_000, goodputs)).toBeGreaterThan(2);
    expect(width(100_000_000, goodputs)).toBeLessThan(1.2);
    expect(width(1_000_000, hour(1_000_000))).toBeCloseTo(1.06 ** 2);
    expect(width(10_000_000, [1_000_000, 1_000_000])).toBeGreaterThan(1.9);
  });

  it('knows nothing of a line that never carried anything, and nothing is there at once', () => {
    expect(readyInterval(1, { goodputs: [] })).toBeUndefined();
    expect(readyInterval(1, { goodputs: hour(0) })).toBeUndefined();
    expect(readyInterval(0, { goodputs: [] })).toEqual({ from: 0, to: 0 });
  });

  it('never ends before it begins, and is known as soon as anything came', () => {
    const goodputs = fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(goodputs, fc.integer({ min: 1, max: 200_000_000 }), (past, bytes) => {
        const interval = readyInterval(bytes, { goodputs: past });
        expect(interval === undefined).toBe(past.every((one) => one === 0));
        if (!interval) return;
        expect(interval.from).toBeGreaterThan(0);
        expect(interval.from).toBeLessThanOrEqual(interval.to);
        expect(interval.to).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
