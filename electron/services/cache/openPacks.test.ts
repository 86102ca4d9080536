import type { FileHandle } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import { keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';
import { createFrameKeeper, digestOf, type FrameKeeperParts } from './frameKeeper.ts';

const desk = new StoreDesk();

/** Every pack that was opened for reading from now on; a closed one has no descriptor any more. */
function watchReaders(): { readonly opened: number; readonly open: number } {
  const handles: FileHandle[] = [];
  const { open } = desk.world.files;
  vi.spyOn(desk.world.files, 'open').mockImplementation(async (path, flags, mode) => {
    const handle = await open(path, flags, mode);
    if (flags === 'r') handles.push(handle);
    return handle;
  });
  return {
    get opened() {
      return handles.length;
    },
    get open() {
      return handles.filter(({ fd }) => fd >= 0).length;
    },
  };
}
const read = (number: number) => desk.cache.readFrame(keyOf(study(1), seriesUID(1), number));

it('a pack is opened once for all who read it, and closed when nobody has for two seconds', async () => {
  for (let number = 1; number <= 20; number += 1) await desk.write(number);
  await desk.cache.flush();
  const readers = watchReaders();
  const frames = await Promise.all(Array.from({ length: 20 }, (_, index) => read(index + 1)));
  await read(1);
  expect([frames.filter(Boolean).length, readers.opened, readers.open]).toEqual([20, 1, 1]);
  await desk.world.clock.advanceAsync(2_000);
  await expect.poll(() => readers.open).toBe(0);
  expect(await read(2)).toBeDefined();
  expect(readers.opened).toBe(2);
});

it('of many packs, few are open at once', async () => {
  for (let series = 1; series <= 30; series += 1) await desk.write(1, 1000, study(1), seriesUID(series));
  await desk.cache.flush();
  const readers = watchReaders();
  for (let series = 1; series <= 30; series += 1) {
    expect(await desk.cache.readFrame(keyOf(study(1), seriesUID(series), 1))).toBeDefined();
  }
  await expect.poll(() => [readers.opened, readers.open]).toEqual([30, 24]);
});

it('C6: what is removed while it is being read is closed, and opens no more', async () => {
  for (let number = 1; number <= 3; number += 1) await desk.write(number);
  await desk.cache.flush();
  const readers = watchReaders();
  await read(1);
  const reading = [read(1), read(2)];
  await desk.cache.removeStudy(study(1));
  await Promise.all(reading);
  expect([readers.opened, readers.open]).toEqual([1, 0]);
  expect([await read(3), desk.packs(), readers.opened]).toEqual([undefined, [], 1]);
});

it('F9: a digest that is not of its bytes is a miss, at the first read and whenever all is read through', async () => {
  const key = keyOf(study(1), seriesUID(1), 1);
  const place = { packId: 'one', firstChunk: 0, offset: 64, sealedBytes: 100 };
  const bytes = new Uint8Array([1, 2, 3]);
  const fidelity = { transfer: 'lossless' as const, lossyAtSource: false };
  const header = {
    kind: 'frame' as const,
    key,
    transferSyntaxUID: '1.2.3' as never,
    fidelity,
    digest: digestOf(bytes),
  };
  const pendingRow = () => ({ key, place, receipt: { digest: header.digest, transferSyntaxUID: '1.2.3' } });
  let handedOut = bytes;
  const keeperOf = () =>
    createFrameKeeper({
      reader: { read: () => Promise.resolve({ header, bytes: handedOut }) },
      appender: { pendingRow, forgetPending: () => undefined },
      index: { ask: (_question: unknown, otherwise: unknown) => otherwise },
      log: silentLog,
      mayGrow: () => true,
      replaced: { eraOf: () => 0, drop: () => ({ ok: true, value: undefined }) },
    } as unknown as FrameKeeperParts);
  const keeper = keeperOf();
  expect((await keeper.readFrame(key))?.digest).toBe(header.digest);
  handedOut = new Uint8Array([1, 2, 4]);
  expect([await keeper.proves(key, place), await keeper.readFrame(key), await keeperOf().readFrame(key)]).toEqual([
    false,
    undefined,
    undefined,
  ]);
});
