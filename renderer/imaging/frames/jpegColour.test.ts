import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { withDeclaredColours } from './jpegColour.ts';

/** 16 × 8 of pure red, as libjpeg-turbo decodes it. */
async function decoded(bytes: Uint8Array): Promise<readonly number[]> {
  const load = createRequire(import.meta.url)('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs') as (
    options: object,
  ) => Promise<{
    JPEGDecoder: new () => {
      getEncodedBuffer(size: number): Uint8Array;
      getDecodedBuffer(): Uint8Array;
      decode(): void;
    };
  }>;
  const { JPEGDecoder } = await load({ print: () => undefined, printErr: () => undefined });
  const decoder = new JPEGDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  return [...decoder.getDecodedBuffer().slice(0, 3)];
}

/**
 * A baseline JPEG of one 8 × 8 block for each of three components that are not transformed, without JFIF or Adobe
 * segment: only DC coefficients, quantised by 8, coded with a table whose codes of category 8 and 0 are one bit long.
 */
function plainJpeg(levels: readonly [number, number, number], ids = [1, 2, 3]): Uint8Array {
  const segment = (marker: number, body: readonly number[]) => [0xff, marker, 0, body.length + 2, ...body];
  const counts = (of: readonly number[]) => [...of, ...Array.from({ length: 16 - of.length }, () => 0)];
  // DC categories 0 → "0", 7 → "10"; AC end of block → "0".
  const tables = [
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]),
    ...segment(0xc4, [0x00, ...counts([1, 1]), 0, 7]),
    ...segment(0xc4, [0x10, ...counts([1]), 0]),
  ];
  const frame = segment(0xc0, [8, 0, 8, 0, 8, 3, ...ids.flatMap((id) => [id, 0x11, 0])]);
  const scan = segment(0xda, [3, ...ids.flatMap((id) => [id, 0x00]), 0, 63, 0]);
  // Level 255 is a coefficient of (255 - 128) × 8 / 8 = 127, level 0 one of -128, which we write as -127 (level 1).
  const bits = levels
    .map((level) => (level > 128 ? '101111111' : '100000000'))
    .map((coefficient) => `${coefficient}0`)
    .join('');
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const data = (padded.match(/.{8}/g) ?? []).flatMap((byte) => {
    const value = Number.parseInt(byte, 2);
    return value === 0xff ? [0xff, 0] : [value];
  });
  return Uint8Array.from([0xff, 0xd8, ...tables, ...frame, ...scan, ...data, 0xff, 0xd9]);
}

const red = [255, 1, 1] as const;

test('PX8: RGB in a JPEG that does not name its colours stays RGB', async () => {
  const bytes = plainJpeg(red);
  const [r, g, b] = await decoded(withDeclaredColours(bytes, 'RGB'));
  expect([r, g, b]).toEqual([255, 1, 1]);
  // Without the segment the decoder takes them for Y, Cb and Cr.
  expect(await decoded(bytes)).not.toEqual([255, 1, 1]);
});

test('PX8: what the JPEG itself or the data set says of its colours stands', () => {
  const bytes = plainJpeg(red);
  expect(withDeclaredColours(bytes, 'YBR_FULL_422')).toBe(bytes);
  const jfif = Uint8Array.from([
    ...bytes.subarray(0, 2),
    ...[0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    ...bytes.subarray(2),
  ]);
  expect(withDeclaredColours(jfif, 'RGB')).toBe(jfif);
  const declared = withDeclaredColours(bytes, 'RGB');
  expect(withDeclaredColours(declared, 'RGB')).toBe(declared);
  const named = plainJpeg(red, [0x52, 0x47, 0x42]);
  expect(withDeclaredColours(named, 'RGB')).toBe(named);
  const cut = bytes.subarray(0, 30);
  expect(withDeclaredColours(cut, 'RGB')).toBe(cut);
});
