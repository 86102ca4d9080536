import { type Keyword, tagOf } from './attributes.ts';
import { type DicomDataset, numbersOf, textOf } from './dicomJson.ts';
import { bytesOfBase64 } from './inlineBinary.ts';
import { expandSegments } from './segmentedTable.ts';

/** A LUT as PS3.3 C.11.1 and C.7.9 describe it: values below the first map to the first entry, above the last to the last. */
export interface LookupTable {
  readonly firstMapped: number;
  readonly bitsPerEntry: number;
  readonly entries: readonly number[];
  readonly explanation?: string | undefined;
}

const maxEntries = 65_536;

/** Reads a table; undefined when it is absent, was left out as bulk data, or does not hold what its descriptor says. */
export function readLookupTable(
  dataset: DicomDataset,
  descriptorKeyword: Keyword,
  dataKeyword: Keyword,
  signedInput: boolean,
): LookupTable | undefined {
  const descriptor = numbersOf(dataset, descriptorKeyword);
  if (descriptor?.length !== 3) return undefined;
  const [count, first, bitsPerEntry] = descriptor as [number, number, number];
  const length = count === 0 ? maxEntries : count;
  const entries = readEntries(dataset, dataKeyword, length, bitsPerEntry);
  return tableOf(dataset, entries, first, length, bitsPerEntry, signedInput);
}

/** A palette whose data are written as segments (PS3.3 C.7.9.2). */
export function readSegmentedTable(
  dataset: DicomDataset,
  descriptorKeyword: Keyword,
  dataKeyword: Keyword,
  signedInput: boolean,
): LookupTable | undefined {
  const descriptor = numbersOf(dataset, descriptorKeyword);
  if (descriptor?.length !== 3) return undefined;
  const [count, first, bitsPerEntry] = descriptor as [number, number, number];
  const length = count === 0 ? maxEntries : count;
  const entries = readSegments(dataset, dataKeyword, length, bitsPerEntry);
  return tableOf(dataset, entries, first, length, bitsPerEntry, signedInput);
}

function tableOf(
  dataset: DicomDataset,
  entries: readonly number[] | undefined,
  first: number,
  length: number,
  bitsPerEntry: number,
  signedInput: boolean,
): LookupTable | undefined {
  if (!entries || length > maxEntries || bitsPerEntry < 8 || bitsPerEntry > 16) return undefined;
  // The second descriptor value has the sign of the pixels, but is often written as unsigned.
  const firstMapped = signedInput && first > 32_767 ? first - 65_536 : first;
  return { firstMapped, bitsPerEntry, entries, explanation: textOf(dataset, 'LUTExplanation') };
}

/** Segments are written in units as wide as an entry; old writers use 16 bits for 8-bit entries too. */
function readSegments(dataset: DicomDataset, keyword: Keyword, length: number, bits: number) {
  const inline = dataset[tagOf(keyword)]?.InlineBinary;
  const bytes = inline === undefined ? undefined : bytesOfBase64(inline);
  const words = bytes ? wordsOf(bytes) : numbersOf(dataset, keyword);
  const octets = bytes ?? words?.flatMap((word) => [word & 0xff, word >> 8]);
  return (
    (bits === 8 && octets ? expandSegments(octets, length, 8) : undefined) ??
    (words ? expandSegments(words, length, 16) : undefined)
  );
}

function wordsOf(bytes: Uint8Array): readonly number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, at) => (bytes[at * 2] ?? 0) | ((bytes[at * 2 + 1] ?? 0) << 8));
}

function readEntries(dataset: DicomDataset, keyword: Keyword, length: number, bits: number) {
  const listed = numbersOf(dataset, keyword);
  if (listed) return listed.length >= length ? listed.slice(0, length) : unpackedWords(listed, length, bits);
  const inline = dataset[tagOf(keyword)]?.InlineBinary;
  const bytes = inline === undefined ? undefined : bytesOfBase64(inline);
  if (!bytes) return undefined;
  // 8-bit tables come one byte an entry, or (old writers) one 16-bit word an entry.
  if (bytes.length >= length * 2) {
    return Array.from({ length }, (_, index) => (bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8));
  }
  return bits === 8 && bytes.length >= length ? Array.from(bytes.subarray(0, length)) : undefined;
}

/** Two 8-bit entries in each 16-bit word, low byte first (PS3.5 annex A). */
function unpackedWords(words: readonly number[], length: number, bits: number) {
  if (bits !== 8 || words.length * 2 < length) return undefined;
  return words.flatMap((word) => [word & 0xff, word >> 8]).slice(0, length);
}

export function lookUp(table: LookupTable, value: number): number {
  const index = Math.min(table.entries.length - 1, Math.max(0, Math.round(value) - table.firstMapped));
  return table.entries[index] ?? 0;
}
