import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { AccessKeys } from './accessKeys.ts';
import { forgetDoor, keepDoor, readLastDoor } from './lastDoor.ts';

let directory: string;
let now = Date.UTC(2026, 10, 22);
const world = { files: systemFiles, clock: { ...systemClock, now: () => now }, random: systemRandom };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'durbeen-door-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the tokens of a host that was killed open the next one, for a day, and none of them is on the disk', async () => {
  const before = new AccessKeys(world);
  const token = before.exchange(before.newCode()) ?? '';
  await keepDoor(world, directory, { port: 40_123, digests: before.digests });
  const written = await readFile(join(directory, 'door.json'), 'utf8');
  expect(written).not.toContain(token);
  expect((await stat(join(directory, 'door.json'))).mode & 0o777).toBe(0o600);

  const last = await readLastDoor(world, directory);
  expect(last?.port).toBe(40_123);
  const after = new AccessKeys(world, last?.digests);
  expect([after.isToken(token), after.isToken(`${token}x`), after.isToken(last?.digests[0])]).toEqual([
    true,
    false,
    false,
  ]);
  expect(new AccessKeys(world).isToken(token)).toBe(false);

  now += 24 * 3_600_000;
  expect(await readLastDoor(world, directory)).toBeUndefined();
  now -= 25 * 3_600_000;
  expect(await readLastDoor(world, directory)).toBeUndefined();
});

test('a host that was told to stop opens to no token again; a door that cannot be read is none', async () => {
  expect(await readLastDoor(world, directory)).toBeUndefined();
  await keepDoor(world, directory, { port: 40_123, digests: ['a'.repeat(64)] });
  expect(await readLastDoor(world, directory)).toBeDefined();
  await forgetDoor(world, directory);
  expect(await readLastDoor(world, directory)).toBeUndefined();
  await keepDoor(world, directory, { port: 40_123, digests: ['not a digest'] });
  expect(await readLastDoor(world, directory)).toBeUndefined();
});

test('of many starts the last four tokens open', async () => {
  const digests = Array.from({ length: 9 }, (_, index) => index.toString(16).repeat(64));
  await keepDoor(world, directory, { port: 40_123, digests });
  expect((await readLastDoor(world, directory))?.digests).toEqual(digests.slice(0, 4));
});
