import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { askWithin } from './askWithin.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.remove());

it('V8: a signer waits for the archive, but not for longer than a moment', async () => {
  expect(await askWithin(world.clock, 4_000, async () => true)).toBe(true);
  expect(await askWithin(world.clock, 4_000, async () => false)).toBe(false);
  const silent = askWithin(world.clock, 4_000, () => new Promise(() => undefined));
  await world.clock.advanceAsync(4_000);
  expect(await silent).toBe(false);
  await expect(askWithin(world.clock, 4_000, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
});
