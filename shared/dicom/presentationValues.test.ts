import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedGrey, modalityValue, storedValue, windowEdges, windowed } from './presentationValues.ts';

describe('PX3: the VOI functions of PS3.3 C.11.2.1', () => {
  const window = { center: 2000, width: 4000 };

  test('LINEAR: window 2000/4000 gives greys 64 and 191 for 1000 and 3000', () => {
    expect([1000, 3000].map((value) => expectedGrey(value, window, 'LINEAR', false))).toEqual([64, 191]);
  });

  test('SIGMOID: 69 and 186, and half grey at the centre', () => {
    expect([1000, 3000, 2000].map((value) => expectedGrey(value, window, 'SIGMOID', false))).toEqual([69, 186, 128]);
  });

  test('LINEAR and LINEAR_EXACT differ as the standard says: edges of 40/400', () => {
    const ct = { center: 40, width: 400 };
    expect([windowEdges(ct, 'LINEAR'), windowEdges(ct, 'LINEAR_EXACT')]).toEqual([
      { low: -160, high: 239 },
      { low: -160, high: 240 },
    ]);
    expect([-160, 239, 240].map((value) => windowed(value, ct, 'LINEAR'))).toEqual([0, 1, 1]);
    expect([-160, 40, 240].map((value) => windowed(value, ct, 'LINEAR_EXACT'))).toEqual([0, 0.5, 1]);
  });

  test('LINEAR of width 1 is a step at centre − ½', () => {
    const step = { center: 100, width: 1 };
    expect([99.5, 99.6].map((value) => windowed(value, step, 'LINEAR'))).toEqual([0, 1]);
  });

  test('every function rises with the value and stays between 0 and 1', () => {
    const value = fc.double({ min: -4000, max: 4000, noNaN: true });
    const width = fc.double({ min: 2, max: 5000, noNaN: true });
    fc.assert(
      fc.property(value, value, value, width, (a, b, center, w) => {
        for (const name of ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const) {
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((v) => windowed(v, { center, width: w }, name));
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(high).toBeGreaterThanOrEqual(low ?? 1);
        }
      }),
    );
  });
});

test('PX5, LN1: inversion is one boolean, and twice is not at all', () => {
  const window = { center: 50, width: 100 };
  expect([false, true].map((inverted) => expectedGrey(20, window, 'LINEAR_EXACT', inverted))).toEqual([51, 204]);
});

describe('SF11: bits above BitsStored are no pixel', () => {
  test('an overlay bit in 0x8400 does not make bone of 1024', () => {
    const form = { bitsStored: 12, highBit: 11, signed: false };
    expect(modalityValue(storedValue(0x8400, form), { slope: 1, intercept: -1024 })).toBe(0);
  });

  test('signed values of 12 bits keep their sign, read signed or unsigned', () => {
    const form = { bitsStored: 12, highBit: 11, signed: true };
    expect([0x0fff, 0x0800, 0x07ff, -1, -2048].map((word) => storedValue(word, form))).toEqual([
      -1, -2048, 2047, -1, -2048,
    ]);
  });

  test('bits that start above the lowest are shifted down', () => {
    expect(storedValue(0xabc0, { bitsStored: 12, highBit: 15, signed: false })).toBe(0xabc);
  });
});
