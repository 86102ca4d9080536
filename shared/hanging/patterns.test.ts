import { expect, test } from 'vitest';
import { findsPattern, isPattern } from './patterns.ts';

test('a pattern is found whatever the case, the accents and what stands between words', () => {
  const written = 'CT_Schädel/NNH-nativ';
  expect(
    ['\\bschadel\\b', '\\bschädel\\b', '\\bnnh nativ\\b', 'ct_sch'].map((each) => findsPattern(each, written)),
  ).toEqual([true, true, true, true]);
});

test('a word is not found inside another', () => {
  expect(findsPattern('\\brta\\b', 'Chest portable')).toBe(false);
  expect(findsPattern('\\bild\\b', 'CHILD chest')).toBe(false);
  expect(findsPattern('\\bild\\b', 'HRCT_ILD')).toBe(true);
});

test('what takes no linear time, and what is no pattern, cannot be read and is never run', () => {
  const none = ['(a)\\1', '(?=a)b', '(?<!a)b', '[', '(', '((a{100}){100}){100}', 'a'.repeat(201)];
  expect(none.map(isPattern)).toEqual(none.map(() => false));
  expect(none.map((pattern) => findsPattern(pattern, 'aaa'))).toEqual(none.map(() => undefined));
});

test('a pattern that stops other engines for centuries answers of ten thousand letters', () => {
  expect(findsPattern('(a+)+$', `${'a'.repeat(9_999)}b`)).toBe(false);
  expect(findsPattern('^(([a-z])+.)+[0-9]([a-z])+$', 'a'.repeat(10_000))).toBe(false);
});
