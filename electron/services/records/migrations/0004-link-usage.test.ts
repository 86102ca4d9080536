import { expect, it } from 'vitest';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { linkUsage } from './0004-link-usage.ts';

it('0004-link-usage adds its tables beside what was kept before, and they refuse what is no usage', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, linkUsage.version - 1);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  migrateTo(linkUsage.version);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);
  database.exec("INSERT INTO link_day VALUES ('a', '2026-10-01', 5, 0, 0)");
  expect(() => database.exec("INSERT INTO link_day VALUES ('a', '2026-10-01', 5, 0, 0)")).toThrow();
  expect(() => database.exec("INSERT INTO link_day VALUES ('a', 'today', 5, 0, 0)")).toThrow();
  expect(() => database.exec("INSERT INTO link_day VALUES ('b', '2026-10-01', -1, 0, 0)")).toThrow();
  database.close();
});
