import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frame, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';

const desk = new StoreDesk();
const write = desk.write.bind(desk);

describe('what the cache says of itself', () => {
  it('O12: says what each study takes, as before after a restart, and nothing of what is gone', async () => {
    await write(1, 5_000);
    await write(2, 5_000, study(1), seriesUID(3));
    await write(1, 1_000, study(2), seriesUID(2));
    const check = (): void => {
      const sizes = new Map(desk.cache.listSizes().map((one) => [one.study.studyInstanceUID, one.bytes]));
      expect([...sizes.keys()].sort()).toEqual([study(1), study(2)].map((one) => one.studyInstanceUID).sort());
      expect(sizes.get(study(1).studyInstanceUID)).toBeGreaterThan(10_000);
      expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(desk.cache.usedBytes());
    };
    check();
    await desk.reopen();
    check();
    await desk.cache.removeStudy(study(1));
    expect(desk.cache.listSizes().map((one) => one.study)).toEqual([study(2)]);
  });

  it('C1: tells of the frames whose pack would not come to rest, and no longer counts them', async () => {
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
    await desk.cache.flush();
    const lost: number[] = [];
    desk.cache.onLost((keys) =>
      lost.push(...keys.map(({ sopInstanceUID }) => Number(sopInstanceUID.split('.').at(-1)))),
    );
    await write(1);
    await write(2);
    const lift = desk.world.files.failWhen({ operation: 'datasync', code: 'EIO', path: /packs\// });
    await desk.cache.flush();
    lift();
    expect(lost).toEqual([1, 2]);
    expect(desk.cache.countFrames(study(1))[0]?.presentFrames).toBe(0);
    await write(3);
    await desk.cache.flush();
    expect(lost).toEqual([1, 2]);
    expect(desk.cache.countFrames(study(1))[0]?.presentFrames).toBe(1);
  });

  it('V6: takes a list that is read again though the clock was set back, and keeps it when the index is lost', async () => {
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 3));
    desk.world.clock.jumpTo(desk.world.clock.now() - 3 * 86_400_000);
    desk.cache.saveSeries(study(1), seriesOf(seriesUID(1), 5));
    const read = () => desk.cache.readSeries(study(1)).map(({ instances }) => instances.length);
    expect(read()).toEqual([5]);
    expect(desk.cache.countFrames(study(1))).toMatchObject([{ instances: 5 }]);
    await desk.cache.close();
    rmSync(join(desk.world.directory, 'cache.db'));
    await desk.openCache();
    await desk.cache.recovered();
    expect(read()).toEqual([5]);
  });

  it('opens no pack once it is closed, for whoever was left behind at the end', async () => {
    await write(1);
    const late = desk.cache.writeFrame(frame(study(1), seriesUID(1), 2, 1_000));
    await desk.cache.close();
    expect((await late).ok).toBe(true);
    const opened = () => desk.world.files.operations.filter((one) => one.startsWith('open ')).length;
    const before = opened();
    expect(await desk.cache.writeFrame(frame(study(2), seriesUID(2), 1, 1_000))).toMatchObject({ ok: false });
    expect(opened()).toBe(before);
  });
});
