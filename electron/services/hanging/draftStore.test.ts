import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Records } from '#electron/services/records/index.ts';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createDraftStore } from './draftStore.ts';

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

const store = () => createDraftStore(world, records.database);
const draft = { protocol: ownProtocol(), isNew: true };

it('what was being written is there after a restart, and what was put aside is not', async () => {
  expect(store().read()).toEqual({ ok: true, value: [] });
  expect(store().save([draft, { protocol: ownProtocol({ id: 'user.other' }), isNew: false }]).ok).toBe(true);
  records.close();
  records = await openTestRecords(world, world.directory);
  expect(store().read()).toMatchObject({ value: [draft, { protocol: { id: 'user.other' } }] });
  store().save([draft]);
  expect(store().read()).toEqual({ ok: true, value: [draft] });
});

it('a draft that a disk has spoilt costs itself only', () => {
  const spoilt = { ...draft, protocol: { ...draft.protocol, stages: [] } };
  records.database.prepare('INSERT INTO hanging_draft VALUES (1, 5, ?)').run(JSON.stringify([spoilt, draft]));
  expect(store().read()).toEqual({ ok: true, value: [draft] });
  records.database.exec("UPDATE hanging_draft SET drafts = '[{'");
  expect(store().read()).toEqual({ ok: true, value: [] });
});

it('what cannot be read is not written over: a newer program finds it again', () => {
  const newer = { ...draft, protocol: { ...draft.protocol, id: 'user.newer', schemaVersion: 2 } };
  records.database.prepare('INSERT INTO hanging_draft VALUES (1, 5, ?)').run(JSON.stringify([newer, draft]));
  expect(store().save([draft]).ok).toBe(true);
  expect(store().save([]).ok).toBe(true);
  const text = () => records.database.prepare('SELECT drafts FROM hanging_draft').pluck().get() as string;
  expect(JSON.parse(text())).toEqual([newer]);
  records.database.exec("UPDATE hanging_draft SET drafts = '[{'");
  expect(store().save([draft]).ok).toBe(true);
  expect(JSON.parse(text())).toEqual([draft, '[{']);
  expect(store().read()).toEqual({ ok: true, value: [draft] });
});

it('of what cannot be read the newest twenty stay', () => {
  records.database
    .prepare('INSERT INTO hanging_draft VALUES (1, 5, ?)')
    .run(JSON.stringify(Array.from({ length: 30 }, (_, at) => at)));
  store().save([]);
  const [{ drafts }] = records.database.prepare('SELECT drafts FROM hanging_draft').all() as [{ drafts: string }];
  expect(JSON.parse(drafts)).toEqual(Array.from({ length: 20 }, (_, at) => at + 10));
});
