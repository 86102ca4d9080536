/** A tone curve of a profile: 0 to 1 in, 0 to 1 out. */
export type Curve = (value: number) => number;

/** What stands where a curve was read from, and how many bytes it takes (mAB keeps its curves one behind another). */
export interface ReadCurve {
  readonly curve: Curve;
  readonly bytes: number;
}

const unit = (value: number) => Math.max(0, Math.min(1, value));

/** Reads `curv` or `para` (ICC.1:2022 10.6, 10.18); undefined for what is neither. Throws RangeError where it is cut. */
export function readCurve(view: DataView, at: number): ReadCurve | undefined {
  const type = view.getUint32(at);
  if (type === 0x63757276) return readSampled(view, at);
  return type === 0x70617261 ? readParametric(view, at) : undefined;
}

function readSampled(view: DataView, at: number): ReadCurve | undefined {
  const count = view.getUint32(at + 8);
  const bytes = 12 + count * 2;
  if (count === 0) return { curve: unit, bytes };
  if (count === 1) {
    const gamma = view.getUint16(at + 12) / 256;
    return gamma > 0 ? { curve: (value) => unit(value) ** gamma, bytes } : undefined;
  }
  if (at + bytes > view.byteLength) throw new RangeError('curve cut');
  const table = Float64Array.from({ length: count }, (_, index) => view.getUint16(at + 12 + index * 2) / 65_535);
  return { curve: (value) => between(table, value), bytes };
}

/** A table's value at 0 to 1 of its length, straight between its entries. */
export function between(table: Float64Array, value: number): number {
  const place = unit(value) * (table.length - 1);
  const low = Math.floor(place);
  const from = table[low] ?? 0;
  return from + (place - low) * ((table[low + 1] ?? from) - from);
}

/** Parameters of each function type, g a b c d e f in this order (ICC.1:2022 table 68). */
const parameterCounts = [1, 3, 4, 5, 7] as const;

function readParametric(view: DataView, at: number): ReadCurve | undefined {
  const kind = view.getUint16(at + 8);
  const count = parameterCounts[kind];
  if (count === undefined) return undefined;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, index) => view.getInt32(at + 12 + index * 4) / 65_536,
  );
  const power = (value: number) => Math.max(0, a * value + b) ** g;
  // Types 1 and 2 bend where the base of the power is 0; the constant of type 2 lies under all of it.
  const bend = kind === 1 || kind === 2 ? -b / a : kind === 0 ? Number.NEGATIVE_INFINITY : d;
  const below = (value: number) => (kind === 2 ? c : kind === 1 ? 0 : c * value + f);
  const lift = kind === 2 ? c : kind === 4 ? e : 0;
  const curve = (value: number) => unit(value >= bend ? power(unit(value)) + lift : below(unit(value)));
  return { curve, bytes: 12 + count * 4 };
}
