const discrete = 0;
const linear = 1;
const indirect = 2;

/**
 * Expands a segmented palette (PS3.3 C.7.9.2): runs of entries, straight lines, and runs copied from earlier segments.
 * Undefined for anything that is not one, or that would grow beyond `length`.
 */
export function expandSegments(words: readonly number[], length: number): readonly number[] | undefined {
  const entries: number[] = [];
  return readSegments(words, 0, Number.POSITIVE_INFINITY, entries, length, true) ? entries : undefined;
}

function readSegments(
  words: readonly number[],
  start: number,
  count: number,
  entries: number[],
  length: number,
  mayCopy: boolean,
): boolean {
  let at = start;
  for (let segment = 0; segment < count && at + 1 < words.length && entries.length < length; segment += 1) {
    const [opcode, size = 0] = [words[at], words[at + 1]];
    if (entries.length + (opcode === indirect ? 0 : size) > length) return false;
    if (opcode === discrete) {
      for (let index = 0; index < size; index += 1) entries.push(words[at + 2 + index] ?? 0);
      at += 2 + size;
    } else if (opcode === linear) {
      appendLine(entries, size, words[at + 2] ?? 0);
      at += 3;
    } else if (opcode === indirect && mayCopy) {
      // The offset counts bytes from the start of the data; copied segments may not copy again.
      const offset = ((words[at + 2] ?? 0) | ((words[at + 3] ?? 0) << 16)) >>> 1;
      if (!readSegments(words, offset, size, entries, length, false)) return false;
      at += 4;
    } else return false;
  }
  return true;
}

/** From the entry before to `end`, in `size` steps; the entry before is not repeated. */
function appendLine(entries: number[], size: number, end: number): void {
  const from = entries.at(-1) ?? 0;
  for (let step = 1; step <= size; step += 1) entries.push(Math.round(from + ((end - from) * step) / size));
}
