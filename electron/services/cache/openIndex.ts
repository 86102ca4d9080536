import { join } from 'node:path';
import { z } from 'zod';
import { migrate } from '#electron/base/database/migrate.ts';
import { type Database, openDatabase } from '#electron/base/database/openDatabase.ts';
import { attempt, attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { Files } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type AttributeIndex, createAttributeIndex } from './attributeIndex.ts';
import { createFrameIndex, type FrameIndex } from './cacheIndex.ts';
import { cacheMigrations } from './cacheSchema.ts';
import { type CheckedIndex, createCheckedIndex } from './checkedIndex.ts';
import { createLookIndex, type LookIndex } from './lookIndex.ts';
import { createScrubIndex, type ScrubIndex } from './scrubIndex.ts';

/** `cache.db`, open. */
export interface OpenIndex {
  readonly frames: FrameIndex;
  readonly attributes: AttributeIndex;
  readonly scrubbed: ScrubIndex;
  readonly looks: LookIndex;
  readonly checked: CheckedIndex;
  /** False until every pack has been read into it, which a fresh one still needs. */
  readonly whole: boolean;
  noteWhole(): void;
  /** Every row so far is on the disk (a commit alone is not, under NORMAL). */
  settle(): Result<void, Failure>;
  /** Together or not at all. */
  readonly database: Database;
  close(clean: boolean): void;
}

const conditionRow = z.object({ clean: z.number(), whole: z.number() });

/**
 * Opens the index. One that is damaged, or of another version, is thrown away and begun anew: it holds nothing that
 * the packs do not (unlike `records.db`, which is never replaced).
 */
export async function openIndex(
  files: Files,
  directory: string,
  key: Uint8Array,
  log: Log,
): Promise<Result<OpenIndex, Failure>> {
  const first = await openOnce(files, directory, key);
  if (first.ok || (first.failure.code !== 'StoreDamaged' && first.failure.code !== 'StoreTooNew')) return first;
  log.warn('cache.indexDropped', { code: first.failure.code });
  const discarded = await discardIndex(files, directory);
  return discarded.ok ? openOnce(files, directory, key) : discarded;
}

export function discardIndex(files: Files, directory: string): Promise<Result<void, Failure>> {
  return attemptFiles(async () => {
    for (const name of ['cache.db', 'cache.db-wal', 'cache.db-shm']) {
      await files.rm(join(directory, name), { force: true });
    }
  });
}

async function openOnce(files: Files, directory: string, key: Uint8Array): Promise<Result<OpenIndex, Failure>> {
  const opened = await openDatabase({ files, path: join(directory, 'cache.db'), key, durability: 'disposable' });
  if (!opened.ok) return opened;
  const database = opened.value;
  const ready = prepare(database);
  if (!ready.ok) {
    database.close();
    return ready;
  }
  const looks = createLookIndex(database);
  attempt(() => looks.forgetOldest());
  const setWhole = database.prepare('UPDATE condition SET whole = 1');
  return succeed({
    database,
    frames: createFrameIndex(database),
    attributes: createAttributeIndex(database),
    scrubbed: createScrubIndex(database),
    looks,
    checked: createCheckedIndex(database),
    whole: ready.value,
    noteWhole: () => {
      setWhole.run();
    },
    settle() {
      const done = attempt(() => database.pragma('wal_checkpoint(PASSIVE)'));
      return done.ok ? succeed(undefined) : done;
    },
    close(clean) {
      if (clean) attempt(() => database.exec('UPDATE condition SET clean = 1'));
      database.close();
    },
  });
}

/** Answers whether the index is whole. The full check is made only after a stop that was not clean: it reads it all. */
function prepare(database: Database): Result<boolean, Failure> {
  const migrated = migrate(database, cacheMigrations);
  if (!migrated.ok) return migrated;
  const condition = attempt(() => {
    const row = conditionRow.parse(database.prepare('SELECT clean, whole FROM condition').get());
    database.exec('UPDATE condition SET clean = 0');
    const sound = row.clean === 1 || database.pragma('quick_check', { simple: true }) === 'ok';
    return { sound, whole: row.whole === 1 };
  });
  if (!condition.ok) return condition;
  return condition.value.sound ? succeed(condition.value.whole) : fail({ code: 'StoreDamaged' });
}
