import { expect, it } from 'vitest';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { hangingDrafts } from './0013-hanging-drafts.ts';

it('0013-hanging-drafts adds its one row beside the protocols that are kept', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, hangingDrafts.version - 1);
  database.exec("INSERT INTO hanging_protocol VALUES ('user.a', 1, 5, '{}')");
  migrateTo(hangingDrafts.version);
  expect(database.prepare('SELECT protocol_id FROM hanging_protocol').all()).toEqual([{ protocol_id: 'user.a' }]);
  database.exec("INSERT INTO hanging_draft VALUES (1, 5, '[]')");
  expect(() => database.exec("INSERT INTO hanging_draft VALUES (2, 5, '[]')")).toThrow();
  database.close();
});
