import { expect, it } from 'vitest';
import type { Files } from '#electron/base/world.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { floorBytesOf, watchDiskSpace } from './diskSpace.ts';

const gibibyte = 2 ** 30;

function disk(sizeBytes: number, freeBytes: number) {
  const state = { freeBytes, asked: 0, fails: false };
  const statfs = async () => {
    state.asked += 1;
    if (state.fails) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    return { bsize: 4096, blocks: sizeBytes / 4096, bavail: state.freeBytes / 4096 };
  };
  return { state, files: { statfs } as unknown as Pick<Files, 'statfs'> };
}

async function watch(size: number, free: number, used = 0) {
  const clock = createTestClock();
  const { state, files } = disk(size, free);
  const changes: number[] = [];
  const onChanged = () => void changes.push(state.freeBytes);
  const space = await watchDiskSpace({ clock, files, directory: '/d', usedBytes: () => used, onChanged });
  return { clock, state, space, changes };
}

it('O12: the cache may take a fifth of what would be free without it, however often it is started', async () => {
  const first = await watch(500 * gibibyte, 100 * gibibyte);
  expect(first.space.quotaBytes).toBe(20 * gibibyte);
  // Started again with 20 GiB taken: the same quota, not less.
  const second = await watch(500 * gibibyte, 80 * gibibyte, 20 * gibibyte);
  expect(second.space.quotaBytes).toBe(20 * gibibyte);
  second.state.freeBytes = 10 * gibibyte;
  await second.space.look();
  expect(second.space.quotaBytes).toBe(20 * gibibyte);
});

it('O12: the floor is 2 GiB, or a twentieth of a small disk', () => {
  expect([floorBytesOf(500 * gibibyte), floorBytesOf(16 * gibibyte)]).toEqual([2 * gibibyte, 0.8 * gibibyte]);
});

it('says when the disk runs low, when hardly anything is left, and when there is room again', async () => {
  const { clock, state, space, changes } = await watch(500 * gibibyte, 10 * gibibyte);
  expect([space.isLow, space.isExhausted]).toEqual([false, false]);
  const at = async (free: number) => {
    state.freeBytes = free;
    await clock.advanceAsync(10_000);
    return [space.isLow, space.isExhausted];
  };
  expect(await at(1.9 * gibibyte)).toEqual([true, false]);
  // Just above the floor is not room yet.
  expect(await at(2.1 * gibibyte)).toEqual([true, false]);
  expect(await at(0.4 * gibibyte)).toEqual([true, true]);
  expect(await at(5 * gibibyte)).toEqual([false, false]);
  expect(changes).toEqual([1.9, 0.4, 5].map((part) => part * gibibyte));
});

it('looks again after 64 MiB, for a disc is copied faster than ten seconds pass', async () => {
  const { state, space } = await watch(500 * gibibyte, 10 * gibibyte);
  state.freeBytes = gibibyte;
  space.noteWritten(63 * 2 ** 20);
  await settle();
  expect([state.asked, space.isLow]).toEqual([1, false]);
  space.noteWritten(2 ** 20);
  await settle();
  expect([state.asked, space.isLow]).toEqual([2, true]);
});

it('a disk that does not say limits nothing, and is asked again', async () => {
  const clock = createTestClock();
  const { state, files } = disk(500 * gibibyte, 10 * gibibyte);
  state.fails = true;
  const onChanged = () => undefined;
  const space = await watchDiskSpace({ clock, files, directory: '/d', usedBytes: () => 0, onChanged });
  expect([space.quotaBytes, space.isLow]).toEqual([Number.POSITIVE_INFINITY, false]);
  state.fails = false;
  await clock.advanceAsync(10_000);
  expect(space.quotaBytes).toBe(2 * gibibyte);
  space.stop();
  await clock.advanceAsync(60_000);
  expect(state.asked).toBe(2);
});
