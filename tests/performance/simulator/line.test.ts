import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from './line.ts';
import { drawLine, lineProfiles } from './lineProfiles.ts';

/** 100 bytes a second for 10 s, 30 s of silence, 200 for 20 s. */
const seconds = [
  [10, 100],
  [30, 0],
  [20, 200],
].flatMap(([count, bytes]) => Array.from({ length: count! }, () => bytes!));
const broken = new Line(seconds, [{ from: 10, to: 40 }]);

describe('a line', () => {
  it('carries what its seconds say, parts of seconds too', () => {
    expect(broken.bytesBetween(0.5, 10)).toBe(950);
    expect(broken.bytesBetween(5, 42.5)).toBe(1000);
    expect(broken.arrivalOf(250, 0)).toBe(2.5);
    expect(broken.arrivalOf(1200, 0)).toBe(41);
    expect(broken.arrivalOf(100, 20)).toBe(40.5);
    expect(broken.arrivalOf(6000, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(broken.periodsBefore(45, 10, 3)).toEqual([0, 0, 1000]);
  });

  it('an answer that a long outage cut begins again after it, and what had come of it was in vain', () => {
    expect(broken.fetch(500, 8)).toEqual({ at: 42.5, lost: 200 });
    expect(broken.fetch(200, 8)).toEqual({ at: 10, lost: 0 });
    const short = new Line([100, 100, 0, 0, 100, 100], [{ from: 2, to: 4 }]);
    expect(short.fetch(300, 0)).toEqual({ at: 5, lost: 0 });
  });

  it('brings in the order in which it is asked, for every profile', () => {
    const lines = lineProfiles.map((profile) => drawLine(profile, 3));
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.double({ min: 0, max: 30_000, noNaN: true }),
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        (line, from, bytes) => {
          const at = line.arrivalOf(bytes, from);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(line.bytesBetween(from, at)).toBeCloseTo(bytes, 0);
        },
      ),
    );
  });
});
