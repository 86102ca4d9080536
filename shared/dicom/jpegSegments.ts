import { buildHuffmanTable, type HuffmanTable, readCoefficient, readDifference } from './huffmanTable.ts';

/** One component of a JPEG frame and its sampling factors (T.81 annex A.1.1). */
export interface JpegComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
}

export interface JpegFrame {
  readonly lossless: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

export interface ScanComponent {
  readonly component: JpegComponent;
  readonly difference: HuffmanTable;
  /** Undefined in lossless coding, which has differences only. */
  readonly coefficient: HuffmanTable | undefined;
}

/** Huffman tables in force, by destination: T.81 B.2.4.2. */
export interface HuffmanTables {
  readonly differences: (HuffmanTable | undefined)[];
  readonly coefficients: (HuffmanTable | undefined)[];
  /** How many were built so far. */
  built: number;
}

/** A table costs far more to build than to send; no image has so many. */
const maxTables = 256;

/** The body of SOF0, SOF1 or SOF3 (T.81 B.2.2). */
export function readFrame(marker: number, body: Uint8Array): JpegFrame | undefined {
  const count = body[5] ?? 0;
  if (count === 0 || body.length < 6 + 3 * count) return undefined;
  const components = Array.from({ length: count }, (_, index) => {
    const factors = body[7 + 3 * index] ?? 0;
    return { id: body[6 + 3 * index] ?? 0, across: factors >> 4, down: factors & 15 };
  });
  const fits = (factor: number) => factor >= 1 && factor <= 4;
  if (!components.every(({ across, down }) => fits(across) && fits(down))) return undefined;
  const [height, width] = [twoBytes(body, 1), twoBytes(body, 3)];
  return height && width ? { lossless: marker === 0xc3, width, height, components } : undefined;
}

/** The body of DHT, into the tables; false when it is none. */
export function readHuffmanTables(body: Uint8Array, tables: HuffmanTables): boolean {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    const lengths = body.subarray(at + 1, at + 17);
    const count = lengths.reduce((sum, length) => sum + length, 0);
    const symbols = body.subarray(at + 17, at + 17 + count);
    if (lengths.length < 16 || symbols.length < count || (head & 15) > 3 || head >> 4 > 1) return false;
    tables.built += 1;
    if (tables.built > maxTables) return false;
    const coefficients = head >> 4 === 1;
    const table = buildHuffmanTable(lengths, symbols, coefficients ? readCoefficient : readDifference);
    if (!table) return false;
    (coefficients ? tables.coefficients : tables.differences)[head & 15] = table;
    at += 17 + count;
  }
  return true;
}

/** The body of SOS (T.81 B.2.3): which components its data hold, each with its tables; undefined when one has none. */
export function readScan(body: Uint8Array, frame: JpegFrame, tables: HuffmanTables): ScanComponent[] | undefined {
  const count = body[0] ?? 0;
  if (count === 0 || count > 4 || body.length < 4 + 2 * count) return undefined;
  const components: ScanComponent[] = [];
  for (let index = 0; index < count; index += 1) {
    const component = frame.components.find(({ id }) => id === body[1 + 2 * index]);
    const selectors = body[2 + 2 * index] ?? 0;
    const difference = tables.differences[selectors >> 4];
    const coefficient = frame.lossless ? undefined : tables.coefficients[selectors & 15];
    if (!component || !difference || (!frame.lossless && !coefficient)) return undefined;
    components.push({ component, difference, coefficient });
  }
  return components;
}

export function twoBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
