import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { startHost } from './hostInTest.ts';

it('P8: refuses to live in a folder that a service copies elsewhere, says which, and leaves nothing in it', async () => {
  await using world = await createTestWorld();
  const folder = join(world.directory, 'OneDrive - City Hospital');
  expect(await startHost(folder)).toEqual({
    ok: false,
    failure: { code: 'FolderSynced', details: { service: 'OneDrive' } },
  });
  expect(existsSync(folder)).toBe(false);
  const marked = join(world.directory, 'notes');
  mkdirSync(join(marked, '.stfolder'), { recursive: true });
  expect(await startHost(marked)).toMatchObject({
    failure: { code: 'FolderSynced', details: { service: 'Syncthing' } },
  });
  expect(readdirSync(marked)).toEqual(['.stfolder']);
});

it('refuses a share and a disk that cannot keep it safe', async () => {
  await using world = await createTestWorld();
  const onShare = await startHost(world.directory, { findTrouble: async () => ({ kind: 'network' }) });
  expect(onShare).toEqual({ ok: false, failure: { code: 'FolderOnNetwork' } });
  const onStick = await startHost(world.directory, {
    findTrouble: async () => ({ kind: 'unfit', fileSystem: 'vfat' }),
  });
  expect(onStick).toEqual({ ok: false, failure: { code: 'FolderUnfit', details: { fileSystem: 'vfat' } } });
  expect(readdirSync(world.directory)).toEqual([]);
});
