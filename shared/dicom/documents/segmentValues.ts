import type { Segmentation } from './segmentation.ts';

/** The pixels of a segmentation, read where they are asked for: nothing is unpacked ahead. */
export interface MaskValues {
  /** Whether all bytes of a frame are there. */
  has(frameIndex: number): boolean;
  /** 0: not of the segment. In a label map the number of the segment; else 1, or the fraction as stored. */
  at(frameIndex: number, pixel: number): number;
  /** How much of a pixel with such a value belongs to its segment, 0 to 255. */
  opacityOf(value: number): number;
}

/** Bits of binary frames follow each other without a gap, the lowest first (PS3.5 section 8.1.1). */
export function readMaskValues(
  { rows, columns, kind, bitsAllocated, fullValue }: Segmentation,
  bytes: Uint8Array,
): MaskValues {
  const size = rows * columns;
  const at = (frameIndex: number, pixel: number) => {
    const index = frameIndex * size + pixel;
    if (bitsAllocated === 1) return ((bytes[Math.floor(index / 8)] ?? 0) >> (index % 8)) & 1;
    return bitsAllocated === 8 ? (bytes[index] ?? 0) : (bytes[2 * index] ?? 0) + 256 * (bytes[2 * index + 1] ?? 0);
  };
  return {
    has: (frameIndex) => bytes.length * 8 >= size * bitsAllocated * (frameIndex + 1),
    at,
    opacityOf: (value) => {
      if (value === 0) return 0;
      return kind === 'FRACTIONAL' ? Math.min(255, Math.round((255 * value) / Math.max(1, fullValue))) : 255;
    },
  };
}
