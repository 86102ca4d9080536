import { expect, test } from 'vitest';
import { quietLine } from '#tests/fixtures/quietLine.ts';
import { rateOfLines } from './lineRate.ts';

const fetching = (bytesPerSecond?: number) =>
  quietLine('One', { state: 'fetching', ...(bytesPerSecond !== undefined && { bytesPerSecond }) });

test('the rate is that of the lines that fetch; an idle line has none, and none is guessed', () => {
  const idle = quietLine('Idle', { bytesPerSecond: 7 });
  expect(rateOfLines([fetching(100_000), fetching(20_000), idle])).toBe(120_000);
  expect(rateOfLines([idle, fetching()])).toBeUndefined();
});
