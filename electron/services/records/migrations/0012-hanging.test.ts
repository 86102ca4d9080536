import { expect, it } from 'vitest';
import { versionOf } from '#electron/base/database/migrate.ts';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { hanging } from './0012-hanging.ts';

it('0012-hanging adds protocols and corrections that only grow, beside what was kept before', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, hanging.version - 1);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  migrateTo(hanging.version);
  expect(versionOf(database)).toBe(12);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);

  database.exec(
    `INSERT INTO hanging_protocol VALUES ('user.a', 1, 5, '{}'), ('user.a', 2, 6, '{}'), ('user.b', 1, 6, '')`,
  );
  for (const attack of [
    'DELETE FROM hanging_protocol',
    "UPDATE hanging_protocol SET protocol = '[]'",
    "INSERT OR REPLACE INTO hanging_protocol VALUES ('user.a', 1, 7, '[]')",
    "INSERT OR REPLACE INTO hanging_protocol VALUES ('user.a', 2, 7, '[]')",
    "INSERT INTO hanging_protocol VALUES ('user.a', 4, 7, '{}')",
    "INSERT INTO hanging_protocol VALUES ('user.c', 0, 7, '{}')",
  ]) {
    expect(() => database.exec(attack), attack).toThrow();
  }
  expect(database.prepare('SELECT protocol_id, version FROM hanging_protocol').all()).toHaveLength(3);

  const insert =
    'INSERT INTO series_correction (correction_id, archive_id, of_series, said, said_by, said_at, revoked_at)';
  database.exec(`${insert} VALUES ('c1', 'a', '{}', '{}', 'Dr A', 1, NULL)`);
  for (const attack of [
    'DELETE FROM series_correction',
    "UPDATE series_correction SET said = '[]', revoked_at = 2",
    'UPDATE series_correction SET said_at = 0, revoked_at = 2',
    "UPDATE series_correction SET said_by = 'nobody'",
    "INSERT OR REPLACE INTO series_correction VALUES (1, 'c2', 'a', '[]', '{}', 'Dr A', 1, NULL)",
    "INSERT OR REPLACE INTO series_correction VALUES (2, 'c1', 'a', '[]', '{}', 'Dr A', 1, NULL)",
    "INSERT OR REPLACE INTO series_correction VALUES (2, 'c2', 'a', '{}', '{}', 'Dr A', 1, NULL)",
  ]) {
    expect(() => database.exec(attack), attack).toThrow();
  }
  database.exec("UPDATE series_correction SET revoked_at = 2 WHERE correction_id = 'c1'");
  expect(() => database.exec('UPDATE series_correction SET revoked_at = NULL')).toThrow('only revoked');
  expect(() => database.exec('UPDATE series_correction SET revoked_at = 3')).toThrow('only revoked');
  database.exec(`${insert} VALUES ('c2', 'a', '{}', '{}', 'Dr A', 3, NULL)`);
  expect(database.prepare('SELECT correction_id, revoked_at FROM series_correction').all()).toEqual([
    { correction_id: 'c1', revoked_at: 2 },
    { correction_id: 'c2', revoked_at: null },
  ]);
  database.close();
});
