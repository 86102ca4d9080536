import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Records } from '#electron/services/records/index.ts';
import type { ViewedImages } from '#shared/contract/viewedImages.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createViewedKeeper } from './index.ts';

const study = { archiveId: 'site' as ArchiveId, studyInstanceUID: '1.2.3' as StudyInstanceUID };
const seen: ViewedImages = {
  study,
  patient: 'a patient',
  groups: [{ displays: ['left'], images: [{ sopInstanceUID: '1.2.3.4', frames: '1-30' }] }],
};

let world: TestWorld;
let records: Records;
beforeEach(async () => {
  world = await createTestWorld();
  records = await openTestRecords(world, world.directory);
});
afterEach(async () => {
  records.close();
  await world.remove();
});
const read = (of: StudyRef = study) => {
  const answer = createViewedKeeper(world, records).read(of);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value.viewed;
};

it('P6: what was seen of a study is there after the process ended, the last that was said of it, and of no other', async () => {
  const keeper = createViewedKeeper(world, records);
  keeper.save({ ...seen, groups: [] });
  keeper.save(seen);
  records.close();
  records = await openTestRecords(world, world.directory);
  expect(read()).toEqual(seen);
  expect(read({ ...study, archiveId: 'other' as ArchiveId })).toBeUndefined();
});

it('P6: what is spoilt or a week old was not seen, and is gone with the next study', () => {
  const week = 7 * 24 * 3_600_000;
  const write = (state: string, age: number) =>
    records.database
      .prepare('INSERT OR REPLACE INTO viewed VALUES (?, ?, ?, ?)')
      .run(study.archiveId, study.studyInstanceUID, world.clock.now() - age, state);
  const text = JSON.stringify(seen);
  for (const [state, age] of [
    ['{"study', 0],
    [text.replace('"1-30"', '7'), 0],
    [text, week + 1],
  ] as const) {
    write(state, age);
    expect(read(), state).toBeUndefined();
  }
  createViewedKeeper(world, records).save({ ...seen, study: { ...study, archiveId: 'other' as ArchiveId } });
  expect(records.database.prepare('SELECT archive_id FROM viewed').all()).toEqual([{ archive_id: 'other' }]);
});
