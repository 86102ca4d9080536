/**
 * Huffman codes of ITU-T T.81 annex C, looked up by the next 16 bits of the stream. Each entry is how many bits the code
 * and the bits behind it take, and, above them, how many coefficients it moves on; 0 where no code begins so.
 */
export type HuffmanTable = Uint16Array;

/** The low bits of an entry: 16 of a code and 16 behind it at most. */
export const takenMask = 0x3f;
export const stepShift = 6;
/** End of block: more than a block has. */
export const endOfBlock = 128;

/** What a symbol takes beside its code: the bits that follow it, and the coefficients it stands for. */
export type ReadSymbol = (symbol: number) => { readonly follow: number; readonly step: number };

/** T.81 F.1.2.1 and H.1.2.2: the symbol is the number of bits that follow, but for 16, a difference of 32,768 itself. */
export const readDifference: ReadSymbol = (symbol) => ({ follow: symbol >= 16 ? 0 : symbol, step: 1 });

/** T.81 F.1.2.2: a run of zeros in the high half, the bits of the coefficient behind it in the low half. */
export const readCoefficient: ReadSymbol = (symbol) => {
  const [run, size] = [symbol >> 4, symbol & 15];
  if (size === 0 && run < 15) return { follow: 0, step: endOfBlock };
  return { follow: size, step: run + 1 };
};

/** Undefined when the lengths promise more codes than 16 bits can tell apart. */
export function buildHuffmanTable(
  lengths: Uint8Array,
  symbols: Uint8Array,
  read: ReadSymbol,
): HuffmanTable | undefined {
  const table = new Uint16Array(0x10000);
  let at = 0;
  let used = 0;
  for (let bits = 1; bits <= 16; bits += 1) {
    for (let count = lengths[bits - 1] ?? 0; count > 0; count -= 1) {
      const { follow, step } = read(symbols[used] ?? 0);
      const end = at + (0x10000 >> bits);
      if (end > table.length) return undefined;
      table.fill((bits + follow) | (step << stepShift), at, end);
      at = end;
      used += 1;
    }
  }
  return table;
}
