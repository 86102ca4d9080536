import { expect, test } from 'vitest';
import { readMinute, writeMinute } from './minuteOfDay.ts';

test('minutes of the day read as they were written, and nonsense is no time', () => {
  expect([0, 7 * 60 + 5, 1439].map(writeMinute)).toEqual(['00:00', '07:05', '23:59']);
  for (let minute = 0; minute < 1440; minute += 1) expect(readMinute(writeMinute(minute))).toBe(minute);
  expect(['', '24:00', '12:60', '7:05', 'noon'].map(readMinute)).toEqual(Array(5).fill(undefined));
});
