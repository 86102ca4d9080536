import { expect, test } from 'vitest';
import { bytesToQuarter } from './htj2kPrefix.ts';

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const segment = (marker: number, body: readonly number[]) => [...u16(marker), ...u16(body.length + 2), ...body];

const siz = segment(0xff51, [
  ...u16(0x4000),
  ...[512, 512, 0, 0, 512, 512, 0, 0].flatMap(u32),
  ...u16(1),
  ...[11, 1, 1],
]);
const fourTiles = [...siz.slice(0, 22), ...u32(256), ...u32(256), ...siz.slice(30)];
const cap = segment(0xff50, [...u32(0x00020000), ...u16(0)]);
const cod = (order: number, levels = 5, layers = 1) =>
  segment(0xff52, [0, order, ...u16(layers), 0, levels, 4, 4, 64, 1]);
const tilePart = (length: number, part: number, of: number, tile = 0) => [
  ...segment(0xff90, [...u16(tile), ...u32(length), part, of]),
  ...u16(0xff93),
];
const stream = (...parts: ReadonlyArray<readonly number[]>) => Uint8Array.from([0xff, 0x4f, ...parts.flat()]);

const lengths = [3_000, 3_100, 13_000, 62_000, 280_000, 1_200_000];
const tlm = segment(0xff55, [0, 0x50, ...lengths.flatMap((length) => [0, ...u32(length)])]);

test('O4: tile-part lengths in the main header say where 1/4 resolution ends', () => {
  const bytes = stream(siz, cap, cod(2), tlm, tilePart(3_000, 0, 6));
  const header = bytes.length - 14;
  expect(bytesToQuarter(bytes, 1_600_000)).toBe(header + 3_000 + 3_100 + 13_000 + 62_000);
});

test('O4: without them the tile-parts themselves do, as far as they have come; else what is usual', () => {
  const first = stream(siz, cap, cod(2), tilePart(20, 0, 3));
  const start = first.length - 14;
  const three = Uint8Array.from([...first, 1, 2, 3, 4, 5, 6, ...tilePart(500, 1, 3)]);
  // Two decompositions: the first of three resolutions is 1/4.
  const two = stream(siz, cap, cod(2, 2), tilePart(20, 0, 3));
  expect(bytesToQuarter(two, 10_000)).toBe(start + 20);
  expect(bytesToQuarter(three, 10_000)).toBe(1_200);
  expect(bytesToQuarter(stream(siz, cap, cod(2), tilePart(9_000, 0, 1)), 10_000)).toBe(1_200);
});

test('lengths of several tiles, or of another number of parts, are not taken for resolutions', () => {
  const tiles = segment(0xff55, [0, 0x50, ...lengths.flatMap((length, tile) => [tile, ...u32(length)])]);
  const five = segment(0xff55, [0, 0x50, ...lengths.slice(1).flatMap((length) => [0, ...u32(length)])]);
  const unnamed = segment(0xff55, [0, 0x40, ...lengths.flatMap(u32)]);
  for (const wrong of [tiles, five, unnamed]) {
    expect(bytesToQuarter(stream(siz, cap, cod(2), wrong, tilePart(9, 0, 1)), 1_000_000)).toBe(120_000);
  }
});

test('no picture in the beginning of a stream that is ordered otherwise, is small in levels, or is no HTJ2K', () => {
  const of = (...parts: ReadonlyArray<readonly number[]>) =>
    bytesToQuarter(stream(...parts, tilePart(9_000, 0, 1)), 10_000);
  expect(of(siz, cap, cod(3))).toBe('none');
  expect(of(siz, cap, cod(4))).toBe('none');
  expect(of(siz, cap, cod(0, 5, 2))).toBe('none');
  expect(of(siz, cap, cod(0))).toBe(1_200);
  expect(of(siz, cap, cod(1))).toBe(1_200);
  expect(of(siz, cap, cod(2, 1))).toBe('none');
  expect(of(siz, cod(2))).toBe('none');
  expect(of(fourTiles, cap, cod(2))).toBe('none');
  expect(bytesToQuarter(Uint8Array.from([0xff, 0xd8, 0xff, 0xc0]), 10_000)).toBe('none');
});

test('a main header that has not all come is waited for, within reason', () => {
  const whole = stream(siz, cap, cod(2), tlm, tilePart(3_000, 0, 6));
  for (let length = 0; length < whole.length - 14; length += 7) {
    expect(bytesToQuarter(whole.subarray(0, length), 1_600_000), `${length}`).toBe('header');
  }
  expect(
    bytesToQuarter(
      Uint8Array.from({ length: 20_000 }, (_, at) => [0xff, 0x4f][at] ?? 0),
      1_600_000,
    ),
  ).toBe('none');
});
