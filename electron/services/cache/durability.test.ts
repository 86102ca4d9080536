import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Files, systemFiles } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { frame, keyOf, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { openTestCache, openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import type { RecoveringStudyCache } from './studyCache.ts';

const mebibyte = 2 ** 20;
let world: TestWorld;
let records: Records;
let cache: RecoveringStudyCache;

async function open(files: Files = world.files): Promise<RecoveringStudyCache> {
  records = await openTestRecords(world, world.directory);
  return openTestCache({ ...world, files }, world.directory, records);
}
async function reopen(): Promise<void> {
  await cache.close();
  records.close();
  cache = await open();
  await cache.recovered();
}
const write = async (number: number, size: number, series = 1, of = 1) =>
  cache.writeFrame(frame(study(of), seriesUID(series), number, size));
const isWhole = async (number: number, size: number, series = 1, of = 1) => {
  const found = await cache.readFrame(keyOf(study(of), seriesUID(series), number));
  if (!found) return false;
  expect(Buffer.from(found.bytes).equals(frame(study(of), seriesUID(series), number, size).bytes)).toBe(true);
  return true;
};
const packPaths = () => readdirSync(join(world.directory, 'packs')).map((name) => join(world.directory, 'packs', name));
const syncs = () => world.files.operations.filter((operation) => operation.startsWith('datasync')).length;

beforeEach(async () => {
  world = await createTestWorld();
  cache = await open();
});
afterEach(async () => {
  await cache.close();
  records.close();
  await world.remove();
});

it('C1: comes to rest every 8 MiB however fast it comes, and every two seconds however little', async () => {
  for (let number = 1; number <= 7; number += 1) await write(number, mebibyte);
  await world.files.quiet();
  expect(syncs()).toBe(0);
  await write(8, mebibyte);
  await world.files.quiet();
  expect(syncs()).toBe(1);
  await write(9, 10);
  await world.clock.advanceAsync(1_999);
  await world.files.quiet();
  expect(syncs()).toBe(1);
  await world.clock.advanceAsync(1);
  await world.files.quiet();
  expect(syncs()).toBe(2);
});

it('C2: never more than 8 MiB and the frame at hand wait for the disk, whatever comes', async () => {
  let [unsynced, most] = [0, 0];
  const open_: Files['open'] = async (path, ...rest) => {
    const handle: FileHandle = await world.files.open(path, ...rest);
    const datasync = handle.datasync.bind(handle);
    handle.datasync = async () => {
      unsynced = 0;
      await datasync();
    };
    return handle;
  };
  await cache.close();
  records.close();
  cache = await open({ ...world.files, open: open_ });
  for (let number = 1; number <= 60; number += 1) {
    await write(number, 700_000);
    unsynced += 700_000;
    most = Math.max(most, unsynced);
    await world.files.quiet();
  }
  expect(most).toBeGreaterThan(7 * mebibyte);
  expect(most).toBeLessThan(8 * mebibyte + 3 * 700_000);
});

it('C1: stopped between any two steps of keeping a frame, what was acknowledged is there and what was not is no half frame', async () => {
  let [stops, acknowledged] = [0, 0];
  for (let last = 0; last < 16; last += 1) {
    const [of, size] = [100 + last, 300_000];
    let left = Number.POSITIVE_INFINITY;
    const stop = Object.assign(new Error('EIO'), { code: 'EIO' });
    const guard = <Value>(work: () => Promise<Value>): Promise<Value> => {
      left -= 1;
      return left < 0 ? Promise.reject(stop) : work();
    };
    const open_: Files['open'] = async (path, ...rest) => {
      const handle = await guard(() => systemFiles.open(path, ...rest));
      return new Proxy(handle, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name, target);
          if (typeof member !== 'function') return member;
          const call = member.bind(target) as (...args: unknown[]) => Promise<unknown>;
          return name === 'close' ? call : (...args: unknown[]) => guard(() => call(...args));
        },
      });
    };
    await cache.close();
    records.close();
    cache = await open({ ...systemFiles, open: open_ });
    left = last;
    const kept = new Set<number>();
    for (const number of [1, 2]) if ((await write(number, size, of, of)).ok) kept.add(number);
    const flushed = await cache.flush();
    if (left < 0) stops += 1;
    // Gone without a word, as a kill is: nothing of the old cache is closed in order.
    cache = await open();
    await cache.recovered();
    for (const number of [1, 2]) {
      const isHere = await isWhole(number, size, of, of);
      if (kept.has(number) && flushed.ok) acknowledged += 1;
      if (kept.has(number)) expect([last, number, isHere]).toEqual([last, number, true]);
    }
  }
  expect([stops >= 4, acknowledged > 10]).toEqual([true, true]);
});

it('C3: a tail that is torn or spoilt up to 8 MiB back keeps what verifies, and the pack takes nothing more', async () => {
  for (let trial = 0; trial < 8; trial += 1) {
    const series = 200 + trial;
    const known = new Set(packPaths());
    for (let number = 1; number <= 20; number += 1) await write(number, 500_000, series, series);
    await cache.flush();
    const path = packPaths().find((each) => !known.has(each)) ?? '';
    // Ended without a word: the pack counts as open.
    records.database.prepare('UPDATE series_pack SET closed = 0').run();
    await cache.close();
    records.database.prepare('UPDATE series_pack SET closed = 0').run();
    records.close();
    const size = statSync(path).size;
    const from = size - Math.floor(world.random.fraction() * 8 * mebibyte);
    if (trial % 2 === 0) truncateSync(path, from);
    else {
      const bytes = readFileSync(path);
      for (let at = from; at < size; at += 40_000) bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    }
    // The index may be behind as well.
    if (trial >= 4)
      for (const name of ['cache.db', 'cache.db-wal']) rmSync(join(world.directory, name), { force: true });
    cache = await open();
    await cache.recovered();
    const before = Math.floor((from - 64) / ((size - 64) / 20));
    for (let number = 1; number <= before; number += 1) {
      expect([trial, number, await isWhole(number, 500_000, series, series)]).toEqual([trial, number, true]);
    }
    const packs = packPaths().length;
    await write(21, 1_000, series, series);
    expect(packPaths().length).toBe(packs + 1);
    expect(await isWhole(21, 1_000, series, series)).toBe(true);
  }
});

it('C4: an older records.db that was copied back costs the packs whose keys it lacks, and only those', async () => {
  cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
  for (const number of [1, 2, 3]) await write(number, 20_000);
  await cache.close();
  records.close();
  const aside = join(world.directory, 'aside');
  cpSync(join(world.directory, 'records.db'), aside);
  cache = await open();
  for (const number of [1, 2, 3]) await write(number, 20_000, 2, 2);
  await cache.close();
  records.close();
  for (const name of ['records.db-wal', 'records.db-shm']) rmSync(join(world.directory, name), { force: true });
  cpSync(aside, join(world.directory, 'records.db'));
  cache = await open();
  await cache.recovered();
  for (const number of [1, 2, 3]) {
    expect([await isWhole(number, 20_000), await isWhole(number, 20_000, 2, 2)]).toEqual([true, false]);
  }
  expect(cache.countFrames(study(1))[0]).toMatchObject({ presentFrames: 3, expectedFrames: 3 });
  // The others are fetched again, under a new key.
  expect((await write(1, 20_000, 2, 2)).ok).toBe(true);
  await reopen();
  expect(await isWhole(1, 20_000, 2, 2)).toBe(true);
});

it('C6: after a study was let go of the log of the precious database is empty, and deleted rows are overwritten', async () => {
  await write(1, 1_000);
  await cache.flush();
  await cache.removeStudy(study(1));
  expect(statSync(join(world.directory, 'records.db-wal')).size).toBe(0);
  expect(records.database.pragma('secure_delete', { simple: true })).toBe(1);
});
