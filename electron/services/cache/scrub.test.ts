import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import { keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';

const desk = new StoreDesk();
let lost: FrameKey[];
let mayRun: boolean;
let readBefore: number;
const day = 86_400_000;

function startScrub(): void {
  desk.cache.onLost((keys) => lost.push(...keys));
  desk.cache.startScrub(() => mayRun);
}
beforeEach(async () => {
  [lost, mayRun] = [[], true];
  startScrub();
  for (const series of [1, 2]) {
    for (let number = 1; number <= 40; number += 1) await desk.write(number, 30_000, study(1), seriesUID(series));
  }
  await desk.cache.flush();
  readBefore = allReads();
});

const allReads = () => desk.world.files.operations.filter((operation) => operation.startsWith('read ')).length;
/** Since the frames were written. */
const reads = () => allReads() - readBefore;
/** Lets the clock run in small steps; after each, what it set going on the real disk comes to its end. */
async function wait(milliseconds: number, stepMs = 500): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += stepMs) {
    await desk.world.clock.advanceAsync(stepMs);
    await desk.world.files.quiet();
  }
}

function damage(series: number, number: number): FrameKey {
  const name = packOf(series);
  const path = join(desk.world.directory, 'packs', name);
  const bytes = readFileSync(path);
  const record = (bytes.length - 64) / 40;
  bytes[Math.floor(64 + record * (number - 1) + record / 2)]! ^= 4;
  writeFileSync(path, bytes);
  return keyOf(study(1), seriesUID(series), number);
}
function packOf(series: number): string {
  const rows = desk.records.database
    .prepare('SELECT pack_id FROM series_pack JOIN series_key USING (key_id) WHERE series_instance_uid = ?')
    .all(seriesUID(series)) as { pack_id: string }[];
  return rows[0]!.pack_id;
}

it('finds a flipped bit that nobody asked for, and tells of that frame and no other', async () => {
  const spoilt = [damage(1, 7), damage(2, 33)];
  expect(spoilt.every((key) => desk.cache.hasFrame(key))).toBe(true);
  await wait(60_000);
  expect(lost.map(frameId).sort()).toEqual(spoilt.map(frameId).sort());
  expect(spoilt.some((key) => desk.cache.hasFrame(key))).toBe(false);
  expect([...desk.cache.presentFrames(study(1), seriesUID(1)).keys()]).toHaveLength(39);
});

it('reads everything once, then nothing for a month, then everything again', async () => {
  await wait(60_000);
  const once = reads();
  expect(once).toBeGreaterThanOrEqual(80);
  await wait(29 * day, day / 4);
  expect(reads()).toBe(once);
  const spoilt = damage(2, 5);
  await wait(2 * day, 3_600_000);
  expect(lost.map(frameId)).toEqual([frameId(spoilt)]);
});

it('what was read by a clock that stood years ahead is read again once it is right, and then not for a month', async () => {
  const right = desk.world.clock.now();
  desk.world.clock.jumpTo(right + 4_000 * day);
  await wait(60_000);
  const once = reads();
  expect(once).toBeGreaterThanOrEqual(80);
  desk.world.clock.jumpTo(right + day);
  const spoilt = damage(1, 9);
  await wait(2 * day, 3_600_000);
  expect(lost.map(frameId)).toEqual([frameId(spoilt)]);
  const twice = reads();
  await wait(20 * day, day / 4);
  expect(reads()).toBe(twice);
});

it('reads no more than two megabytes a second', async () => {
  await wait(30_000, 30_000);
  const before = reads();
  await wait(500, 100);
  // 80 frames of 30 kB, each by its header and its bytes: 2.4 MB do not fit into half a second.
  expect(reads() - before).toBeLessThan(80);
});

it('rests while somebody reads, and goes on where it was, also after a restart', async () => {
  mayRun = false;
  await wait(300_000, 30_000);
  expect(reads()).toBe(0);
  mayRun = true;
  await wait(30_500);
  mayRun = false;
  await wait(1_000);
  const part = reads();
  expect(part).toBeGreaterThan(0);
  await desk.reopen();
  startScrub();
  mayRun = true;
  const before = reads();
  await wait(60_000);
  // Both parts together are one reading of everything: two reads a frame.
  expect(part + reads() - before).toBeLessThanOrEqual(2 * 80 + 4);
  const rows = await scrubbed();
  expect(rows).toHaveLength(2);
});

it('a file that is held for a moment is not a lost frame', async () => {
  const lift = desk.world.files.failWhen({ operation: 'open', code: 'EACCES', path: /packs\//, times: 1 });
  await wait(60_000);
  lift();
  expect([lost, desk.cache.presentFrames(study(1), seriesUID(1)).size]).toEqual([[], 40]);
});

async function scrubbed(): Promise<readonly unknown[]> {
  await desk.cache.close();
  const { openIndex } = await import('./openIndex.ts');
  const { silentLog } = await import('#electron/base/logging/log.ts');
  const index = await openIndex(desk.world.files, desk.world.directory, testKeys().cacheDatabase, silentLog);
  if (!index.ok) throw new Error(index.failure.code);
  const rows = index.value.database.prepare('SELECT * FROM scrubbed WHERE proven_at > 0 AND next_offset = 0').all();
  index.value.close(true);
  await desk.openCache();
  startScrub();
  return rows;
}

it('has nothing to say of an empty folder', async () => {
  await desk.cache.removeStudy(study(1));
  expect(readdirSync(join(desk.world.directory, 'packs'))).toEqual([]);
  await wait(60_000, 10_000);
  expect(lost).toEqual([]);
});
