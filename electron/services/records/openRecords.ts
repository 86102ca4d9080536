import { join } from 'node:path';
import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { migrate, needsBackup, versionOf } from '#electron/base/database/migrate.ts';
import { type Database, openDatabase, syncDirectory } from '#electron/base/database/openDatabase.ts';
import { attempt, attemptFiles, type StoreFailure } from '#electron/base/database/storeFailure.ts';
import type { Files, World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ArchiveNotes, createArchiveNotes } from './archiveNotes.ts';
import { type ArchiveRoutes, createArchiveRoutes } from './archiveRoutes.ts';
import { type ArchiveStore, createArchiveStore } from './archiveStore.ts';
import { migrations } from './migrations.ts';
import { createStudyNotes, type StudyNotes } from './studyNotes.ts';

export interface Records {
  /** For the services whose tables stand in this database. */
  readonly database: Database;
  readonly archives: ArchiveStore;
  readonly archiveRoutes: ArchiveRoutes;
  readonly archiveNotes: ArchiveNotes;
  readonly studyNotes: StudyNotes;
  close(): void;
}

/** Says that `records.db` was made here once. Without it a lost database would look like a first run. */
const markerName = 'records.created';

/**
 * Opens the precious database of a profile, or makes it on the first run. Stops rather than create one beside what
 * does not open, and rather than replace one that has gone (`StoreDamaged`; trust.md section 3.7).
 * Checks every page's tag and the structure at each start.
 */
export async function openRecords(
  world: World,
  directory: string,
  keys: Pick<DataKeys, 'records' | 'secrets'>,
): Promise<Result<Records, Failure>> {
  const path = join(directory, 'records.db');
  const prepared = await attemptFiles(async () => {
    await world.files.mkdir(directory, { recursive: true, mode: 0o700 });
    return {
      databaseThere: await exists(world.files, path),
      markerThere: await exists(world.files, join(directory, markerName)),
    };
  });
  if (!prepared.ok) return prepared;
  if (prepared.value.markerThere && !prepared.value.databaseThere) {
    return fail({ code: 'StoreDamaged', details: { reason: 'missing' } });
  }
  const opened = await openDatabase({ files: world.files, path, key: keys.records, durability: 'precious' });
  if (!opened.ok) return opened;
  const database = opened.value;
  const ready = await prepare(world, directory, database);
  if (!ready.ok) {
    database.close();
    return ready;
  }
  return succeed({
    database,
    archives: createArchiveStore(world, database, keys.secrets),
    archiveRoutes: createArchiveRoutes(world, database, keys.secrets),
    archiveNotes: createArchiveNotes(database),
    studyNotes: createStudyNotes(database),
    close: () => {
      database.close();
    },
  });
}

async function prepare(world: World, directory: string, database: Database): Promise<Result<void, StoreFailure>> {
  const checked = attempt(() => database.pragma('quick_check', { simple: true }));
  if (!checked.ok) return checked;
  if (checked.value !== 'ok') return fail({ code: 'StoreDamaged', details: { reason: 'check' } });
  if (needsBackup(database, migrations)) {
    const kept = await keepCopy(world.files, directory, database);
    if (!kept.ok) return kept;
  }
  const migrated = migrate(database, migrations);
  if (!migrated.ok) return migrated;
  return attemptFiles(async () => {
    const marker = await world.files.open(join(directory, markerName), 'a', 0o600);
    await marker.sync();
    await marker.close();
    await syncDirectory(world.files, directory);
  });
}

/**
 * A byte copy, so ciphertext like the original, made before the schema changes. Only the youngest is kept: each holds
 * wrapped keys of series that may have been destroyed since.
 */
function keepCopy(files: Files, directory: string, database: Database): Promise<Result<void, StoreFailure>> {
  return attemptFiles(async () => {
    database.pragma('wal_checkpoint(TRUNCATE)');
    const name = `records.before-version-${versionOf(database) + 1}.db`;
    const bytes = await files.readFile(join(directory, 'records.db'));
    const copy = await files.open(join(directory, `${name}.new`), 'w', 0o600);
    try {
      await copy.writeFile(bytes);
      await copy.sync();
    } finally {
      await copy.close();
    }
    await files.rename(join(directory, `${name}.new`), join(directory, name));
    for (const other of await files.readdir(directory)) {
      if (/^records\.before-version-\d+\.db/.test(other) && other !== name) await files.unlink(join(directory, other));
    }
    await syncDirectory(files, directory);
  });
}

async function exists(files: Files, path: string): Promise<boolean> {
  try {
    await files.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
