import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Database } from './driver.ts';
import type { StoreFailure } from './storeFailure.ts';
import { transact } from './transaction.ts';

/**
 * One step forward of a schema. The SQL stands in a TypeScript file as text, because that is what both plain Node and
 * the bundled host can import; files are named by number and purpose, `0002-reports.ts`.
 */
export interface Migration {
  /** 1, 2, 3 …; becomes `user_version`. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Whether there is data of an older schema, of which a copy should be kept first. */
export function needsBackup(database: Database, migrations: readonly Migration[]): boolean {
  const version = versionOf(database);
  return version > 0 && version < migrations.length;
}

/**
 * Brings the schema up to the last migration, all in one transaction; forward only.
 * A database of a newer program is refused untouched (`StoreTooNew`).
 */
export function migrate(database: Database, migrations: readonly Migration[]): Result<void, StoreFailure> {
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`Migration ${migration.name} is out of order.`);
  });
  const version = versionOf(database);
  if (version > migrations.length) return fail({ code: 'StoreTooNew', details: { version } });
  if (version === migrations.length) return succeed(undefined);
  return transact(database, () => {
    for (const migration of migrations.slice(version)) database.exec(migration.sql);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    return succeed(undefined);
  });
}
