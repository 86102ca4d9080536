import { expect, test } from 'vitest';
import {
  dueIn,
  formatAge,
  formatAgeAndSex,
  formatBytes,
  formatCount,
  formatDate,
  formatDescription,
  formatDuration,
  formatInstant,
  formatPercent,
  formatRate,
  formatTime,
} from './format.ts';

const now = new Date(2026, 4, 14, 18, 0, 0).getTime();
const minutes = (count: number) => now + count * 60_000;

test('dates are ISO; what is not a date stays as written', () => {
  expect([formatDate('00000000'), formatDate('0000-00-00')]).toEqual(['', '']);
  expect([formatDate('20260514'), formatDate('2026.05.14'), formatDate('unknown'), formatDate(undefined)]).toEqual([
    '2026-05-14',
    '2026-05-14',
    'unknown',
    '',
  ]);
  expect([formatTime('194207.123'), formatTime('1942'), formatTime(undefined)]).toEqual(['19:42', '19:42', '']);
});

test('an instant of today is a time, of another day a date and a time', () => {
  expect([formatInstant(minutes(102), now), formatInstant(minutes(600), now)]).toEqual(['19:42', '2026-05-15 04:00']);
});

test('ages keep their unit under two years, and the unknown is left out', () => {
  expect(['054Y', '018M', '011W', '012D', 'x', undefined].map(formatAge)).toEqual([
    '54',
    '18 mo',
    '11 wk',
    '12 d',
    '',
    '',
  ]);
  expect([formatAgeAndSex('054Y', 'M'), formatAgeAndSex(undefined, 'F'), formatAgeAndSex('007Y', undefined)]).toEqual([
    '54 M',
    'F',
    '7',
  ]);
});

test('the due clock counts whole minutes and never says late before it is', () => {
  expect(
    [minutes(23), minutes(0.2), minutes(0), minutes(-0.5), minutes(-9), minutes(125), minutes(-61), minutes(3000)].map(
      (due) => dueIn(due, now),
    ),
  ).toEqual([
    { key: 'inMinutes', count: 23, urgency: 'soon' },
    { key: 'inMinutes', count: 1, urgency: 'soon' },
    { key: 'inMinutes', count: 0, urgency: 'soon' },
    { key: 'lateMinutes', count: 0, urgency: 'late' },
    { key: 'lateMinutes', count: 9, urgency: 'late' },
    { key: 'inHours', hours: 2, minutes: '05', urgency: 'calm' },
    { key: 'lateHours', hours: 1, minutes: '01', urgency: 'late' },
    { key: 'inDays', count: 2, urgency: 'calm' },
  ]);
});

test('bytes are decimal; 100 % only when nothing is missing', () => {
  expect([0, 999, 640_000, 999_900, 1_900_000_000, 19_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '640 KB',
    '1.0 MB',
    '1.9 GB',
    '19 GB',
  ]);
  expect([0.641, 0.999, 1].map(formatPercent)).toEqual(['64\u202f%', '99\u202f%', '100\u202f%']);
  expect(formatCount(12_345)).toBe('12\u202f345');
});

test('an age nobody reaches is marked, and a sex that is neither M nor F is a word', () => {
  expect(['130Y', '131Y', '226Y', '000Y', '999M'].map(formatAge)).toEqual(['130', '131?', '226?', '<1', '999 mo']);
  expect([formatAgeAndSex('000Y', 'O'), formatAgeAndSex('031Y', ' u '), formatAgeAndSex(undefined, 'M')]).toEqual([
    '<1 · other',
    '31 · unknown',
    'M',
  ]);
});

test('a caret that parts a description is not shown, and one that is a power is', () => {
  expect(['BORJAN GAGOSKI^Normal', 'Head^^Routine ^', '10^3 beads', undefined].map(formatDescription)).toEqual([
    'BORJAN GAGOSKI Normal',
    'Head Routine',
    '10^3 beads',
    '',
  ]);
});

test('rates are in bits, as lines are sold; lengths of time in the unit that is read at once', () => {
  expect([48_000, 150_000, 149_000, 1_600_000].map(formatRate)).toEqual([
    '384 kbit/s',
    '1.2 Mbit/s',
    '1.2 Mbit/s',
    '13 Mbit/s',
  ]);
  expect([4200, 59_400, 720_000, 3_900_000].map(formatDuration)).toEqual(['4 s', '59 s', '12 min', '1 h 05']);
});
