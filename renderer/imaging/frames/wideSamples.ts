import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { DecodedFrame, Samples } from './decodeQueue.ts';

type Encoded = Pick<EncodedFrame, 'bytes' | 'transferSyntaxUID'>;

/**
 * Samples of 32 and 64 bits (whole numbers, Float and Double Float Pixel Data; PX11), which Cornerstone's workers take
 * for floating point whatever they are. Undefined for a frame that is not one of these.
 * @throws RangeError when the bytes are fewer than the frame has.
 */
export function decodeWide({ bytes, transferSyntaxUID }: Encoded, layout: PixelLayout): DecodedFrame | undefined {
  const { rows, columns, bitsAllocated, samplesPerPixel } = layout;
  const syntax = transferSyntaxes.get(transferSyntaxUID);
  if (bitsAllocated <= 16 || !syntax) return undefined;
  const count = rows * columns * samplesPerPixel;
  const frame = { rows, columns, planar: false };
  if (syntax.codec === 'none') {
    const own = bytes.slice(0, (count * bitsAllocated) / 8);
    if (!syntax.littleEndian) swapBytes(own, bitsAllocated / 8);
    return { ...frame, samples: samplesOver(own.buffer, count, layout) };
  }
  if (syntax.codec !== 'rle' || layout.floating) return undefined;
  const own = unpackPlanes(bytes, count, bitsAllocated / 8);
  return { ...frame, samples: samplesOver(own.buffer, count, layout) };
}

function samplesOver(buffer: ArrayBuffer, count: number, { floating, signed }: PixelLayout): Samples {
  if (floating === 'double') return new Float64Array(buffer, 0, count);
  if (floating === 'single') return new Float32Array(buffer, 0, count);
  return signed ? new Int32Array(buffer, 0, count) : new Uint32Array(buffer, 0, count);
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let at = 0; at + width <= bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/** RLE of grey samples: a byte plane each, the most significant first (PS3.5 annex G); proved before by `checkRle`. */
function unpackPlanes(bytes: Uint8Array, count: number, width: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64);
  const samples = new Uint8Array(count * width);
  for (let plane = 0; plane < width; plane += 1) {
    const from = header.getUint32(4 + plane * 4, true);
    const end = plane + 1 < width ? header.getUint32(8 + plane * 4, true) : bytes.length;
    const to = width - 1 - plane;
    unpackPlane(bytes.subarray(from, end), count, (index, value) => {
      samples[index * width + to] = value;
    });
  }
  return samples;
}

function unpackPlane(packed: Uint8Array, count: number, put: (index: number, value: number) => void): void {
  let index = 0;
  for (let at = 0; index < count; ) {
    const control = packed[at];
    if (control === undefined) throw new RangeError('an RLE plane ends early');
    at += 1;
    if (control === 128) continue;
    const isRun = control > 128;
    const length = isRun ? 257 - control : control + 1;
    for (let each = 0; each < length && index < count; each += 1, index += 1) {
      put(index, packed[isRun ? at : at + each] ?? 0);
    }
    at += isRun ? 1 : length;
  }
}
