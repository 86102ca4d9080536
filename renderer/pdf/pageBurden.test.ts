import { expect, test } from 'vitest';
import { isTooMuch } from './pageBurden.ts';

const path = (numbers: number) => [91, [new Float32Array(numbers)], new Float32Array(4)];
const page = (args: readonly unknown[]) => ({ fnArray: args.map(() => 91), argsArray: args });

test('a page of text and of a plan is drawn', () => {
  const words = Array.from({ length: 20_000 }, () => [['A', 'b', 12, 'c']]);
  expect(isTooMuch(page([...words, path(300_000), null]))).toBe(false);
});

test('one path of millions of pieces is not, nor as many small ones, nor a pattern that holds them', () => {
  expect(isTooMuch(page([path(3_000_000)]))).toBe(true);
  expect(isTooMuch(page(Array.from({ length: 300_000 }, () => path(6))))).toBe(true);
  expect(isTooMuch(page([['TilingPattern', null, page([path(3_000_000)])]]))).toBe(true);
});

test('a list that holds itself ends', () => {
  const round: unknown[] = [];
  round.push(round);
  expect(isTooMuch(page([round]))).toBe(false);
});
