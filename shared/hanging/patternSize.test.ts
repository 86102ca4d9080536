import { expect, test } from 'vitest';
import { isSmallPattern, patternSize } from './patternSize.ts';

test.each<[string, number, number, number]>([
  ['', 0, 0, 0],
  ['flair', 5, 0, 0],
  ['\\bt1\\b', 4, 0, 0],
  ['t1.*post', 8, 2, 0],
  ['[a-z]+', 2, 2, 0],
  // One choice of words is looked for as a word is; the second is not.
  ['(mprage|bravo)', 11, 0, 0],
  ['(?:a|b)(?:c|d)', 4, 1, 0],
  ['a{3}', 3, 3, 3],
  ['a{2,5}', 5, 5, 5],
  ['a{2,}', 2, 2, 2],
  ['(?:ab){10}', 20, 20, 10],
  ['(?:(?:ab){10}){10}', 200, 200, 10],
  ['\\d{1,3}', 3, 3, 3],
  ['\\x{263A}', 1, 0, 0],
  ['\\p{Greek}', 20, 1, 0],
  ['\\pL', 20, 1, 0],
  ['[^\\pL\\pN]', 41, 1, 0],
  ['[]a]{4}', 4, 4, 4],
  ['[\\]]', 1, 1, 0],
  ['\\Qa{9}\\E', 8, 0, 0],
  ['(?i)a', 1, 0, 0],
  ['(?P<name>a){7}', 7, 7, 7],
])('%s: %i places, %i of them loose, counted to %i', (pattern, places, loose, most) => {
  expect(patternSize(pattern)).toEqual({ places, loose, most });
});

test.each([
  '(?:\\pL{1,1000})'.repeat(12),
  '[^x]{0,1000}'.repeat(16),
  '(?:a|aa){500}b',
  '(?:(?:a{31}){31})',
  '(?:\\w|\\s|\\S){0,50}'.repeat(8),
  '\\pL'.repeat(66),
  'a{51}',
])('%s is too large to be read', (pattern) => {
  expect(isSmallPattern(pattern)).toBe(false);
});

test('what is no pattern is counted all the same', () => {
  for (const text of [
    '(',
    ')',
    '))){3}',
    '[',
    '[^',
    '\\',
    '\\p{',
    '\\x{',
    '{3}',
    '(?',
    '(?P<',
    '|',
    '*',
    'a{,3}',
    '\\Q',
  ]) {
    const { places, loose, most } = patternSize(text);
    expect([places, loose, most].every(Number.isFinite)).toBe(true);
  }
});
