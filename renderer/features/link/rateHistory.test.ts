import { expect, test } from 'vitest';
import { linkOf, quietLine } from '#tests/fixtures/quietLine.ts';
import { noteRate, type RateSample, samplesKept } from './rateHistory.ts';

const fetching = (bytesPerSecond: number) => linkOf([quietLine('One', { state: 'fetching', bytesPerSecond })]);

test('the chart has one column for each five seconds, and forgets the oldest', () => {
  let samples: readonly RateSample[] = [];
  for (let at = 0; at < 1_000_000; at += 1_000) samples = noteRate(samples, fetching(at), at);
  expect(samples).toHaveLength(samplesKept);
  expect(samples.slice(-2).map(({ at, bytesPerSecond }) => [at, bytesPerSecond])).toEqual([
    [990_000, 994_000],
    [995_000, 999_000],
  ]);
});

test('after the clock was set back the chart goes on, column by column', () => {
  let samples: readonly RateSample[] = [];
  for (const start of [10_000_000, 6_400_000]) {
    for (let at = start; at < start + 20_000; at += 1_000) samples = noteRate(samples, fetching(at), at);
  }
  expect(samples.map(({ at }) => at)).toEqual(
    [10_000, 10_005, 10_010, 10_015, 6_400, 6_405, 6_410, 6_415].map((s) => s * 1_000),
  );
});
