import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { frame, keyOf, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';

const desk = new StoreDesk();
const write = desk.write.bind(desk);
const packs = desk.packs.bind(desk);
const rle = '1.2.840.10008.1.2.5' as TransferSyntaxUID;
const read = (number: number, of = study(1), series = seriesUID(1)) => desk.cache.readFrame(keyOf(of, series, number));

describe('frames', () => {
  it('are the same bytes again, before and after they are indexed, and after a restart', async () => {
    // Around the size of a chunk, where an error by one would show.
    const sizes = [0, 1, 1000, 262_143, 262_144, 262_145, 700_000];
    for (const [index, size] of sizes.entries()) await write(index + 1, size);
    const check = async (): Promise<void> => {
      for (const [index, size] of sizes.entries()) {
        const original = frame(study(1), seriesUID(1), index + 1, size);
        expect(await read(index + 1)).toEqual({
          ...original,
          digest: createHash('sha256').update(original.bytes).digest('hex'),
        });
      }
    };
    await check();
    expect((await desk.cache.flush()).ok).toBe(true);
    await check();
    await desk.reopen();
    await check();
  });

  it('are counted where they are, against what the series promises', async () => {
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 5));
    await write(1);
    await write(2);
    await desk.cache.flush();
    await write(2);
    await write(3);
    expect(desk.cache.countFrames(study(1))).toEqual([
      { seriesInstanceUID: seriesUID(1), expectedFrames: 5, presentFrames: 3, instances: 5 },
    ]);
    expect([...desk.cache.presentFrames(study(1), seriesUID(1)).keys()].length).toBe(3);
    expect([
      desk.cache.hasFrame(keyOf(study(1), seriesUID(1), 3)),
      desk.cache.hasFrame(keyOf(study(1), seriesUID(1), 4)),
    ]).toEqual([true, false]);
  });

  it('go to the disk and into the index after two seconds without anybody asking', async () => {
    await write(1);
    expect(desk.world.files.operations.some((operation) => operation.startsWith('datasync'))).toBe(false);
    await desk.world.clock.advanceAsync(2_000);
    await desk.world.files.quiet();
    expect(desk.world.files.operations.some((operation) => operation.startsWith('datasync'))).toBe(true);
  });

  it('F10: a flipped bit anywhere in a pack is a miss, never another picture (K6, 300 flips)', async () => {
    let [served, misses] = [0, 0];
    for (let flip = 1; flip <= 300; flip += 1) {
      // A series of its own: what an earlier flip has cost must not hide what this one does.
      const series = seriesUID(flip);
      const known = new Set(packs());
      for (const number of [1, 2, 3, 4]) await write(number, 3_000, study(1), series);
      await desk.cache.flush();
      const path = packs().find((each) => !known.has(each))!;
      const bytes = readFileSync(path);
      const at = Math.floor(desk.world.random.fraction() * bytes.length);
      bytes[at]! ^= 1 << Math.floor(desk.world.random.fraction() * 8);
      writeFileSync(path, bytes);
      for (const number of [1, 2, 3, 4]) {
        const found = await read(number, study(1), series);
        expect(desk.cache.hasFrame(keyOf(study(1), series, number))).toBe(found !== undefined);
        if (!found) misses += 1;
        else {
          served += 1;
          const original = frame(study(1), series, number, 3_000);
          expect(Buffer.from(found.bytes).equals(original.bytes)).toBe(true);
        }
      }
    }
    // Few bits belong to no record.
    expect([served + misses, misses > 270, served > 600]).toEqual([1_200, true, true]);
  }, 60_000);

  it('K7: a truncated, reordered or swapped pack serves nothing false', async () => {
    await write(1, 400_000);
    await write(2, 400_000);
    await write(1, 400_000, study(2), seriesUID(2));
    await desk.cache.flush();
    const before = new Map(packs().map((path) => [path, readFileSync(path)]));
    const [one, other] = [...before.keys()].sort((a, b) => before.get(b)!.length - before.get(a)!.length) as [
      string,
      string,
    ];
    writeFileSync(one, before.get(one)!.subarray(0, before.get(one)!.length - 1));
    expect(await read(2)).toBeUndefined();
    expect((await read(1))?.bytes.length).toBe(400_000);
    // The two records of one pack change places.
    const body = before.get(one)!.subarray(64);
    const half = body.length / 2;
    writeFileSync(one, Buffer.concat([before.get(one)!.subarray(0, 64), body.subarray(half), body.subarray(0, half)]));
    expect(await read(1)).toBeUndefined();
    // One pack lies in the place of another.
    writeFileSync(other, before.get(one)!);
    expect(await read(1, study(2), seriesUID(2))).toBeUndefined();
    expect(desk.cache.hasFrame(keyOf(study(2), seriesUID(2), 1))).toBe(false);
  });

  it('a record moved under another name in the index is not served', async () => {
    await write(1);
    await write(2);
    await desk.cache.flush();
    const one = keyOf(study(1), seriesUID(1), 1);
    await desk.cache.close();
    const { openIndex } = await import('./openIndex.ts');
    const { silentLog } = await import('#electron/base/logging/log.ts');
    const index = await openIndex(desk.world.files, desk.world.directory, testKeys().cacheDatabase, silentLog);
    if (!index.ok) throw new Error(index.failure.code);
    const place = index.value.frames.find(keyOf(study(1), seriesUID(1), 2))!;
    const receipt = { digest: 'ab', transferSyntaxUID: '1.2' };
    index.value.frames.put([{ key: one, place, receipt }]);
    index.value.close(true);
    await desk.openCache();
    expect(await desk.cache.readFrame(one)).toBeUndefined();
    expect((await read(2))?.key.frameNumber).toBe(1);
  });
});

describe('the index', () => {
  const remember = async (): Promise<void> => {
    desk.cache.saveStudy(study(1), { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'A^B' }] } });
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
    for (const number of [1, 2, 3]) await write(number, 5_000);
    // In another syntax: the newer copy of the same frame.
    const again = { ...frame(study(1), seriesUID(1), 2, 6_000), transferSyntaxUID: rle };
    expect((await desk.cache.writeFrame(again)).ok).toBe(true);
    await desk.cache.flush();
  };
  const expectAll = async (): Promise<void> => {
    expect((await read(1))?.bytes.length).toBe(5_000);
    expect((await read(2))?.bytes.length).toBe(6_000);
    expect(desk.cache.countFrames(study(1))[0]?.presentFrames).toBe(3);
    expect(desk.cache.readSeries(study(1))[0]).toEqual(seriesOf(seriesUID(1), 3));
    expect(desk.cache.listStudies()).toEqual([
      { study: study(1), attributes: { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'A^B' }] } } },
    ]);
  };

  it.each(['lost', 'truncated', 'a bit flipped in every page', 'another file'])(
    'is built again from the packs when it is %s, without one download',
    async (damage) => {
      await remember();
      await desk.cache.close();
      const path = join(desk.world.directory, 'cache.db');
      if (damage === 'lost') rmSync(path);
      else {
        const bytes = readFileSync(path);
        for (let at = 100; at < bytes.length; at += 4096) bytes[at]! ^= 1;
        if (damage === 'another file') bytes.fill(65);
        writeFileSync(path, damage === 'truncated' ? bytes.subarray(0, 5000) : bytes);
      }
      await desk.openCache();
      await desk.cache.recovered();
      await expectAll();
      await desk.reopen();
      await expectAll();
    },
  );

  it('is replaced while it is in use when a page of it goes bad', async () => {
    await remember();
    for (let number = 10; number < 900; number += 1) await write(number, 10, study(1), seriesUID(9));
    await desk.reopen();
    const path = join(desk.world.directory, 'cache.db');
    const bytes = readFileSync(path);
    for (let at = 4096 * 3 + 50; at < bytes.length; at += 4096) bytes[at]! ^= 1;
    writeFileSync(path, bytes);
    for (let number = 10; number < 900; number += 1) desk.cache.hasFrame(keyOf(study(1), seriesUID(9), number));
    await desk.cache.recovered();
    await expect(read(899, study(1), seriesUID(9))).resolves.toMatchObject({ bytes: { length: 10 } });
    expect((await read(2))?.bytes.length).toBe(6_000);
  });

  it('forgets frames of instances that the series no longer names, for good', async () => {
    await remember();
    desk.cache.saveSeries(study(1), { ...seriesOf(seriesUID(1), 2), expectedFrames: 2 });
    expect(await read(3)).toBeUndefined();
    expect((await read(2))?.bytes.length).toBe(6_000);
    await desk.cache.close();
    rmSync(join(desk.world.directory, 'cache.db'));
    await desk.openCache();
    await desk.cache.recovered();
    expect(await read(3)).toBeUndefined();
    expect(desk.cache.countFrames(study(1))[0]).toMatchObject({ expectedFrames: 2, presentFrames: 2 });
  });
});

describe('removing a study', () => {
  it('destroys its keys, its packs and its rows, and leaves the others', async () => {
    desk.cache.saveStudy(study(1), {});
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 2));
    await write(1);
    await write(1, 1000, study(2), seriesUID(2));
    await desk.cache.flush();
    await write(2);
    const used = desk.cache.usedBytes();
    await desk.cache.removeStudy(study(1));
    expect([await read(1), await read(2), desk.cache.listStudies(), desk.cache.countFrames(study(1))]).toEqual([
      undefined,
      undefined,
      [],
      [],
    ]);
    expect(desk.cache.usedBytes()).toBeLessThan(used);
    expect(packs().length).toBe(1);
    expect((await read(1, study(2), seriesUID(2)))?.bytes.length).toBe(1000);
    expect(desk.records.database.prepare('SELECT count(*) AS n FROM series_key').get()).toEqual({ n: 1 });
    await write(1);
    expect((await read(1))?.bytes.length).toBe(1000);
  });

  it('K9: a copy of the packs opens nothing once the key is gone', async () => {
    await write(1);
    await desk.cache.flush();
    const path = packs()[0]!;
    const copy = readFileSync(path);
    const [row] = desk.records.database.prepare('SELECT wrapped_key FROM series_key').all() as {
      wrapped_key: Buffer;
    }[];
    await desk.cache.removeStudy(study(1));
    expect(existsSync(path)).toBe(false);
    for (const name of ['records.db', 'records.db-wal']) {
      expect(readFileSync(join(desk.world.directory, name)).includes(row!.wrapped_key)).toBe(false);
    }
    await desk.cache.close();
    writeFileSync(path, copy);
    rmSync(join(desk.world.directory, 'cache.db'));
    await desk.openCache();
    await desk.cache.recovered();
    expect(await read(1)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it('O12: asks in the last moment, after the disk was waited for, and then takes nothing from what must stay', async () => {
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 2));
    await write(1);
    await desk.cache.flush();
    // Not in the index yet: what a removal that is called off had let go of would be missing.
    await write(2);
    let isOpen = false;
    const writing = write(1, 5_000_000, study(1), seriesUID(2));
    const removed = desk.cache.removeStudy(study(1), () => !isOpen);
    isOpen = true;
    await Promise.all([writing, removed]);
    expect(desk.cache.countFrames(study(1))).toMatchObject([{ presentFrames: 2 }]);
    expect([(await read(1))?.bytes.length, (await read(2))?.bytes.length]).toEqual([1000, 1000]);
    await desk.cache.removeStudy(study(1), () => true);
    expect([await read(1), await read(2), packs()]).toEqual([undefined, undefined, []]);
  });

  it('C6: a removal that is cut between any two of its steps is finished by the next start', async () => {
    for (const cut of ['keys erased', 'rows removed', 'packs unlinked'] as const) {
      desk.cache.saveStudy(study(5), {});
      desk.cache.saveSeries(study(5), seriesOf(seriesUID(5), 1));
      await write(1, 1000, study(5), seriesUID(5));
      await write(1, 1000, study(6), seriesUID(6));
      await desk.cache.flush();
      if (cut === 'keys erased') {
        // The process ends right after the first step.
        desk.records.database.exec("DELETE FROM series_key WHERE study_instance_uid LIKE '%.5'");
      } else {
        const lift = desk.world.files.failWhen({ operation: 'rm', code: 'EIO', path: /packs/ });
        await desk.cache.removeStudy(study(5));
        if (cut === 'rows removed') expect(packs().length).toBeGreaterThan(1);
        lift();
      }
      await desk.reopen();
      await desk.cache.recovered();
      expect(await read(1, study(5), seriesUID(5))).toBeUndefined();
      expect((await read(1, study(6), seriesUID(6)))?.bytes.length).toBe(1000);
      const known = desk.records.database.prepare('SELECT pack_id FROM series_pack').all() as { pack_id: string }[];
      expect(
        packs()
          .map((path) => path.slice(-32))
          .sort(),
      ).toEqual(known.map((row) => row.pack_id).sort());
      await desk.cache.removeStudy(study(5));
    }
  });

  it('another epoch key opens none of the series', async () => {
    await write(1);
    await desk.cache.close();
    await desk.openCache({ ...testKeys(), epochKey: new Uint8Array(32).fill(99), epoch: 2 });
    expect(await read(1)).toBeUndefined();
    await write(1);
    expect((await read(1))?.bytes.length).toBe(1000);
  });
});

describe('a failing disk', () => {
  it('R3: a full disk answers DiskFull, and everything acknowledged before and after is there', async () => {
    await write(1, 300_000);
    const lift = desk.world.files.failWhen({
      operation: 'write',
      code: 'ENOSPC',
      path: /packs/,
      partialBytes: 100_000,
    });
    expect(await desk.cache.writeFrame(frame(study(1), seriesUID(1), 2, 300_000))).toMatchObject({
      ok: false,
      failure: { code: 'DiskFull' },
    });
    lift();
    await write(3, 300_000);
    expect([(await read(1))?.bytes.length, await read(2), (await read(3))?.bytes.length]).toEqual([
      300_000,
      undefined,
      300_000,
    ]);
    // The pack in which a write failed takes nothing more: its next chunk number may be spent (K8).
    expect(packs().length).toBe(2);
    await desk.reopen();
    expect([(await read(1))?.bytes.length, await read(2), (await read(3))?.bytes.length]).toEqual([
      300_000,
      undefined,
      300_000,
    ]);
  });

  it('R3: every write, sync and open failing in turn loses nothing that was acknowledged and indexed', async () => {
    for (const operation of ['write', 'datasync', 'open', 'truncate'] as const) {
      let kept = 0;
      for (let skip = 0; skip < 6; skip += 1) {
        const lift = desk.world.files.failWhen({ operation, code: 'EIO', path: /packs/, skip, times: 1 });
        const number = 100 + skip;
        const written = await desk.cache.writeFrame(frame(study(3), seriesUID(3), number, 5_000));
        const flushed = await desk.cache.flush();
        lift();
        const found = await desk.cache.readFrame(keyOf(study(3), seriesUID(3), number));
        if (found) {
          kept += 1;
          expect(found.bytes.length).toBe(5_000);
        } else if (written.ok && flushed.ok && operation !== 'datasync')
          throw new Error(`${operation} ${skip} lost a frame`);
        await desk.reopen();
      }
      // The fault came once: what was written after it is there.
      expect([operation, kept > 0]).toEqual([operation, true]);
    }
  });

  it('keeps packs and index to their owner', async () => {
    await write(1);
    expect(statSync(packs()[0]!).mode & 0o777).toBe(0o600);
    expect(statSync(join(desk.world.directory, 'packs')).mode & 0o777).toBe(0o700);
  });
});
