import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Records } from '#electron/services/records/index.ts';
import type { KeptDesk } from '#shared/contract/desk.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createDeskKeeper } from './index.ts';

const kept: KeptDesk = {
  version: 1,
  study: { archiveId: 'site' as ArchiveId, studyInstanceUID: '1.2.3' as StudyInstanceUID },
  priors: [{ archiveId: 'site' as ArchiveId, studyInstanceUID: '1.2.9' as StudyInstanceUID }],
  rows: 1,
  columns: 2,
  boxes: [{ content: { kind: 'plane', setId: 'site/1.2.3|a', plane: 'coronal' }, index: 41 }, null],
  active: 1,
  enlarged: false,
  tool: 'length',
  left: [
    {
      setId: 'site/1.2.3|a',
      imageId: 'durbeen:site/1.2.3.4/1',
      grey: { window: { center: -600, width: 1500 }, voiFunction: 'LINEAR', inverted: true },
      placement: { pose: { mirrored: true, rotation: 90 }, zoom: 2.5, offset: { alongRow: -3, alongColumn: 4 } },
    },
  ],
  panels: { report: true, line: false },
};

let world: TestWorld;
let records: Records;

async function open(): Promise<void> {
  records = await openTestRecords(world, world.directory);
}
beforeEach(async () => {
  world = await createTestWorld();
  await open();
});
afterEach(async () => {
  records.close();
  await world.remove();
});

const read = () => {
  const answer = createDeskKeeper(world, records).read();
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
};

it('what lay on the desk is there after the process ended, the last that was said of it', async () => {
  const keeper = createDeskKeeper(world, records);
  expect(read()).toEqual({ dropped: false });
  keeper.save({ ...kept, active: 0 });
  keeper.save(kept);
  records.close();
  await open();
  expect(read()).toEqual({ desk: kept, dropped: false });
});

it('what was put away by hand does not come back', () => {
  const keeper = createDeskKeeper(world, records);
  keeper.save(kept);
  keeper.save(undefined);
  expect(read()).toEqual({ dropped: false });
});

it('what is spoilt, of another version, or a week old is let go, said once, and never a crash', () => {
  const write = (state: string, age = 0) =>
    records.database
      .prepare('INSERT OR REPLACE INTO desk (place, kept_at, state) VALUES (1, ?, ?)')
      .run(world.clock.now() - age, state);
  const text = JSON.stringify(kept);
  const week = 7 * 24 * 3_600_000;
  for (const [state, age] of [
    ['', 0],
    ['{"version":1', 0],
    [text.replace('"version":1', '"version":2'), 0],
    [text.replace('"width":1500', '"width":0'), 0],
    [text.replace('"rows":1', '"rows":1e9'), 0],
    [text.replace('coronal', 'oblique'), 0],
    [text, week + 1],
  ] as const) {
    write(state, age);
    expect(read(), state).toEqual({ dropped: true });
    expect(read(), state).toEqual({ dropped: false });
  }
  write(text, week - 1);
  expect(read().desk).toEqual(kept);
});

it('a desk that an older version kept is read: a field that came later is one that may be missing', () => {
  // Letter by letter as the first version wrote it. Never brought up to date.
  const first =
    '{"version":1,"study":{"archiveId":"site","studyInstanceUID":"1.2.3"},"priors":[],"rows":1,"columns":2,' +
    '"boxes":[{"content":{"kind":"stack","setId":"site/1.2.3|a"},"index":7},null],"active":0,"enlarged":false,' +
    '"tool":"window","left":[{"setId":"site/1.2.3|a"}],"panels":{"report":true,"line":false}}';
  records.database.prepare('INSERT INTO desk (place, kept_at, state) VALUES (1, ?, ?)').run(world.clock.now(), first);
  expect(read()).toEqual({ desk: JSON.parse(first) as unknown, dropped: false });
});
