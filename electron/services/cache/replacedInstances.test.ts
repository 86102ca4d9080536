import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReplacedSeries } from '#electron/services/cache/index.ts';
import { frame, seriesOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { StoreDesk } from '#tests/fixtures/storeDesk.ts';

const desk = new StoreDesk();
const write = desk.write.bind(desk);

/** Two images; of the first another patient may be said. */
function listOf(firstPatient: string) {
  const series = seriesOf(seriesUID(1), 2);
  const instances = series.instances.map((instance, at) => ({
    ...instance,
    '00100020': { vr: 'LO', Value: [at === 0 ? firstPatient : 'A-1'] },
  }));
  return { ...series, instances };
}
const here = () => [...desk.cache.presentFrames(study(1), seriesUID(1)).keys()];
const keyOf = (number: number) => frame(study(1), seriesUID(1), number, 100).key;

it('V4 T22: frames of an instance that is another patient now are not here, also after a kill', async () => {
  const told: ReplacedSeries[] = [];
  desk.cache.onReplaced((replaced) => told.push(replaced));
  desk.cache.saveSeries(study(1), listOf('A-1'));
  await write(2);
  await desk.cache.flush();
  // One in the index, and this one only in its pack.
  await write(1);
  desk.cache.saveSeries(study(1), listOf('A-1'));
  expect([told.length, here().length]).toEqual([0, 2]);
  desk.cache.saveSeries(study(1), listOf('B-2'));
  expect(told).toMatchObject([{ change: 'anotherPatient', sopInstanceUIDs: [keyOf(1).sopInstanceUID] }]);
  expect(here()).toEqual([keyOf(2).sopInstanceUID]);
  expect(await desk.cache.readFrame(keyOf(1))).toBeUndefined();
  await desk.openCache();
  expect(here()).toEqual([keyOf(2).sopInstanceUID]);
  // Other bytes are what is expected of another patient, and no incident.
  const written = await desk.cache.writeFrame(frame(study(1), seriesUID(1), 1, 200));
  expect(written).toMatchObject({ ok: true, value: { kept: true } });
  expect(written.ok && written.value.differsFrom).toBeUndefined();
  expect(here().length).toBe(2);
});

it('V4 T22: an index that was lost brings no frame of the patient before back', async () => {
  desk.cache.saveSeries(study(1), listOf('A-1'));
  await write(1);
  await write(2);
  await desk.cache.flush();
  desk.cache.saveSeries(study(1), listOf('B-2'));
  await desk.cache.close();
  rmSync(join(desk.world.directory, 'cache.db'));
  await desk.openCache();
  await desk.cache.recovered();
  expect(here()).toEqual([keyOf(2).sopInstanceUID]);
});
