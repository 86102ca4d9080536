import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Random } from '#electron/base/world.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { openTestStore } from '#tests/fixtures/openStore.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';

const cuts = 20;
const sectorBytes = 512;

/**
 * What a power cut may leave: everything synced, and of what was written since, any sector kept, lost or never reached.
 * `records.db` is as it was (it is synced with each commit); the write-ahead log of `cache.db` may lose its end.
 */
function cutPower(directory: string, synced: ReadonlyMap<string, number>, random: Random): void {
  for (const name of readdirSync(join(directory, 'packs'))) {
    const path = join(directory, 'packs', name);
    const safe = synced.get(name) ?? 0;
    const bytes = readFileSync(path);
    for (let at = safe; at < bytes.length; at += sectorBytes) {
      if (random.fraction() < 0.05) bytes.fill(0, at, Math.min(at + sectorBytes, bytes.length));
    }
    const kept = random.fraction() < 0.5 ? bytes.length : safe + Math.floor(random.fraction() * (bytes.length - safe));
    writeFileSync(path, bytes.subarray(0, kept));
  }
  const log = join(directory, 'cache.db-wal');
  if (existsSync(log)) truncateSync(log, Math.floor(random.fraction() * statSync(log).size));
  // Shared memory is not on a disk.
  for (const name of ['cache.db-shm', 'records.db-shm']) rmSync(join(directory, name), { force: true });
}

it('F10 R2: after a power cut every synced frame is there, and every other one is exact or missing', async () => {
  await using world = await createTestWorld();
  const home = join(world.directory, 'home');
  const { cache, close } = await openTestStore(world, home);
  const size = (number: number): number => 500 + ((number * 104_729) % 60_000);
  const write = async (from: number, to: number, series: number): Promise<void> => {
    for (let number = from; number <= to; number += 1) {
      const written = await cache.writeFrame(frame(study(1), seriesUID(series), number, size(number)));
      expect(written.ok).toBe(true);
    }
  };
  // Thirty series are more than may be open: some packs are closed for good on the way.
  for (let series = 1; series <= 30; series += 1) await write(1, 2, series);
  expect((await cache.flush()).ok).toBe(true);
  await write(3, 8, 30);
  expect((await cache.flush()).ok).toBe(true);
  const packs = join(home, 'packs');
  const synced = new Map(readdirSync(packs).map((name) => [name, statSync(join(packs, name)).size]));
  await write(9, 20, 30);

  let [synchronised, recovered] = [0, 0];
  for (let cut = 0; cut < cuts; cut += 1) {
    const copy = join(world.directory, `cut-${cut}`);
    cpSync(home, copy, { recursive: true });
    cutPower(copy, synced, createTestRandom(cut));
    recovered += await countProven(copy);
    rmSync(copy, { recursive: true });
  }
  // 29 series of two frames and one of eight, after every cut.
  expect(synchronised).toBe(cuts * (29 * 2 + 8));
  // Some of what was never synced arrived after all and was found by reading on.
  expect(recovered).toBeGreaterThan(0);
  await close();

  /** Fails when a synced frame is missing or any frame is not exact; answers how many unsynced ones there are. */
  async function countProven(directory: string): Promise<number> {
    const after = await openTestStore(world, directory);
    let unsynced = 0;
    for (let series = 1; series <= 30; series += 1) {
      for (let number = 1; number <= (series === 30 ? 20 : 2); number += 1) {
        const found = await after.cache.readFrame(keyOf(study(1), seriesUID(series), number));
        const wanted = frame(study(1), seriesUID(series), number, size(number)).bytes;
        if (found) expect(Buffer.from(found.bytes).equals(wanted)).toBe(true);
        const wasSynced = number <= 8;
        if (wasSynced) {
          synchronised += 1;
          expect([series, number, found !== undefined]).toEqual([series, number, true]);
        } else if (found) unsynced += 1;
      }
    }
    await after.close();
    return unsynced;
  }
});
