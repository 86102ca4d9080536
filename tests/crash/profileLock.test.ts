import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockProfile } from '#electron/base/database/profileLock.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';

it('K12: a second process is told that the profile is in use; a kill of the first frees it', async () => {
  await using world = await createTestWorld();
  const inUse = { ok: false, failure: { code: 'ProfileInUse' } };
  const first = await startHolder(world.directory);
  expect(first.said).toBe('held');
  expect(lockProfile(world.directory)).toEqual(inUse);
  expect((await startHolder(world.directory)).said).toBe('ProfileInUse');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const lock = lockProfile(world.directory);
  expect(lock.ok).toBe(true);
  // Within one process as well.
  expect(lockProfile(world.directory)).toEqual(inUse);
  if (lock.ok) lock.value.release();
  const again = lockProfile(world.directory);
  expect(again.ok).toBe(true);
  if (again.ok) again.value.release();
});

async function startHolder(directory: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lockChild.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}
