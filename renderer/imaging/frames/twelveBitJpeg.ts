import type { Samples } from './decodeQueue.ts';

/**
 * Cornerstone's decoder for JPEG of 12 bits takes a level shift of 2063.6 for 2048 and cuts the uppermost fifteen values
 * off: every CT value 15 HU too high, without a word (SF27). The error comes from the precision that the frame header
 * names. Told 13 bits it cuts nothing, and its shift is 4127.6; taking 2079 away leaves what rounding leaves, one step at
 * most. The coded data know nothing of the precision.
 */
const namedPrecision = 13;
/** 2056 × 8191 / 255 is its shift in sixteenths; 2048 × 16 + 8 would be right. */
const excess = 2079;

/** The bytes with 13 in the frame header in place of 12; undefined where it is not a JPEG of 12 bits. */
export function withWiderPrecision(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (bytes[at + 4] !== 12) return undefined;
      const told = bytes.slice();
      told[at + 4] = namedPrecision;
      return told;
    }
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return undefined;
}

/** What the decoder made of such bytes, as the image's own 12 bits; in place. */
export function asTwelveBits(samples: Samples): Samples {
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = Math.max(0, Math.min(4_095, (samples[index] ?? 0) - excess));
  }
  return samples;
}
