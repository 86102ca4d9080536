import { expect, test } from 'vitest';
import { noAnnotations, withEntries } from '#shared/annotations/journal.ts';
import { lengthOfNumber, putEntry } from '#tests/fixtures/annotations.ts';
import { annotationMarks } from './annotationMarks.ts';

test('ticks stand at the images that something lies on, a key image before a measurement', () => {
  const on = (number: number, imageId: string, kind: 'length' | 'keyImage' = 'length') =>
    putEntry(number, lengthOfNumber(number, { kind, surface: { kind: 'frame', imageId }, points: [] }));
  const plane = { kind: 'plane', setId: 'set', normal: [0, 0, 1], distanceMm: 3 } as const;
  const set = withEntries(noAnnotations, [
    on(1, 'b'),
    on(2, 'c', 'keyImage'),
    on(3, 'c'),
    on(4, 'of another series'),
    putEntry(5, lengthOfNumber(5, { surface: plane })),
  ]);
  expect([...annotationMarks(set, ['a', 'b', 'c'])]).toEqual([
    [1, 'measurement'],
    [2, 'keyImage'],
  ]);
  expect(annotationMarks(noAnnotations, ['a']).size).toBe(0);
});
