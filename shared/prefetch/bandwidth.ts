/** The length of one goodput, milliseconds. */
export const goodputMs = 10_000;

/**
 * The value below which `share` of the values lie, between neighbours by their distance; undefined of none.
 *
 * @param share from 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const position = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below === undefined || above === undefined ? undefined : below + (position % 1) * (above - below);
}

/** What the last hour says about the next minutes. */
export interface LineEstimate {
  /** Bytes of each 10 s of the last hour in which something was asked for, oldest first; 0 while the line was down. */
  readonly goodputs: readonly number[];
}

/** Milliseconds from now. */
export interface ReadyInterval {
  readonly from: number;
  readonly to: number;
}

/** Of how many times its own length the past is asked about a transfer: the last minutes say more about the next ones. */
const memory = 5;
const leastMemory = 18;
const startDoubt = 1;
/**
 * The next hour is not the last one, and what ends within a period or two differs more than whole periods do, the more
 * so the less steady the line is: the interval is widened on either side. Found with `npm run simulate`.
 *
 * @param periods that the transfer lasts.
 * @param unsteadiness standard deviation of the goodputs while the line was up, as a share of their mean.
 */
function marginOf(periods: number, unsteadiness: number): number {
  return 1.06 + (0.3 * unsteadiness) / Math.sqrt(Math.max(1, periods));
}

/**
 * When `remainingBytes` will have come, with a chance of four fifths that it is inside: the past is replayed from each
 * of its moments, its outages too, and a tenth of the answers is cut off on either side. Undefined while nothing is
 * known, or when nothing came in the time that counts.
 */
export function readyInterval(remainingBytes: number, { goodputs }: LineEstimate): ReadyInterval | undefined {
  if (remainingBytes <= 0) return { from: 0, to: 0 };
  const periods = remainingBytes / mean(goodputs);
  if (!Number.isFinite(periods)) return undefined;
  const past = goodputs.slice(-Math.max(leastMemory, Math.ceil(memory * periods)));
  const durations = replay(mean(past) > 0 ? past : goodputs, remainingBytes);
  const from = quantile(durations, 0.1);
  const to = quantile(durations, 0.9);
  // Of a line that has only just begun little is known, and its first seconds are TCP's.
  const margin = marginOf(periods, unsteadinessOf(goodputs)) * (1 + startDoubt / goodputs.length ** 1.5);
  return from === undefined || to === undefined ? undefined : { from: from / margin, to: to * margin };
}

/** How long it would have taken from each moment of the past, which after its end begins again; ms. */
function replay(goodputs: readonly number[], bytes: number): readonly number[] {
  const count = goodputs.length;
  // Bytes before each period of the past played twice: every moment finds its end by halving.
  const before = new Float64Array(2 * count + 1);
  for (let index = 0; index < 2 * count; index += 1) {
    before[index + 1] = (before[index] ?? 0) + (goodputs[index % count] ?? 0);
  }
  const total = before[count] ?? 0;
  const rounds = Math.max(0, Math.ceil(bytes / total) - 1);
  const left = bytes - rounds * total;
  return goodputs.map((_, start) => {
    const target = (before[start] ?? 0) + left;
    let low = start;
    let high = start + count;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((before[middle] ?? 0) < target) low = middle;
      else high = middle;
    }
    const came = (before[high] ?? 0) - (before[low] ?? 0);
    const share = came > 0 ? Math.min(1, (target - (before[low] ?? 0)) / came) : 1;
    return (rounds * count + low - start + share) * goodputMs;
  });
}

function unsteadinessOf(goodputs: readonly number[]): number {
  const whileUp = goodputs.filter((one) => one > 0);
  const average = mean(whileUp);
  return Math.sqrt(mean(whileUp.map((one) => (one - average) ** 2))) / average;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
