import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { type Migration, migrate, needsBackup, versionOf } from './migrate.ts';
import { type Database, openDatabase } from './openDatabase.ts';
import { attempt } from './storeFailure.ts';
import { transact } from './transaction.ts';

let world: TestWorld;
let database: Database;

const first: Migration = { version: 1, name: '0001-probe', sql: 'CREATE TABLE probe (text TEXT NOT NULL) STRICT' };
const second: Migration = { version: 2, name: '0002-more', sql: 'ALTER TABLE probe ADD COLUMN more INTEGER' };
const broken: Migration = { version: 2, name: '0002-broken', sql: 'CREATE TABLE half (x); CREATE TABLE probe (y)' };

beforeEach(async () => {
  world = await createTestWorld();
  const path = join(world.directory, 'test.db');
  const result = await openDatabase({ files: world.files, path, key: new Uint8Array(32), durability: 'precious' });
  if (!result.ok) throw new Error(result.failure.code);
  database = result.value;
});
afterEach(async () => {
  database.close();
  await world.remove();
});

it('goes forward step by step, keeps rows, and does nothing the second time', () => {
  expect(migrate(database, [first])).toEqual(succeed(undefined));
  expect(needsBackup(database, [first])).toBe(false);
  database.exec("INSERT INTO probe VALUES ('kept')");
  expect(needsBackup(database, [first, second])).toBe(true);
  expect(migrate(database, [first, second])).toEqual(succeed(undefined));
  expect(migrate(database, [first, second])).toEqual(succeed(undefined));
  expect(database.prepare('SELECT * FROM probe').all()).toEqual([{ text: 'kept', more: null }]);
});

it('undoes all of a step that fails half-way', () => {
  migrate(database, [first]);
  expect(() => migrate(database, [first, broken])).toThrow('probe');
  expect(versionOf(database)).toBe(1);
  expect(database.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'half'").get()).toEqual({
    tables: 0,
  });
});

it('refuses what a newer program has written', () => {
  migrate(database, [first, second]);
  expect(migrate(database, [first])).toMatchObject({ ok: false, failure: { code: 'StoreTooNew' } });
});

it('undoes a transaction whose work answers a failure or throws, and joins one that runs', () => {
  migrate(database, [first]);
  const insert = database.prepare('INSERT INTO probe VALUES (?)');
  const refused = transact(database, () => {
    insert.run('a');
    return fail('no');
  });
  expect(refused).toEqual(fail('no'));
  expect(() =>
    transact(database, () => {
      insert.run('b');
      throw new Error('a bug');
    }),
  ).toThrow('a bug');
  transact(database, () => transact(database, () => succeed(insert.run('c').changes)));
  expect(database.prepare('SELECT text FROM probe').all()).toEqual([{ text: 'c' }]);
});

it('tells a full database by its code', () => {
  migrate(database, [first]);
  database.pragma('max_page_count=4');
  const insert = database.prepare('INSERT INTO probe VALUES (?)');
  const result = attempt(() => {
    for (let row = 0; row < 100; row += 1) insert.run('x'.repeat(1000));
  });
  expect(result).toMatchObject({ ok: false, failure: { code: 'DiskFull' } });
});
