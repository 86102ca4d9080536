import { steadyInterval } from '#shared/prefetch/arrivals.ts';
import { readyInterval } from '#shared/prefetch/bandwidth.ts';
import { goodputsBefore } from './forecast.ts';
import type { Line } from './line.ts';
import { quantileOf, sum } from './measure.ts';
import { randomFrom } from './random.ts';

/** One prediction beside what happened; seconds. */
export interface Prediction {
  readonly from: number;
  readonly to: number;
  readonly actual: number;
  /** What was predicted when half had come, and what the other half took. */
  /** What is shown when half has come: the interval of the beginning as long as it is right. */
  readonly shown: { readonly from: number; readonly to: number };
  readonly secondHalf: { readonly predicted: number; readonly actual: number };
}

export interface EtaFigures {
  readonly predictions: number;
  readonly coverage: number;
  readonly shownCoverage: number;
  /** Mean over both ends, as a share of the time that it took. */
  readonly pinballLoss: number;
  readonly medianErrorAtHalfWay: number;
}

/** Transfers of the sizes given, begun at random moments of the shift. */
export function predictTransfers(line: Line, sizes: readonly number[], count: number, seed: number): Prediction[] {
  const random = randomFrom(seed, 'eta');
  const predictions: Prediction[] = [];
  for (let each = 0; each < count; each += 1) {
    const start = random.between(0, 8 * 3600);
    const bytes = sizes[Math.floor(random.next() * sizes.length)]!;
    const end = line.arrivalOf(bytes, start);
    const half = line.arrivalOf(bytes / 2, start);
    const interval = readyInterval(bytes, { goodputs: goodputsBefore(line, start) });
    const second = readyInterval(bytes / 2, { goodputs: goodputsBefore(line, half) });
    if (!interval || !second || !Number.isFinite(end)) continue;
    const inMs = ({ from, to }: { readonly from: number; readonly to: number }, now: number) => ({
      from: now * 1000 + from,
      to: now * 1000 + to,
    });
    const shown = steadyInterval(inMs(interval, start), inMs(second, half), half * 1000);
    predictions.push({
      shown: { from: shown.from / 1000 - start, to: shown.to / 1000 - start },
      from: interval.from / 1000,
      to: interval.to / 1000,
      actual: end - start,
      secondHalf: { predicted: (second.from + second.to) / 2000, actual: end - half },
    });
  }
  return predictions;
}

export function scorePredictions(predictions: readonly Prediction[]): EtaFigures {
  const count = predictions.length;
  const errors = predictions.map(
    ({ secondHalf: { predicted, actual } }) => Math.abs(predicted - actual) / Math.max(actual, 1e-9),
  );
  const losses = predictions.map(
    ({ from, to, actual }) => (pinball(from, actual, 0.1) + pinball(to, actual, 0.9)) / 2 / Math.max(actual, 1e-9),
  );
  return {
    predictions: count,
    shownCoverage: predictions.filter(({ shown, actual }) => shown.from <= actual && actual <= shown.to).length / count,
    coverage: predictions.filter(({ from, to, actual }) => from <= actual && actual <= to).length / count,
    pinballLoss: sum(losses) / count,
    medianErrorAtHalfWay: quantileOf(errors, 0.5),
  };
}

/** The loss that the true quantile makes smallest. */
export function pinball(predicted: number, actual: number, share: number): number {
  return actual >= predicted ? share * (actual - predicted) : (1 - share) * (predicted - actual);
}
