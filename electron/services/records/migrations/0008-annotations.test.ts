import { expect, it } from 'vitest';
import { versionOf } from '#electron/base/database/migrate.ts';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { annotations } from './0008-annotations.ts';

it('0008-annotations adds a journal that only grows, beside what was kept before', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, annotations.version - 1);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  migrateTo(annotations.version);
  expect(versionOf(database)).toBe(8);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);
  const insert = 'INSERT INTO annotation_entry (entry_id, archive_id, study_instance_uid, made_at, cause, change)';
  database.exec(`${insert} VALUES ('e1', 'a', '1.2', 1, 'reader', '{}')`);
  for (const attack of [
    'DELETE FROM annotation_entry',
    "UPDATE annotation_entry SET change = '[]'",
    `INSERT OR REPLACE INTO annotation_entry VALUES (1, 'e2', 'a', '1.2', 2, 'reader', '[]')`,
    `INSERT OR REPLACE INTO annotation_entry VALUES (2, 'e1', 'a', '1.2', 2, 'reader', '[]')`,
    `${insert} VALUES ('e3', 'a', '1.2', 1, 'whim', '{}')`,
    `${insert} VALUES ('e4', 'a', '1.2', 1, 'reader', '{')`,
  ]) {
    expect(() => database.exec(attack), attack).toThrow();
  }
  expect(database.prepare('SELECT sequence, change FROM annotation_entry').all()).toEqual([
    { sequence: 1, change: '{}' },
  ]);
  database.close();
});
