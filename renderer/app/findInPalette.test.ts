import { expect, test } from 'vitest';
import { findInPalette } from './findInPalette.ts';

const entries = [
  { id: 'a', words: 'Ask the archives again' },
  { id: 'b', words: 'Next study' },
  { id: 'c', words: 'محمد علی CT head' },
  { id: 'd', words: 'राजेश शर्मा CT chest' },
];
const found = (typed: string, limit = 10) => findInPalette(entries, typed, limit).map(({ id }) => id);

test('the palette finds commands and patients by the beginnings of words, in any script', () => {
  expect([found('arch'), found('علي'), found('शर्मा ct'), found('ct'), found('rchives'), found('', 2)]).toEqual([
    ['a'],
    ['c'],
    ['d'],
    ['c', 'd'],
    [],
    ['a', 'b'],
  ]);
});
