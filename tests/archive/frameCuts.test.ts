import { expect, test } from 'vitest';
import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import { checkEncodedFrame, type EncodedFrameShape } from '#shared/dicom/frameCheck.ts';

// Full-size frames out of real encoders, then damaged as a line or a disk would: nothing cut may reach a decoder,
// for four of these decoders draw what is left without complaint.

const size = 256;

function noisy(samplesPerPixel: 1 | 3, bitsAllocated: 8 | 16): RawFrame {
  const bytes = new Uint8Array((size * size * samplesPerPixel * bitsAllocated) / 8);
  let state = 7;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const isHighByte = bitsAllocated === 16 && index % 2 === 1;
    bytes[index] = isHighByte ? 4 : (state >> 16) & 0x3f;
  }
  const bitsStored = bitsAllocated === 16 ? 12 : 8;
  return { columns: size, rows: size, samplesPerPixel, bitsAllocated, bitsStored, signed: false, bytes };
}

const described = (frame: RawFrame): EncodedFrameShape => ({
  Rows: frame.rows,
  Columns: frame.columns,
  SamplesPerPixel: frame.samplesPerPixel,
  BitsAllocated: frame.bitsAllocated,
  BitsStored: frame.bitsStored,
  PhotometricInterpretation: frame.samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
});

const cases = [
  ['rle', noisy(1, 16)],
  ['rle', noisy(3, 8)],
  ['jpegLs', noisy(1, 16)],
  ['jpegLs', noisy(3, 8)],
  ['jpeg2000', noisy(1, 16)],
  ['htj2k', noisy(1, 16)],
  ['htj2k', noisy(3, 8)],
  ['jpegBaseline', noisy(1, 8)],
] as const;

for (const [name, frame] of cases) {
  test(`V2 a ${name} frame of ${frame.samplesPerPixel} sample(s) passes whole and never cut`, async () => {
    const uid = practiceSyntaxes[name];
    const encoded = await encodeFrame(frame, uid);
    const check = (bytes: Uint8Array) => checkEncodedFrame(described(frame), uid, bytes).ok;
    expect(check(encoded)).toBe(true);
    const padded = new Uint8Array(encoded.length + 1);
    padded.set(encoded);
    expect(check(padded)).toBe(true);
    for (const share of [0, 0.01, 0.3, 0.6, 0.9, 0.99]) {
      expect(check(encoded.subarray(0, Math.floor(encoded.length * share))), `cut at ${share}`).toBe(false);
    }
    for (const dropped of [3, 16, 100]) expect(check(encoded.subarray(0, encoded.length - dropped))).toBe(false);
    expect(checkEncodedFrame({ ...described(frame), Rows: size - 1 }, uid, encoded).ok).toBe(false);
  });
}

test('V2 a piece lost from the middle of a JPEG 2000 or HTJ2K frame is noticed', async () => {
  for (const name of ['jpeg2000', 'htj2k'] as const) {
    const frame = noisy(1, 16);
    const encoded = Buffer.from(await encodeFrame(frame, practiceSyntaxes[name]));
    const holed = Buffer.concat([encoded.subarray(0, 3000), encoded.subarray(4460)]);
    const checked = checkEncodedFrame(described(frame), practiceSyntaxes[name], holed);
    expect(checked.ok || checked.failure.reason, name).toBe('tile-parts');
  }
});

/** A picture of whole words from what stands at each place. */
function drawn(value: (column: number, row: number) => number): RawFrame {
  const words = Uint16Array.from({ length: size * size }, (_, index) => value(index % size, Math.floor(index / size)));
  const bytes = new Uint8Array(words.buffer);
  return { columns: size, rows: size, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, signed: false, bytes };
}

test('V2 a sector of zeros in a JPEG 2000 or HTJ2K frame is noticed, and no drawn pattern is taken for one', async () => {
  const patterns: readonly RawFrame[] = [
    drawn(() => 0),
    drawn(() => 4095),
    drawn((column, row) => ((column + row) % 2) * 4095),
    drawn((column) => (column % 2) * 2048),
    drawn((column, row) => (column * 16 + row) & 4095),
    drawn((column, row) => (((column >> 4) + (row >> 4)) % 2) * 1024),
    drawn((column, row) => (column * row) % 4096),
    drawn((column) => (column === 128 ? 4095 : 0)),
    noisy(1, 16),
  ];
  for (const name of ['jpeg2000', 'htj2k'] as const) {
    const uid = practiceSyntaxes[name];
    for (const [index, frame] of patterns.entries()) {
      const encoded = await encodeFrame(frame, uid);
      expect(checkEncodedFrame(described(frame), uid, encoded), `${name} ${index}`).toMatchObject({ ok: true });
      if (encoded.length < 12_000) continue;
      const holed = encoded.slice();
      holed.fill(0, 4_096, 8_192);
      const checked = checkEncodedFrame(described(frame), uid, holed);
      expect(checked.ok || checked.failure.reason, `${name} ${index}`).toBe('zeroed piece');
    }
  }
});
