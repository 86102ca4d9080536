import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import { frame, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createStudyCache, type RecoveringStudyCache } from './studyCache.ts';

let world: TestWorld;
let records: Records;
let cache: RecoveringStudyCache;
const keys = testKeys();

async function openCache(): Promise<RecoveringStudyCache> {
  const result = await createStudyCache({ world, records, directory: world.directory, keys });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
async function reopen(): Promise<void> {
  await cache.close();
  cache = await openCache();
}
async function write(number: number, size = 1000, of = study(1), series = seriesUID(1)): Promise<void> {
  const result = await cache.writeFrame(frame(of, series, number, size));
  if (!result.ok) throw new Error(result.failure.code);
}

beforeEach(async () => {
  world = await createTestWorld();
  const opened = await openRecords(world, world.directory, keys);
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  cache = await openCache();
});
afterEach(async () => {
  await cache.close();
  records.close();
  await world.remove();
});

describe('what the cache says of itself', () => {
  it('O12: says what each study takes, as before after a restart, and nothing of what is gone', async () => {
    await write(1, 5_000);
    await write(2, 5_000, study(1), seriesUID(3));
    await write(1, 1_000, study(2), seriesUID(2));
    const check = (): void => {
      const sizes = new Map(cache.listSizes().map((one) => [one.study.studyInstanceUID, one.bytes]));
      expect([...sizes.keys()].sort()).toEqual([study(1), study(2)].map((one) => one.studyInstanceUID).sort());
      expect(sizes.get(study(1).studyInstanceUID)).toBeGreaterThan(10_000);
      expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(cache.usedBytes());
    };
    check();
    await reopen();
    check();
    await cache.removeStudy(study(1));
    expect(cache.listSizes().map((one) => one.study)).toEqual([study(2)]);
  });

  it('C1: tells of the frames whose pack would not come to rest, and no longer counts them', async () => {
    cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
    await cache.flush();
    const lost: number[] = [];
    cache.onLost((keys) => lost.push(...keys.map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)))));
    await write(1);
    await write(2);
    const lift = world.files.failWhen({ operation: 'datasync', code: 'EIO', path: /packs\// });
    await cache.flush();
    lift();
    expect(lost).toEqual([1, 2]);
    expect(cache.countFrames(study(1))[0]?.presentFrames).toBe(0);
    await write(3);
    await cache.flush();
    expect(lost).toEqual([1, 2]);
    expect(cache.countFrames(study(1))[0]?.presentFrames).toBe(1);
  });

  it('V6: takes a list that is read again though the clock was set back, and keeps it when the index is lost', async () => {
    cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
    world.clock.jumpTo(world.clock.now() - 3 * 86_400_000);
    cache.saveSeries(study(1), seriesOf(seriesUID(1), 5));
    const read = () => cache.readSeries(study(1)).map(({ instances }) => instances.length);
    expect(read()).toEqual([5]);
    expect(cache.countFrames(study(1))).toMatchObject([{ instances: 5 }]);
    await cache.close();
    rmSync(join(world.directory, 'cache.db'));
    cache = await openCache();
    await cache.recovered();
    expect(read()).toEqual([5]);
  });

  it('opens no pack once it is closed, for whoever was left behind at the end', async () => {
    await write(1);
    const late = cache.writeFrame(frame(study(1), seriesUID(1), 2, 1_000));
    await cache.close();
    expect((await late).ok).toBe(true);
    const opened = () => world.files.operations.filter((one) => one.startsWith('open ')).length;
    const before = opened();
    expect(await cache.writeFrame(frame(study(2), seriesUID(2), 1, 1_000))).toMatchObject({ ok: false });
    expect(opened()).toBe(before);
  });
});
