import { expect, it } from 'vitest';
import { likelyFirst } from './likelyFirst.ts';

const series = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ name, number: count - index }));

it('O1: of several series the middle image of the shortest that is long enough to be read', () => {
  expect(likelyFirst([series('thin', 600), series('localiser', 2), series('thick', 30)])).toEqual({
    name: 'thick',
    number: 16,
  });
});

it('of short series alone the longest; of none nothing', () => {
  expect(likelyFirst([series('one view', 1), series('three', 3)])).toEqual({ name: 'three', number: 2 });
  expect(likelyFirst([])).toBeUndefined();
});

it('guesses nothing where an image has no number', () => {
  expect(likelyFirst([[...series('thick', 30), { name: 'thick', number: undefined }]])).toBeUndefined();
});
