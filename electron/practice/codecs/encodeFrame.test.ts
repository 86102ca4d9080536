import { describe, expect, it } from 'vitest';
import { decodeFrame } from '#electron/base/codecs/decodeFrame.ts';
import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { encodeFrame } from './encodeFrame.ts';
import { practiceSyntaxes } from './practiceSyntaxes.ts';

function picture(bitsStored: number, signed: boolean, samplesPerPixel: 1 | 3): RawFrame {
  const [columns, rows] = [67, 45];
  const count = columns * rows * samplesPerPixel;
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const samples = Array.from({ length: count }, (_, index) => {
    const flat = index % columns < 20 ? 3 : Math.imul(index + 7, 2654435761) >>> 8;
    return low + (flat % 2 ** bitsStored);
  });
  const typed = bitsStored <= 8 ? Uint8Array.from(samples) : Int16Array.from(samples);
  const bitsAllocated = bitsStored <= 8 ? 8 : 16;
  return { columns, rows, samplesPerPixel, bitsAllocated, bitsStored, signed, bytes: new Uint8Array(typed.buffer) };
}

const lossless = Object.entries(practiceSyntaxes).filter(([name]) => name !== 'jpegBaseline');

describe('encodeFrame', () => {
  for (const [name, syntax] of lossless) {
    for (const [depth, signed] of [
      [8, false],
      [12, false],
      [16, false],
      [16, true],
    ] as const) {
      it(`keeps every sample of ${depth} bits ${signed ? 'signed' : 'unsigned'} through ${name}`, async () => {
        const frame = picture(depth, signed, 1);
        const decoded = await decodeFrame(await encodeFrame(frame, syntax), syntax, frame);
        expect(Buffer.compare(decoded ?? new Uint8Array(), frame.bytes)).toBe(0);
      });
    }
  }

  it('keeps RGB through RLE, and near enough through JPEG', async () => {
    const frame = picture(8, false, 3);
    const rle = await encodeFrame(frame, practiceSyntaxes.rle);
    expect(Buffer.compare((await decodeFrame(rle, practiceSyntaxes.rle, frame)) ?? rle, frame.bytes)).toBe(0);
    const grey = { ...frame, bytes: frame.bytes.map((_, index) => 60 + (Math.floor(index / 3) % 67)) };
    const jpeg = await encodeFrame(grey, practiceSyntaxes.jpegBaseline);
    const back = (await decodeFrame(jpeg, practiceSyntaxes.jpegBaseline, grey)) ?? new Uint8Array();
    const worst = Math.max(...back.map((value, index) => Math.abs(value - (grey.bytes[index] ?? 0))));
    expect(back.length).toBe(grey.bytes.length);
    expect(worst).toBeLessThan(24);
  });

  it('answers undefined for a damaged frame and works on', async () => {
    const frame = picture(12, false, 1);
    const whole = await encodeFrame(frame, practiceSyntaxes.jpegLs);
    expect(await decodeFrame(whole.slice(0, 40), practiceSyntaxes.jpegLs, frame)).toBeUndefined();
    expect(await decodeFrame(whole, practiceSyntaxes.jpegLs, frame)).toEqual(frame.bytes);
  });
});
