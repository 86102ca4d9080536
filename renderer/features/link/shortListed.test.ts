import { expect, test } from 'vitest';
import { isAllListedHere } from './ShortListed.tsx';

test('V6: what the archive counts and does not list is not waited for, once all that it lists is here', () => {
  const shortList = { counted: 4, listed: 1 };
  expect(isAllListedHere({ state: 'partial', presentFrames: 1, expectedFrames: 1, shortList })).toBe(true);
  expect(isAllListedHere({ state: 'none', presentFrames: 0, expectedFrames: 1, shortList })).toBe(false);
  expect(isAllListedHere({ state: 'partial', presentFrames: 1, expectedFrames: 1 })).toBe(false);
});
