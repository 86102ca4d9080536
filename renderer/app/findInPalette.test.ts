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

test('among five thousand entries each further letter costs a small part of the first', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    id: `${index}`,
    words: `Müller Anna-${index} P${index} محمد علی CT chest with contrast 2026-01-0${index % 9}`,
  }));
  const timed = (typed: string) => {
    const from = performance.now();
    const answer = findInPalette(many, typed, 12);
    return { answer, took: performance.now() - from };
  };
  const first = timed('mull');
  expect(first.answer).toHaveLength(12);
  const next = ['muller', 'muller p49', 'ct chest'].map(timed);
  expect(next[1]?.answer.every(({ words }) => words.includes(' P49'))).toBe(true);
  expect(Math.min(...next.map(({ took }) => took))).toBeLessThan(first.took / 2);
});
