import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '#electron/base/database/migrate.ts';
import { openDatabase } from '#electron/base/database/openDatabase.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { migrations } from '../migrations.ts';
import { linkUsage } from './0004-link-usage.ts';

it('0004-link-usage adds its tables beside what was kept before, and they refuse what is no usage', async () => {
  await using world = await createTestWorld();
  const path = join(world.directory, 'records.db');
  const opened = await openDatabase({ files: world.files, path, key: new Uint8Array(32), durability: 'precious' });
  if (!opened.ok) throw new Error(opened.failure.code);
  const database = opened.value;
  const before = migrations.filter(({ version }) => version < linkUsage.version);
  expect(migrate(database, before).ok).toBe(true);
  database.exec("INSERT INTO setting (name, value) VALUES ('reader', '{}')");
  expect(migrate(database, [...before, linkUsage]).ok).toBe(true);
  expect(database.prepare('SELECT name FROM setting').all()).toEqual([{ name: 'reader' }]);
  database.exec("INSERT INTO link_day VALUES ('a', '2026-10-01', 5, 0, 0)");
  expect(() => database.exec("INSERT INTO link_day VALUES ('a', '2026-10-01', 5, 0, 0)")).toThrow();
  expect(() => database.exec("INSERT INTO link_day VALUES ('a', 'today', 5, 0, 0)")).toThrow();
  expect(() => database.exec("INSERT INTO link_day VALUES ('b', '2026-10-01', -1, 0, 0)")).toThrow();
  database.close();
});
