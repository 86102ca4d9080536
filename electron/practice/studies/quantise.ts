import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';

export interface StoredRange {
  readonly bitsStored: number;
  readonly signed: boolean;
}

/** Rounds painted values to stored ones, held to what the bits can say. `stored` maps a painted value and its index. */
export function quantise(
  columns: number,
  rows: number,
  range: StoredRange,
  stored: (index: number) => number,
): RawFrame {
  const { bitsStored, signed } = range;
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  // Two's complement is the same sixteen bits either way.
  const samples = new Int16Array(columns * rows);
  for (let index = 0; index < samples.length; index++) {
    const value = Math.round(stored(index));
    samples[index] = Math.min(high, Math.max(low, value));
  }
  const bytes = new Uint8Array(samples.buffer);
  return { columns, rows, samplesPerPixel: 1, bitsAllocated: 16, bitsStored, signed, bytes };
}
