import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modalityValue, storedValue } from '#shared/dicom/presentationValues.ts';
import type { Samples } from './decodeQueue.ts';
import { toModalityPixels } from './modalityPixels.ts';

const kinds = { Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array } as const;
type Described = Parameters<typeof toModalityPixels>[1];

const described = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
    words: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 60 }),
    bitsOff: fc.nat(5),
    highOff: fc.nat(1),
    signed: fc.boolean(),
    isWithin: fc.boolean(),
    slope: fc.constantFrom(1, 2, 0.5, -1),
    intercept: fc.constantFrom(0, -1024, 0.25),
    valueType: fc.constantFrom('Int16' as const, 'Float32' as const),
    padding: fc.option(fc.record({ from: fc.integer({ min: -50, max: 50 }), to: fc.integer({ min: 0, max: 200 }) })),
  })
  .map(({ kind, words, bitsOff, highOff, signed, isWithin, slope, intercept, valueType, padding }) => {
    const bitsAllocated = 8 * kinds[kind].BYTES_PER_ELEMENT;
    const bitsStored = bitsAllocated - bitsOff;
    const highBit = bitsStored - 1 + (bitsOff > 0 ? highOff : 0);
    const span = 2 ** bitsStored;
    const fit = (word: number) => (((word % span) + span) % span) - (signed ? span / 2 : 0);
    const samples: Samples = kinds[kind].from(isWithin ? words.map(fit) : words);
    const layout = { bitsStored, highBit, bitsAllocated, signed };
    const image = { layout, ...(padding && { padding }) };
    return { samples, as: { image, frame: { rescale: { slope, intercept } }, valueType } as Described };
  });

/** Each sample by itself, as the rules say it. */
function oneAtATime(samples: Samples, { image, frame, valueType }: Described) {
  const { bitsStored, highBit, bitsAllocated, signed } = image.layout;
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  const isWithin = samples.every((word) => word >= low && word <= high);
  const isClean = highBit === bitsStored - 1 && (bitsStored === bitsAllocated || isWithin);
  const values = valueType === 'Int16' ? new Int16Array(samples.length) : new Float32Array(samples.length);
  const range: number[] = [];
  const background = valueType === 'Int16' ? -32_768 : Math.fround(-1e30);
  const { padding } = image;
  const isOutside = padding !== undefined && (padding.from > high || padding.to < low);
  for (const [index, word] of samples.entries()) {
    const stored = isClean && !(signed && word > high) ? word : storedValue(word, { bitsStored, highBit, signed });
    const compared = isOutside ? word : stored;
    if (padding && compared >= padding.from && compared <= padding.to) {
      values[index] = background;
      continue;
    }
    const value = modalityValue(stored, frame.rescale ?? { slope: 1, intercept: 0 }, image.modalityTable);
    values[index] = value;
    if (value !== background) range.push(value);
  }
  const hasBackground = values.includes(background as never) && { hasBackground: true };
  const found = range.length > 0 ? { min: Math.min(...range), max: Math.max(...range) } : { min: 0, max: 0 };
  return { values, ...found, ...hasBackground };
}

test('SF10 SF11 PX7: what is looked up is what each sample would have become by itself', () => {
  fc.assert(
    fc.property(described, ({ samples, as }) => {
      expect(toModalityPixels(samples, as)).toEqual(oneAtATime(samples, as));
    }),
    { numRuns: 500 },
  );
});

test('samples that lie in the middle of other bytes are read where they lie', () => {
  const all = Int16Array.from([9, 9, -3, 4, 9]);
  const as = {
    image: { layout: { bitsStored: 16, highBit: 15, bitsAllocated: 16, signed: true } },
    frame: {},
    valueType: 'Int16',
  } as unknown as Described;
  expect(toModalityPixels(all.subarray(2, 4), as)).toEqual({ values: Int16Array.from([-3, 4]), min: -3, max: 4 });
});
