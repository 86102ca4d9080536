import { expect, test } from 'vitest';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { AccessKeys } from './accessKeys.ts';

test('G3 a code opens once, and not after 30 s', () => {
  let now = 0;
  const keys = new AccessKeys({ clock: { ...systemClock, monotonicMs: () => now }, random: systemRandom });
  const [first, late] = [keys.newCode(), keys.newCode()];
  now = 29_999;
  const token = keys.exchange(first);
  expect(keys.isToken(token)).toBe(true);
  expect(keys.exchange(first)).toBeUndefined();
  now = 30_001;
  expect(keys.exchange(late)).toBeUndefined();
  expect([keys.isToken(undefined), keys.isToken(''), keys.isToken(first)]).toEqual([false, false, false]);
});
