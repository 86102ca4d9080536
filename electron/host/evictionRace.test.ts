import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { RecoveringStudyCache } from '#electron/services/cache/studyCache.ts';
import type { Records } from '#electron/services/records/index.ts';
import { succeed } from '#shared/base/result.ts';
import { frame, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { openTestCache, openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, settle, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { CacheRoom } from './cacheRoom.ts';

let world: TestWorld;
let records: Records;
let cache: RecoveringStudyCache;
/** While it is not undefined, the disk brings nothing to rest. */
let busy: Promise<void> | undefined;

/** The files of `world`, whose disk may be busy. */
function withBusyDisk(): World {
  const open: World['files']['open'] = async (...asked) => {
    const handle = await world.files.open(...asked);
    const sync = handle.datasync.bind(handle);
    handle.datasync = async () => {
      await busy;
      await sync();
    };
    return handle;
  };
  return { ...world, files: Object.assign(Object.create(world.files) as World['files'], { open }) };
}

beforeEach(async () => {
  world = await createTestWorld();
  records = await openTestRecords(world, world.directory);
  cache = await openTestCache(withBusyDisk(), world.directory, records);
});
afterEach(async () => {
  await cache.close();
  records.close();
  await world.remove();
});

it.each(['opened', 'begun'])(
  'O12: a study that is %s while its removal waits for the disk stays whole',
  async (how) => {
    cache.saveSeries(study(1), seriesOf(seriesUID(1), 5));
    for (let number = 1; number <= 5; number += 1) await cache.writeFrame(frame(study(1), seriesUID(1), number, 5000));
    await cache.flush();
    await cache.writeFrame(frame(study(2), seriesUID(2), 1, 5000));
    let goOn = () => {};
    busy = new Promise((resolve) => {
      goOn = resolve;
    });
    const flushing = cache.flush();
    // Something of the study itself is on its way to the disk too, and is waited for.
    const writing = cache.writeFrame(frame(study(1), seriesUID(1), 6, 5_000_000));
    let standing: { readonly isOpen: boolean; readonly report: 'delivered' | 'begun' } = {
      isOpen: false,
      report: 'delivered',
    };
    const told: string[] = [];
    const room = new CacheRoom({
      clock: world.clock,
      cache,
      limitBytes: () => 1000,
      keepReadDays: () => 0,
      standingOf: ({ studyInstanceUID }) => ({
        isAssigned: studyInstanceUID !== study(1).studyInstanceUID,
        isGone: false,
        firstSeenAt: 0,
        ...(studyInstanceUID === study(1).studyInstanceUID ? standing : { isOpen: true, report: 'none' as const }),
      }),
      audit: {
        record: (action) => {
          told.push(action);
          return succeed(undefined);
        },
      },
      log: silentLog,
      onEvicted: () => told.push('evicted'),
      onChanged: () => {},
    });
    room.check();
    standing = how === 'opened' ? { isOpen: true, report: 'delivered' } : { isOpen: false, report: 'begun' };
    await settle();
    goOn();
    await Promise.all([flushing, writing]);
    await room.stop();
    expect(told).toEqual([]);
    expect(cache.countFrames(study(1))).toMatchObject([{ presentFrames: 6 }]);
  },
);
