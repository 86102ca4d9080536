/** A stop of the line, seconds from the beginning of the shift. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** Below this a connection survives a silence (rule N6): what was under way goes on where it stopped. */
const survivedSeconds = 10;

/**
 * What a line carries second by second, payload only. Time is in seconds from the beginning of the shift; the trace
 * begins before it, so that the past of the line is known when the shift begins.
 */
export class Line {
  readonly outages: readonly Outage[];
  readonly startsAt: number;
  /** Bytes carried before each second of the trace. */
  readonly #carried: Float64Array;

  constructor(bytesPerSecond: ArrayLike<number>, outages: readonly Outage[] = [], startsAt = 0) {
    this.outages = outages;
    this.startsAt = startsAt;
    this.#carried = new Float64Array(bytesPerSecond.length + 1);
    for (let second = 0; second < bytesPerSecond.length; second += 1) {
      this.#carried[second + 1] = this.#carried[second]! + (bytesPerSecond[second] ?? 0);
    }
  }

  get endsAt(): number {
    return this.startsAt + this.#carried.length - 1;
  }

  /** Bytes that the line could have carried from the beginning of its trace until `time`. */
  carriedUntil(time: number): number {
    const position = Math.min(Math.max(time - this.startsAt, 0), this.#carried.length - 1);
    const second = Math.min(Math.floor(position), this.#carried.length - 2);
    const before = this.#carried[second]!;
    return before + (position - second) * (this.#carried[second + 1]! - before);
  }

  bytesBetween(from: number, to: number): number {
    return this.carriedUntil(to) - this.carriedUntil(from);
  }

  /** When `bytes` asked for at `from` have come; Infinity when the trace ends before. Nothing is lost on the way. */
  arrivalOf(bytes: number, from: number): number {
    const target = this.carriedUntil(from) + bytes;
    if (target > this.#carried.at(-1)!) return Number.POSITIVE_INFINITY;
    let low = Math.max(0, Math.floor(from - this.startsAt));
    let step = 1;
    while (low + step < this.#carried.length && this.#carried[low + step]! < target) step *= 2;
    let high = Math.min(low + step, this.#carried.length - 1);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#carried[middle]! < target) low = middle;
      else high = middle;
    }
    const rate = this.#carried[high]! - this.#carried[low]!;
    const share = rate > 0 ? (target - this.#carried[low]!) / rate : 0;
    return Math.max(from, this.startsAt + low + share);
  }

  /** As `arrivalOf`, but an answer that a long outage cut is asked for again from its beginning (rule C2). */
  fetch(bytes: number, from: number): { readonly at: number; readonly lost: number } {
    let lost = 0;
    let start = from;
    for (;;) {
      const at = this.arrivalOf(bytes, start);
      const cut = this.outages.find((one) => one.to - one.from > survivedSeconds && one.from > start && one.from < at);
      if (!cut) return { at, lost };
      lost += this.bytesBetween(start, cut.from);
      start = cut.to;
    }
  }

  /** Bytes in each of the `count` last periods of `seconds` before `time`, the oldest first. */
  periodsBefore(time: number, seconds: number, count: number): readonly number[] {
    return Array.from({ length: count }, (_, index) => {
      const to = time - (count - 1 - index) * seconds;
      return this.bytesBetween(to - seconds, to);
    });
  }
}
