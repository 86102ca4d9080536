import { expect, test } from 'vitest';
import { nextSpineLabel, vertebraOf } from './spineLabels.ts';

test.each([
  ['C7', 'down', 'T1'],
  ['T1', 'up', 'C7'],
  ['T12', 'down', 'L1'],
  ['L5', 'down', 'S1'],
  ['th 9', 'down', 'T10'],
  ['S5', 'down', undefined],
  ['C1', 'up', undefined],
  ['T13', 'down', undefined],
  ['coccyx', 'down', undefined],
] as const)('after %s, going %s, %s is offered', (last, direction, next) => {
  expect(nextSpineLabel(last, direction)).toBe(next);
});

test('a label is known however it is written', () => {
  expect([' t 7', 'Th07', 'D7', 'T7', 'T', '7', 'L6'].map(vertebraOf)).toEqual([
    'T7',
    'T7',
    'T7',
    'T7',
    undefined,
    undefined,
    undefined,
  ]);
});
