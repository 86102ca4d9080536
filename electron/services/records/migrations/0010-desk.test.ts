import { expect, it } from 'vitest';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { desk } from './0010-desk.ts';

it('0010-desk adds its one row beside what was kept before', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, desk.version - 1);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  migrateTo(desk.version);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);
  database.exec("INSERT INTO desk VALUES (1, 5, '{}')");
  expect(() => database.exec("INSERT INTO desk VALUES (2, 5, '{}')")).toThrow();
  database.close();
});
