import { expect, test } from 'vitest';
import { countHere, sliceMarks } from './sliceMap.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const ledger = {
  markOf: (id: string) => (({ a: 'checked', b: 'failed', c: 'failed' }) as const)[id as 'a'],
  wasViewed: (id: string) => id === 'f',
};

test('O5: each slice is here, viewed, failed or missing; nothing is called missing before the disk was asked', () => {
  expect(sliceMarks(ids, ledger, new Set(['c', 'd', 'f']))).toEqual([
    'here',
    'failed',
    'here',
    'here',
    'awaited',
    'viewed',
  ]);
  expect(sliceMarks(ids, ledger, undefined)).toEqual(['here', 'failed', 'failed', 'unknown', 'unknown', 'viewed']);
  expect(countHere(sliceMarks(ids, ledger, new Set(['c', 'd', 'f'])))).toBe(4);
});
