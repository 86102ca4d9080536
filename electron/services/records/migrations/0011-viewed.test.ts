import { expect, it } from 'vitest';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { viewed } from './0011-viewed.ts';

it('0011-viewed adds its rows beside what was kept before, one for each study', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, viewed.version - 1);
  database.exec("INSERT INTO desk VALUES (1, 5, '{}')");
  migrateTo(viewed.version);
  expect(database.prepare('SELECT kept_at FROM desk').all()).toEqual([{ kept_at: 5 }]);
  database.exec("INSERT INTO viewed VALUES ('site', '1.2', 5, '{}')");
  expect(() => database.exec("INSERT INTO viewed VALUES ('site', '1.2', 6, '{}')")).toThrow();
  database.close();
});
