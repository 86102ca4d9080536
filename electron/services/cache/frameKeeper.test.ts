import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { digestOf } from './frameKeeper.ts';
import { createStudyCache, type RecoveringStudyCache } from './studyCache.ts';

let world: TestWorld;
let records: Records;
let cache: RecoveringStudyCache;

async function openCache(): Promise<RecoveringStudyCache> {
  const keys = testKeys();
  const opened = await createStudyCache({ world, records, directory: world.directory, keys });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}
beforeEach(async () => {
  world = await createTestWorld();
  const opened = await openRecords(world, world.directory, testKeys());
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  cache = await openCache();
});
afterEach(async () => {
  await cache.close();
  records.close();
  await world.remove();
});

const key = keyOf(study(1), seriesUID(1), 1);
const first = frame(study(1), seriesUID(1), 1, 1_000);
const other = frame(study(1), seriesUID(1), 1, 2_000);
const jpeg = '1.2.840.10008.1.2.4.50' as TransferSyntaxUID;

function damagePacks(): void {
  for (const name of readdirSync(join(world.directory, 'packs'))) {
    const path = join(world.directory, 'packs', name);
    const bytes = readFileSync(path);
    for (let at = 80; at < bytes.length; at += 100) bytes[at]! ^= 1;
    writeFileSync(path, bytes);
  }
}

it.each([
  ['still in memory', async () => undefined],
  ['in the index', () => cache.flush()],
])('V5: other bytes under a name that is here (%s) change nothing, and are told of', async (_where, before) => {
  expect(await cache.writeFrame(first)).toEqual({ ok: true, value: { digest: digestOf(first.bytes), kept: true } });
  await before();
  expect(await cache.writeFrame(other)).toEqual({
    ok: true,
    value: { digest: digestOf(other.bytes), kept: false, differsFrom: digestOf(first.bytes) },
  });
  expect((await cache.readFrame(key))?.digest).toBe(digestOf(first.bytes));
});

it.each(['damaged', 'deleted'])(
  'V5: other bytes in place of a copy that was %s are kept, and are told of, also after a restart',
  async (how) => {
    await cache.writeFrame(first);
    await cache.flush();
    if (how === 'damaged') damagePacks();
    else for (const name of readdirSync(join(world.directory, 'packs'))) rmSync(join(world.directory, 'packs', name));
    await cache.close();
    cache = await openCache();
    expect(await cache.readFrame(key)).toBeUndefined();
    await cache.close();
    cache = await openCache();
    expect(cache.hasFrame(key)).toBe(false);
    expect(await cache.writeFrame(other)).toMatchObject({
      value: { kept: true, differsFrom: digestOf(first.bytes) },
    });
    expect((await cache.readFrame(key))?.digest).toBe(digestOf(other.bytes));
  },
);

it('V5: the same image in another syntax is no incident', async () => {
  await cache.writeFrame(first);
  expect(await cache.writeFrame({ ...other, transferSyntaxUID: jpeg })).toEqual({
    ok: true,
    value: { digest: digestOf(other.bytes), kept: true },
  });
});

it('V3: bytes that are no image count as missing, are refused when they come again, and others are taken', async () => {
  await cache.writeFrame(first);
  expect(await cache.condemnFrame(key, digestOf(other.bytes))).toEqual({ condemned: false, strikes: 0 });
  expect(cache.hasFrame(key)).toBe(true);
  expect(await cache.condemnFrame(key, digestOf(first.bytes))).toEqual({ condemned: true, strikes: 1 });
  expect([cache.hasFrame(key), await cache.readFrame(key)]).toEqual([false, undefined]);
  expect(cache.presentFrames(study(1), seriesUID(1)).size).toBe(0);
  await cache.close();
  cache = await openCache();
  expect(await cache.writeFrame(first)).toMatchObject({ ok: false, failure: { code: 'FrameNotDecodable' } });
  expect(await cache.writeFrame(other)).toEqual({ ok: true, value: { digest: digestOf(other.bytes), kept: true } });
  await cache.flush();
  expect(await cache.condemnFrame(key, digestOf(other.bytes))).toEqual({ condemned: true, strikes: 2 });
});

it('V3: what was checked is known after a restart, what was not is named, and other bytes are unchecked again', async () => {
  const second = frame(study(1), seriesUID(1), 2, 500);
  await cache.writeFrame(first);
  await cache.writeFrame(second);
  cache.noteChecked(key, digestOf(first.bytes));
  cache.noteChecked(second.key, digestOf(first.bytes));
  await cache.close();
  cache = await openCache();
  expect(cache.listUnchecked(undefined, 9)).toEqual([second.key]);
  expect(cache.listUnchecked(second.key, 9)).toEqual([]);
  await cache.condemnFrame(key, digestOf(first.bytes));
  expect(cache.listUnchecked(undefined, 9)).toEqual([second.key]);
  await cache.writeFrame(other);
  await cache.flush();
  expect(cache.listUnchecked(undefined, 9)).toEqual([key, second.key]);
});

it('a disk below its floor takes no frame, and gives those that it has', async () => {
  await cache.writeFrame(first);
  const whole = await world.files.statfs(world.directory);
  let bavail = 1;
  world.files.statfs = (() => Promise.resolve({ ...whole, bavail })) as unknown as typeof world.files.statfs;
  await world.clock.advanceAsync(10_000);
  expect(cache.disk).toMatchObject({ isLow: true, isExhausted: true });
  const second = frame(study(1), seriesUID(1), 2, 500);
  expect(await cache.writeFrame(second)).toMatchObject({ ok: false, failure: { code: 'DiskFull' } });
  expect((await cache.readFrame(key))?.digest).toBe(digestOf(first.bytes));
  bavail = whole.blocks;
  await world.clock.advanceAsync(10_000);
  expect((await cache.writeFrame(second)).ok).toBe(true);
});
