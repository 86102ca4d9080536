import { transferSyntaxes } from './transferSyntax.ts';

/** Where the bytes of one frame lie in a file: one piece, or its fragments in order. Offsets from the file's start. */
export type FramePlace = readonly { readonly offset: number; readonly length: number }[];

/**
 * The bytes of one frame, copied out of the file; native samples put into little-endian order when the file is
 * big-endian, so that a frame always is what its archive would send.
 */
export function frameBytes(
  file: Uint8Array,
  place: FramePlace,
  transferSyntaxUID: string,
  bitsAllocated: number,
): Uint8Array {
  const bytes = new Uint8Array(place.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const { offset, length } of place) {
    bytes.set(file.subarray(offset, offset + length), at);
    at += length;
  }
  const bigEndian = transferSyntaxes.get(transferSyntaxUID)?.littleEndian === false;
  if (bigEndian && bitsAllocated > 8) swapWords(bytes, bitsAllocated / 8);
  return bytes;
}

/** Reverses each word of so many bytes, in place. */
export function swapWords(bytes: Uint8Array, size: number): void {
  for (let start = 0; start + size <= bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}
