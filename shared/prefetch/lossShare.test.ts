import { describe, expect, it } from 'vitest';
import { lossShareOf } from './lossShare.ts';

describe('lossShareOf', () => {
  // Measured on an emulated line of 5 Mbit/s and 300 ms with answers of 160 to 200 KB: bits a second among connections.
  it.each([
    [0.01, 6, 3.65e6],
    [0.02, 6, 2.09e6],
    [0.02, 10, 3.38e6],
    [0.03, 10, 2.32e6],
    [0.03, 14, 3.7e6],
  ])('N3: finds a loss of %s to within a factor of 2.5, from %i connections', (loss, connections, bitsPerSecond) => {
    const found = lossShareOf({
      bytesPerSecond: bitsPerSecond / 8,
      connections,
      roundTripMs: 304,
      answerBytes: 180_000,
    });
    expect(found).toBeGreaterThan(loss / 2.5);
    expect(found).toBeLessThan(loss * 2.5);
  });

  it('says nothing of few connections, of short answers, or where nothing came', () => {
    const known = { bytesPerSecond: 300_000, connections: 6, roundTripMs: 300, answerBytes: 180_000 };
    expect(lossShareOf({ ...known, connections: 3 })).toBeUndefined();
    expect(lossShareOf({ ...known, answerBytes: 20_000 })).toBeUndefined();
    expect(lossShareOf({ ...known, bytesPerSecond: 0 })).toBeUndefined();
  });
});
