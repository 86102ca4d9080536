import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';
import { digestOf } from './frameKeeper.ts';

const desk = new StoreDesk();

const key = keyOf(study(1), seriesUID(1), 1);
const first = frame(study(1), seriesUID(1), 1, 1_000);
const other = frame(study(1), seriesUID(1), 1, 2_000);
const jpeg = '1.2.840.10008.1.2.4.50' as TransferSyntaxUID;

function damagePacks(): void {
  for (const path of desk.packs()) {
    const bytes = readFileSync(path);
    for (let at = 80; at < bytes.length; at += 100) bytes[at]! ^= 1;
    writeFileSync(path, bytes);
  }
}

it.each([
  ['still in memory', async () => undefined],
  ['in the index', () => desk.cache.flush()],
])('V5: other bytes under a name that is here (%s) change nothing, and are told of', async (_where, before) => {
  expect(await desk.cache.writeFrame(first)).toEqual({
    ok: true,
    value: { digest: digestOf(first.bytes), kept: true },
  });
  await before();
  expect(await desk.cache.writeFrame(other)).toEqual({
    ok: true,
    value: { digest: digestOf(other.bytes), kept: false, differsFrom: digestOf(first.bytes) },
  });
  expect((await desk.cache.readFrame(key))?.digest).toBe(digestOf(first.bytes));
});

it.each(['damaged', 'deleted'])(
  'V5: other bytes in place of a copy that was %s are kept, and are told of, also after a restart',
  async (how) => {
    await desk.cache.writeFrame(first);
    await desk.cache.flush();
    if (how === 'damaged') damagePacks();
    else for (const path of desk.packs()) rmSync(path);
    await desk.reopen();
    expect(await desk.cache.readFrame(key)).toBeUndefined();
    await desk.reopen();
    expect(desk.cache.hasFrame(key)).toBe(false);
    expect(await desk.cache.writeFrame(other)).toMatchObject({
      value: { kept: true, differsFrom: digestOf(first.bytes) },
    });
    expect((await desk.cache.readFrame(key))?.digest).toBe(digestOf(other.bytes));
  },
);

it('V5: the same image in another syntax is no incident', async () => {
  await desk.cache.writeFrame(first);
  expect(await desk.cache.writeFrame({ ...other, transferSyntaxUID: jpeg })).toEqual({
    ok: true,
    value: { digest: digestOf(other.bytes), kept: true },
  });
});

it('V3: bytes that are no image count as missing, are refused when they come again, and others are taken', async () => {
  await desk.cache.writeFrame(first);
  expect(await desk.cache.condemnFrame(key, digestOf(other.bytes))).toEqual({ condemned: false, strikes: 0 });
  expect(desk.cache.hasFrame(key)).toBe(true);
  expect(await desk.cache.condemnFrame(key, digestOf(first.bytes))).toEqual({ condemned: true, strikes: 1 });
  expect([desk.cache.hasFrame(key), await desk.cache.readFrame(key)]).toEqual([false, undefined]);
  expect(desk.cache.presentFrames(study(1), seriesUID(1)).size).toBe(0);
  await desk.reopen();
  expect(await desk.cache.writeFrame(first)).toMatchObject({ ok: false, failure: { code: 'FrameNotDecodable' } });
  expect(await desk.cache.writeFrame(other)).toEqual({
    ok: true,
    value: { digest: digestOf(other.bytes), kept: true },
  });
  await desk.cache.flush();
  expect(await desk.cache.condemnFrame(key, digestOf(other.bytes))).toEqual({ condemned: true, strikes: 2 });
});

it('V3: what was checked is known after a restart, what was not is named, and other bytes are unchecked again', async () => {
  const second = frame(study(1), seriesUID(1), 2, 500);
  await desk.cache.writeFrame(first);
  await desk.cache.writeFrame(second);
  desk.cache.noteChecked(key, digestOf(first.bytes));
  desk.cache.noteChecked(second.key, digestOf(first.bytes));
  await desk.reopen();
  expect(desk.cache.listUnchecked(undefined, 9)).toEqual([second.key]);
  expect(desk.cache.listUnchecked(second.key, 9)).toEqual([]);
  await desk.cache.condemnFrame(key, digestOf(first.bytes));
  expect(desk.cache.listUnchecked(undefined, 9)).toEqual([second.key]);
  await desk.cache.writeFrame(other);
  await desk.cache.flush();
  expect(desk.cache.listUnchecked(undefined, 9)).toEqual([key, second.key]);
});

it('a disk below its floor takes no frame, and gives those that it has', async () => {
  await desk.cache.writeFrame(first);
  const whole = await desk.world.files.statfs(desk.world.directory);
  let bavail = 1;
  desk.world.files.statfs = (() => Promise.resolve({ ...whole, bavail })) as unknown as typeof desk.world.files.statfs;
  await desk.world.clock.advanceAsync(10_000);
  expect(desk.cache.disk).toMatchObject({ isLow: true, isExhausted: true });
  const second = frame(study(1), seriesUID(1), 2, 500);
  expect(await desk.cache.writeFrame(second)).toMatchObject({ ok: false, failure: { code: 'DiskFull' } });
  expect((await desk.cache.readFrame(key))?.digest).toBe(digestOf(first.bytes));
  bavail = whole.blocks;
  await desk.world.clock.advanceAsync(10_000);
  expect((await desk.cache.writeFrame(second)).ok).toBe(true);
});
