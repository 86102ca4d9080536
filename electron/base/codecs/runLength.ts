import { frameSizeBytes, type RawFrame, type RawFrameShape } from './rawFrame.ts';

/**
 * RLE Lossless (PS3.5 annex G): one PackBits segment for each byte plane, most significant byte first,
 * every row packed on its own, behind a 64-byte table of segment offsets.
 */
export function encodeRunLength(frame: RawFrame): Uint8Array {
  const planes = planeOffsets(frame);
  const pixelBytes = (frame.samplesPerPixel * frame.bitsAllocated) / 8;
  const segments = planes.map((offset) => packPlane(frame, offset, pixelBytes));
  const total = segments.reduce((sum, segment) => sum + segment.length, 64);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  for (const [index, segment] of segments.entries()) {
    view.setUint32(4 + index * 4, at, true);
    bytes.set(segment, at);
    at += segment.length;
  }
  return bytes;
}

/** Byte offsets of the planes within a pixel, in segment order. */
function planeOffsets(shape: RawFrameShape): readonly number[] {
  const width = shape.bitsAllocated / 8;
  return Array.from({ length: shape.samplesPerPixel * width }, (_, segment) => {
    const sample = Math.floor(segment / width);
    return sample * width + (width - 1 - (segment % width));
  });
}

function packPlane(frame: RawFrame, offset: number, stride: number): Uint8Array {
  const row = new Uint8Array(frame.columns);
  const out = new Uint8Array(frame.rows * (frame.columns + Math.ceil(frame.columns / 128)) + 1);
  let at = 0;
  for (let y = 0; y < frame.rows; y++) {
    const start = y * frame.columns * stride + offset;
    for (let x = 0; x < frame.columns; x++) row[x] = frame.bytes[start + x * stride] ?? 0;
    at = packRow(row, out, at);
  }
  // Segments are padded to even length.
  return out.slice(0, at + (at % 2));
}

function packRow(row: Uint8Array, out: Uint8Array, start: number): number {
  let at = start;
  let x = 0;
  while (x < row.length) {
    const run = runAt(row, x);
    if (run >= 3) {
      out[at++] = 257 - run;
      out[at++] = row[x] ?? 0;
      x += run;
      continue;
    }
    const from = x;
    while (x < row.length && x - from < 128 && runAt(row, x) < 3) x++;
    out[at++] = x - from - 1;
    out.set(row.subarray(from, x), at);
    at += x - from;
  }
  return at;
}

function runAt(row: Uint8Array, x: number): number {
  let length = 1;
  while (length < 128 && x + length < row.length && row[x + length] === row[x]) length++;
  return length;
}

/** @returns the frame's samples, or undefined when the segments do not fill it exactly. */
export function decodeRunLength(bytes: Uint8Array, shape: RawFrameShape): Uint8Array | undefined {
  if (bytes.length < 64) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const planes = planeOffsets(shape);
  if (view.getUint32(0, true) !== planes.length) return undefined;
  const out = new Uint8Array(frameSizeBytes(shape));
  const stride = (shape.samplesPerPixel * shape.bitsAllocated) / 8;
  for (const [index, offset] of planes.entries()) {
    const from = view.getUint32(4 + index * 4, true);
    const to = index + 1 < planes.length ? view.getUint32(8 + index * 4, true) : bytes.length;
    if (!unpackPlane(bytes.subarray(from, to), out, offset, stride)) return undefined;
  }
  return out;
}

function unpackPlane(segment: Uint8Array, out: Uint8Array, offset: number, stride: number): boolean {
  let at = offset;
  let index = 0;
  while (index < segment.length && at < out.length) {
    const control = segment[index++] ?? 128;
    if (control === 128) continue;
    const count = control < 128 ? control + 1 : 257 - control;
    for (let step = 0; step < count && at < out.length; step++) {
      out[at] = segment[control < 128 ? index + step : index] ?? 0;
      at += stride;
    }
    index += control < 128 ? count : 1;
  }
  return at >= out.length;
}
