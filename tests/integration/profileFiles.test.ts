import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startHost, valueIn } from './hostInTest.ts';

it('the lock of a profile can be read by its owner alone, as all else of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-files-'));
  const host = valueIn(await startHost(folder, { startPractice: () => Promise.reject(new Error('not wanted here')) }));
  expect(((await stat(join(folder, 'data', 'profile.lock'))).mode & 0o777).toString(8)).toBe('600');
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});
