import { mulberry32 } from '../../fixtures/testRandom.ts';

/** A stream of numbers that depends on its seed alone, so that a shift can be played again on any computer. */
export interface Random {
  /** From 0 up to, but not, 1. */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  /** Half of the draws lie below `median`; `spread` is the standard deviation of the logarithm. */
  readonly around: (median: number, spread: number) => number;
  readonly normal: () => number;
  /** Waiting time until the next of events that come at random, `mean` apart. */
  readonly wait: (mean: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Value>(weighted: readonly (readonly [Value, number])[]) => Value;
}

/** `stream` keeps draws apart: one more number drawn for the reader does not change the line. */
export function randomFrom(seed: number, stream: string): Random {
  let state = seed | 0;
  for (const letter of stream) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1);
  const draw = mulberry32(state);
  const next = () => draw() / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    between: (low, high) => low + (high - low) * next(),
    around: (median, spread) => median * Math.exp(spread * normal()),
    wait: (mean) => -mean * Math.log(1 - next()),
    chance: (probability) => next() < probability,
    pick: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weighted) {
        left -= weight;
        if (left < 0) return value;
      }
      return weighted.at(-1)![0];
    },
  };
}
