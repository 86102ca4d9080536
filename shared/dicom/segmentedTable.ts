const discrete = 0;
const linear = 1;
const indirect = 2;

/**
 * Expands a segmented palette (PS3.3 C.7.9.2): runs of entries, straight lines, and runs copied from earlier segments.
 * `unitBits`: of the opcodes, lengths and values. Undefined for anything that is not one, or that makes another number of
 * entries than `length`.
 */
export function expandSegments(
  units: ArrayLike<number>,
  length: number,
  unitBits: 8 | 16 = 16,
): readonly number[] | undefined {
  const entries: number[] = [];
  const whole = readSegments({ units, unitBits, length, entries }, 0, Number.POSITIVE_INFINITY, true);
  return whole && entries.length === length ? entries : undefined;
}

interface Expansion {
  readonly units: ArrayLike<number>;
  readonly unitBits: 8 | 16;
  readonly length: number;
  readonly entries: number[];
}

function readSegments(of: Expansion, start: number, count: number, mayCopy: boolean): boolean {
  const { units, length, entries } = of;
  let at = start;
  for (let segment = 0; segment < count && entries.length < length; segment += 1) {
    if (at + 1 >= units.length) return false;
    const [opcode, size = 0] = [units[at], units[at + 1]];
    if (entries.length + (opcode === indirect ? 0 : size) > length) return false;
    if (opcode === discrete) {
      if (at + 2 + size > units.length) return false;
      for (let index = 0; index < size; index += 1) entries.push(units[at + 2 + index] ?? 0);
      at += 2 + size;
    } else if (opcode === linear) {
      const [end, from] = [units[at + 2], entries.at(-1)];
      // A line begins where the segment before it ended: the first of all cannot be one.
      if (end === undefined || from === undefined) return false;
      appendLine(entries, size, from, end);
      at += 3;
    } else if (opcode === indirect && mayCopy) {
      // Copied segments may not copy again.
      if (!readSegments(of, offsetAt(of, at + 2), size, false)) return false;
      at += 2 + 32 / of.unitBits;
    } else return false;
  }
  return true;
}

/** 32 bits, low part first: bytes from the start of the data, answered in units. */
function offsetAt({ units, unitBits }: Expansion, at: number): number {
  let offset = 0;
  for (let part = 0; part < 32 / unitBits; part += 1) offset += (units[at + part] ?? 0) * 2 ** (part * unitBits);
  return Math.floor(offset / (unitBits / 8));
}

/** From the entry before to `end`, in `size` steps; the entry before is not repeated. */
function appendLine(entries: number[], size: number, from: number, end: number): void {
  for (let step = 1; step <= size; step += 1) entries.push(Math.round(from + ((end - from) * step) / size));
}
