import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { countHere, sliceMarks } from './sliceMap.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const ledger = {
  markOf: (id: string) => (({ a: 'checked', b: 'failed', c: 'failed' }) as const)[id as 'a'],
  failureOf: (id: string) => (id === 'b' || id === 'c' ? failureOf('FrameNotDecodable') : undefined),
  wasViewed: (id: string) => id === 'f',
  // d and e were seen before this page; only one of them is on this disk.
  wasSeen: (id: string) => 'def'.includes(id),
};

test('O5: each slice is here, viewed, failed or missing; nothing is called missing before the disk was asked', () => {
  expect(sliceMarks(ids, ledger, new Set(['c', 'd', 'f']))).toEqual([
    'here',
    'failed',
    'here',
    'viewed',
    'awaited',
    'viewed',
  ]);
  expect(sliceMarks(ids, ledger, undefined)).toEqual(['here', 'failed', 'failed', 'unknown', 'unknown', 'viewed']);
  expect(countHere(sliceMarks(ids, ledger, new Set(['c', 'd', 'f'])))).toBe(4);
});

test('N11: while the line is away what it did not bring stays awaited; only what is no image is failed', () => {
  const outage = {
    markOf: (id: string) => (id === 'a' ? ('checked' as const) : ('failed' as const)),
    failureOf: (id: string) => failureOf(id === 'b' ? 'FrameLied' : id === 'c' ? 'ArchiveTimedOut' : 'FrameNotHere'),
    wasViewed: () => false,
    wasSeen: () => false,
  };
  expect(sliceMarks(['a', 'b', 'c', 'd'], outage, new Set(['a']))).toEqual(['here', 'failed', 'awaited', 'awaited']);
});
