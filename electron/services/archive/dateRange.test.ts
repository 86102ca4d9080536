import { expect, test } from 'vitest';
import { splitDateRange } from './dateRange.ts';

test('A6 a range is split without a gap and without an overlap', () => {
  expect([
    splitDateRange('20240101-20240131'),
    splitDateRange('20240228-20240301'),
    splitDateRange('20231231-20240101'),
    splitDateRange('20240225-'),
    splitDateRange('20240101-20240101'),
    splitDateRange('20240101'),
    splitDateRange('-20240101'),
    splitDateRange('20240102-20240101'),
    splitDateRange('today-'),
  ]).toEqual([
    ['20240101-20240116', '20240117-20240131'],
    ['20240228-20240229', '20240301-20240301'],
    ['20231231-20231231', '20240101-20240101'],
    ['20240225-20240302', '20240303-'],
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
