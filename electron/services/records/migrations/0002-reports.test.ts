import { expect, it } from 'vitest';
import { versionOf } from '#electron/base/database/migrate.ts';
import { openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { reports } from './0002-reports.ts';

it('0002-reports adds its tables beside what was kept before', async () => {
  await using world = await createTestWorld();
  const { database, migrateTo } = await openOlderRecords(world, reports.version - 1);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  migrateTo(reports.version);
  expect(versionOf(database)).toBe(2);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'").all();
  expect(tables.map((row) => (row as { name: string }).name)).toEqual(
    expect.arrayContaining(['report', 'report_version', 'outbox']),
  );
  // A delivery without its version, a report in no known state: refused by the schema itself.
  expect(() =>
    database.exec("INSERT INTO outbox VALUES ('d', 'none', 1, 'a', 'queued', 0, 0, 0, NULL, NULL)"),
  ).toThrow();
  expect(() =>
    database.exec("INSERT INTO report VALUES ('r', 'a', '1.2', '1.3', 0, 'SIGNED', '{}', NULL, NULL, 0)"),
  ).toThrow();
  database.close();
});
