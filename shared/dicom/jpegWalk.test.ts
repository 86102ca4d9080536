import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfJpeg } from './jpegWalk.ts';

/** Codes of five bits for each symbol of the list, in order; a small encoder's whole table. */
const five = (symbols: readonly number[]) => [0, 0, 0, 0, symbols.length, ...Array<number>(11).fill(0), ...symbols];
const differences = Array.from({ length: 17 }, (_, symbol) => symbol);
const coefficients = [0x00, 0xf0, 0x01, 0x12, 0xa3];

class Bits {
  #text = '';
  code(symbols: readonly number[], symbol: number, follow: number): void {
    this.#text += symbols.indexOf(symbol).toString(2).padStart(5, '0') + '10'.repeat(16).slice(0, follow);
  }
  /** Filled with ones and stuffed (T.81 F.1.2.3). */
  bytes(): number[] {
    const whole = this.#text.padEnd(Math.ceil(this.#text.length / 8) * 8, '1');
    return (whole.match(/.{8}/g) ?? []).flatMap((bits) =>
      bits === '11111111' ? [255, 0] : [Number.parseInt(bits, 2)],
    );
  }
}

const segment = (marker: number, body: readonly number[]) => [
  ...[0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255],
  ...body,
];
const half = (value: number) => [value >> 8, value & 255];

interface Picture {
  readonly marker: 0xc0 | 0xc3;
  readonly width: number;
  readonly height: number;
  readonly factors: readonly number[];
  readonly interval?: number;
}

/** A JPEG whose symbols come from `next`; what they mean is of no matter to a walk. */
function encode({ marker, width, height, factors, interval = 0 }: Picture, next: () => number): Uint8Array {
  const side = marker === 0xc3 ? 1 : 8;
  const single = factors.length === 1;
  const most = (of: (factor: number) => number) => (single ? 1 : Math.max(...factors.map(of)));
  const across = Math.ceil(width / (side * most((factor) => factor >> 4)));
  const down = Math.ceil(height / (side * most((factor) => factor & 15)));
  const units = single ? 1 : factors.reduce((sum, factor) => sum + (factor >> 4) * (factor & 15), 0);
  const data: number[] = [];
  let bits = new Bits();
  for (let mcu = 0; mcu < across * down; mcu += 1) {
    if (interval > 0 && mcu > 0 && mcu % interval === 0) {
      data.push(...bits.bytes(), 0xff, 0xd0 + ((mcu / interval - 1) & 7));
      bits = new Bits();
    }
    for (let unit = 0; unit < units; unit += 1) encodeUnit(bits, marker === 0xc3, next);
  }
  data.push(...bits.bytes());
  const ids = factors.map((_, index) => index + 1);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xc4, [0x00, ...five(differences), 0x10, ...five(coefficients)]),
    ...segment(marker, [
      8,
      ...half(height),
      ...half(width),
      ids.length,
      ...ids.flatMap((id) => [id, factors[id - 1]!, 0]),
    ]),
    ...(interval > 0 ? segment(0xdd, half(interval)) : []),
    ...segment(0xda, [ids.length, ...ids.flatMap((id) => [id, 0]), 1, 0, 0]),
    ...data,
    ...[0xff, 0xd9],
  ]);
}

function encodeUnit(bits: Bits, lossless: boolean, next: () => number): void {
  const size = next() % 17;
  bits.code(differences, size, size === 16 ? 0 : size);
  if (lossless) return;
  for (let index = 1; index < 64; ) {
    const symbol = coefficients[next() % coefficients.length]!;
    const [run, follow] = [symbol >> 4, symbol & 15];
    const steps = index + run + 1;
    if (symbol === 0 || steps > 64) {
      bits.code(coefficients, 0, 0);
      return;
    }
    bits.code(coefficients, symbol, follow);
    index = steps;
  }
}

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >> 8;
  };
}

const pictures: readonly (readonly [string, Picture])[] = [
  ['lossless grey', { marker: 0xc3, width: 33, height: 21, factors: [0x11] }],
  ['lossless colour', { marker: 0xc3, width: 20, height: 9, factors: [0x11, 0x11, 0x11] }],
  ['lossless with restarts at every row', { marker: 0xc3, width: 20, height: 21, factors: [0x11], interval: 20 }],
  ['baseline grey of odd size', { marker: 0xc0, width: 33, height: 21, factors: [0x11] }],
  ['baseline grey that names factors', { marker: 0xc0, width: 33, height: 21, factors: [0x22] }],
  ['baseline with halved colours', { marker: 0xc0, width: 50, height: 40, factors: [0x21, 0x11, 0x11] }],
  ['baseline with restarts', { marker: 0xc0, width: 100, height: 40, factors: [0x22, 0x11, 0x11], interval: 3 }],
];

describe('V2: the codes of a JPEG are exactly its samples', () => {
  test.each(pictures)('%s passes whole, and with anything behind its end', (_, picture) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const whole = encode(picture, numbers(seed));
        expect(faultOfJpeg(whole)).toBeUndefined();
        expect(faultOfJpeg(Uint8Array.from([...whole, 0, 0xff, 0xd8, 1, 2, 3]))).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });

  test.each(pictures)('%s never passes cut, though its last bytes are an end', (_, picture) => {
    const whole = encode(picture, numbers(3));
    for (const share of [0.5, 0.7, 0.9, 0.95]) {
      const cut = [...whole.subarray(0, Math.floor(whole.length * share)), 0xff, 0xd9];
      expect(faultOfJpeg(Uint8Array.from(cut)), `cut at ${share}`).toBeTypeOf('string');
    }
    for (let length = 0; length < whole.length; length += 1) {
      expect(faultOfJpeg(whole.subarray(0, length))).toBeTypeOf('string');
    }
  });

  test.each(pictures)('%s never passes with a third of its data zeroed', (_, picture) => {
    const whole = encode(picture, numbers(5));
    const holed = whole.slice();
    holed.fill(0, Math.floor(whole.length * 0.5), Math.floor(whole.length * 0.8));
    expect(faultOfJpeg(holed)).toBeTypeOf('string');
  });

  test('rows that the header does not promise are noticed, as are rows that it does', () => {
    const picture = { marker: 0xc3, width: 33, height: 21, factors: [0x11] } as const;
    const said = (height: number) => {
      const bytes = encode(picture, numbers(9));
      const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc3);
      return faultOfJpeg(bytes.with(frame + 6, height));
    };
    expect([said(20), said(21), said(22)]).toEqual(['JPEG data left over', undefined, 'JPEG data cut']);
  });

  test('a lost restart interval is noticed by the number of the next', () => {
    const whole = encode({ marker: 0xc3, width: 20, height: 12, factors: [0x11], interval: 20 }, numbers(2));
    const restart = (number: number) => whole.findIndex((byte, at) => byte === 0xff && whole[at + 1] === 0xd0 + number);
    const lost = Uint8Array.from([...whole.subarray(0, restart(2)), ...whole.subarray(restart(3))]);
    expect(faultOfJpeg(lost)).toBe('JPEG restart marker');
  });
});

test('a header of nothing but tables is refused before it costs a second', () => {
  const tables = segment(0xc4, Array.from({ length: 1_500 }, () => [0x00, ...five(differences)]).flat());
  expect(faultOfJpeg(Uint8Array.from([0xff, 0xd8, ...tables, ...tables]))).toBe('JPEG Huffman table');
});
