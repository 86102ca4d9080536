import { expect, test } from 'vitest';
import { hasZeroedPiece } from './jpeg2000Zeros.ts';

interface Stream {
  readonly layers?: number;
  readonly precincts?: boolean;
  readonly componentCoding?: boolean;
  /** Bytes of the one tile-part. */
  readonly data: readonly number[];
}

/** SOC, SIZ of one component, COD of 6 resolutions, SOT, SOD, data, EOC. */
function stream({ layers = 1, precincts = false, componentCoding = false, data }: Stream): Uint8Array {
  const siz = [...Array<number>(34).fill(0), 0, 1, 15, 1, 1];
  const cod = [precincts ? 1 : 0, 0, layers >> 8, layers & 255, 0, 5, 4, 4, 0, 1];
  const segment = (marker: number, body: readonly number[]) => [0xff, marker, 0, body.length + 2, ...body];
  return Uint8Array.from([
    ...[0xff, 0x4f, ...segment(0x51, siz), ...segment(0x52, cod)],
    ...(componentCoding ? segment(0x53, [0, 0, 5, 4, 4, 0, 1]) : []),
    ...[...segment(0x90, [0, 0, 0, 0, 0, 0, 0, 1]), 0xff, 0x93, ...data, 0xff, 0xd9],
  ]);
}

const coded = (length: number) => Array.from({ length }, (_, index) => 1 + ((index * 37) % 250));
const zeros = (length: number) => Array<number>(length).fill(0);

test('V2: a sector of zeros inside coded data is seen, wherever it lies', () => {
  for (const before of [1, 700, 1023, 1024, 1025, 5_000, 9_999]) {
    expect(hasZeroedPiece(stream({ data: [...coded(before), ...zeros(4096), ...coded(300)] })), `${before}`).toBe(true);
  }
  expect(hasZeroedPiece(stream({ data: [...coded(900), ...zeros(1040), ...coded(900)] }))).toBe(true);
});

test('zeros that may be honest are none: few, at the end, empty packets of many layers or of precincts', () => {
  const holed = [...coded(2_000), ...zeros(4_096), ...coded(300)];
  expect(
    [
      { data: coded(10_000) },
      { data: [...coded(2_000), ...zeros(1_000), ...coded(300)] },
      { data: [...coded(2_000), ...zeros(9_000)] },
      { data: holed, layers: 1_000 },
      { data: holed, precincts: true },
      { data: holed, componentCoding: true },
    ]
      .map(stream)
      .map(hasZeroedPiece),
  ).toEqual([false, false, false, false, false, false]);
});

test('what is no such stream is for others to refuse', () => {
  expect([new Uint8Array(), new Uint8Array(9_000), stream({ data: [] }).subarray(0, 30)].map(hasZeroedPiece)).toEqual([
    false,
    false,
    false,
  ]);
});
