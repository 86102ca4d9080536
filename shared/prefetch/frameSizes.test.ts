import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSize, estimateFrameBytes, noSample, type SizeSample } from './frameSizes.ts';

const slice = 512 * 512 * 2;
const ct = { modality: 'CT', isLossy: false };

function sampleOf(count: number, wireBytes: number, pixelBytes = slice): SizeSample {
  let sample = noSample;
  for (let frame = 0; frame < count; frame += 1) sample = addSize(sample, wireBytes, pixelBytes);
  return sample;
}

describe('O12: bytes of a frame on the wire', () => {
  it('are planned at 2.5:1 for a CT, less for what shrinks better, while nothing has come', () => {
    expect(estimateFrameBytes(slice, ct)).toBe(Math.ceil(slice / 2.5));
    expect(estimateFrameBytes(slice, { modality: 'MR', isLossy: false })).toBe(Math.ceil(slice / 3.3));
    expect(estimateFrameBytes(slice, { modality: 'US', isLossy: true })).toBe(Math.ceil(slice / 15));
  });

  it('are known within 5 % after 50 frames of such images, and within 2 % after 30 of the series', () => {
    const raw = sampleOf(50, slice / 1.99);
    expect(estimateFrameBytes(slice, ct, raw) / (slice / 1.99)).toBeCloseTo(1, 1);
    const series = sampleOf(30, slice / 4.7);
    expect(Math.abs(estimateFrameBytes(slice, ct, raw, series) / (slice / 4.7) - 1)).toBeLessThan(0.15);
    expect(Math.abs(estimateFrameBytes(slice, ct, sampleOf(50, slice / 4.5), series) / (slice / 4.7) - 1)).toBeLessThan(
      0.02,
    );
  });

  it('follow an archive that begins to compress: the last 500 frames count', () => {
    let sample = sampleOf(5_000, slice);
    for (let frame = 0; frame < 1_500; frame += 1) sample = addSize(sample, slice / 3, slice);
    expect(estimateFrameBytes(slice, ct, sample) / (slice / 3)).toBeLessThan(1.15);
  });

  it('lie between what was thought and what came', () => {
    const share = fc.double({ min: 0.01, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 60 }), (shares) => {
        let sample = noSample;
        for (const one of shares) sample = addSize(sample, one * slice, slice);
        const bytes = estimateFrameBytes(slice, ct, sample);
        expect(bytes).toBeGreaterThanOrEqual(Math.floor(slice * Math.min(0.4, ...shares)));
        expect(bytes).toBeLessThanOrEqual(Math.ceil(slice * Math.max(0.4, ...shares)) + 1);
      }),
    );
  });
});
