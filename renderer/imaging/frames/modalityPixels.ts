import { isSaneValue, modalityValue, type Rescale, storedValue } from '#shared/dicom/presentationValues.ts';
import { backgroundOf } from './background.ts';
import type { Samples } from './decodeQueue.ts';
import type { CatalogueEntry } from './frameCatalogue.ts';
import type { PixelValues } from './pixelValues.ts';

type Described = Pick<CatalogueEntry, 'image' | 'frame' | 'valueType'>;

const identity: Rescale = { slope: 1, intercept: 0 };
/** How many different words samples of 16 bits, or fewer, can be. */
const words = 65_536;

/**
 * Stored values → modality values (mask, sign, table or rescale; F). A radiograph has nine million samples of a few
 * thousand different values: what each becomes is reckoned once, and then looked up.
 */
export function toModalityPixels(samples: Samples, described: Described): PixelValues {
  const stored = unsignedOf(samples);
  if (!stored) return oneByOne(samples, described);
  const seen = new Uint8Array(words);
  markSeen(stored, seen);
  const isSigned = samples instanceof Int16Array || samples instanceof Int8Array;
  const shift = 32 - 8 * samples.BYTES_PER_ELEMENT;
  const wordOf = (word: number) => (isSigned ? (word << shift) >> shift : word);
  const distinct: number[] = [];
  for (let word = 0; word < words; word += 1) if (seen[word] === 1) distinct.push(word);
  const {
    background,
    stored: toStored,
    value: toValue,
    isPadding,
  } = rulesOf(described, (fits) => distinct.every((word) => fits(wordOf(word))));
  const table = newValues(described, words);
  const range = new Range();
  for (const word of distinct) {
    const known = toStored(wordOf(word));
    const value = isPadding(known, wordOf(word)) ? background : toValue(known);
    table[word] = value;
    range.add(value, background);
  }
  const values = newValues(described, samples.length);
  lookUpAll(stored, table, values);
  return { values, ...range.found };
}

/** Samples of more bits: too many different ones for a table. */
function oneByOne(samples: Samples, described: Described): PixelValues {
  const { background, stored, value, isPadding } = rulesOf(described, (fits) => samples.every(fits));
  const values = newValues(described, samples.length);
  const range = new Range();
  for (let index = 0; index < samples.length; index += 1) {
    const word = samples[index] ?? 0;
    const known = stored(word);
    const found = isPadding(known, word) ? background : value(known);
    values[index] = found;
    range.add(found, background);
  }
  return { values, ...range.found };
}

function rulesOf({ image, frame, valueType }: Described, everyWord: (fits: (word: number) => boolean) => boolean) {
  const background = valueType === 'Int16' ? backgroundOf.Int16 : backgroundOf.Float32;
  const { bitsStored, highBit, bitsAllocated, signed, floating } = image.layout;
  const form = { bitsStored, highBit, signed };
  const rescale = frame.rescale ?? identity;
  const value = (known: number) => modalityValue(known, rescale, image.modalityTable);
  const { padding } = image;
  const isBetween = (number: number) => padding !== undefined && number >= padding.from && number <= padding.to;
  // A number that is none, or beyond all measure, has no grey, and would take the range of all others with it.
  if (floating) {
    const isPadding = (known: number) => !isSaneValue(value(known)) || isBetween(known);
    return { background, stored: (word: number) => word, value, isPadding };
  }
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = low + 2 ** bitsStored - 1;
  const isWithin = (word: number) => word >= low && word <= high;
  // Whole words of the right sign need no masking; that is the common case and the fast one.
  const isClean = highBit === bitsStored - 1 && (bitsStored === bitsAllocated || everyWord(isWithin));
  // Padding that no stored value can be is written into the whole word, past the bits of the pixels.
  const isOutside = padding !== undefined && (padding.from > high || padding.to < low);
  return {
    background,
    stored: (word: number) => (isClean && !(signed && word > high) ? word : storedValue(word, form)),
    value,
    isPadding: (known: number, word: number) => isBetween(isOutside ? word : known),
  };
}

/** The least and the greatest value of what is no padding (PX7). */
class Range {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #hasBackground = false;

  add(value: number, background: number): void {
    if (value === background) {
      this.#hasBackground = true;
      return;
    }
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  get found(): Omit<PixelValues, 'values'> {
    const hasBackground = this.#hasBackground && { hasBackground: true };
    return { ...(this.#min <= this.#max ? { min: this.#min, max: this.#max } : { min: 0, max: 0 }), ...hasBackground };
  }
}

function newValues({ valueType }: Described, length: number): Int16Array | Float32Array {
  return valueType === 'Int16' ? new Int16Array(length) : new Float32Array(length);
}

/** The same memory without signs; undefined where a sample has more than 16 bits. */
function unsignedOf(samples: Samples): Uint8Array | Uint16Array | undefined {
  const { buffer, byteOffset, length } = samples;
  if (samples instanceof Uint8Array || samples instanceof Uint16Array) return samples;
  if (samples instanceof Int8Array) return new Uint8Array(buffer, byteOffset, length);
  return samples instanceof Int16Array ? new Uint16Array(buffer, byteOffset, length) : undefined;
}

// What runs for every sample stands alone, and knows few kinds of arrays: it is compiled once, and stays compiled.

function markSeen(samples: Uint8Array | Uint16Array, seen: Uint8Array): void {
  for (let index = 0; index < samples.length; index += 1) seen[samples[index] as number] = 1;
}

function lookUpAll<Values extends Int16Array | Float32Array>(
  samples: Uint8Array | Uint16Array,
  table: Values,
  values: Values,
): void {
  for (let index = 0; index < samples.length; index += 1) values[index] = table[samples[index] as number] as number;
}
