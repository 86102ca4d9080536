import { expect, test } from 'vitest';
import { isTooWideForProcessor } from './processorLimit.ts';

const grey = (minPixelValue: number, maxPixelValue: number) =>
  isTooWideForProcessor({ color: false, minPixelValue, maxPixelValue });

test('SF17: the processor is asked for no table of greys that has no room, and for all others', () => {
  expect([grey(-1024, 3071), grey(0, 65_535), grey(-32_768, 2_000_000)]).toEqual([false, false, false]);
  expect([grey(0, 4e9), grey(-4e9, 1e9), grey(0, Number.POSITIVE_INFINITY), grey(Number.NaN, 1)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(isTooWideForProcessor({ color: true, minPixelValue: 0, maxPixelValue: 4e9 })).toBe(false);
});
