import { fail, type Result } from '#shared/base/result.ts';
import type { Database } from './driver.ts';
import { type StoreFailure, storeFailureOf } from './storeFailure.ts';

/**
 * Runs work in one transaction that takes the write lock at once. A failure that the work answers, and anything thrown,
 * undoes it; when it answers success, it is committed (and under `precious`, on the disk).
 * Inside another transaction the work joins that one, whose work must then hand a failure on to undo it.
 */
export function transact<Value, WorkFailure>(
  database: Database,
  work: () => Result<Value, WorkFailure>,
): Result<Value, WorkFailure | StoreFailure> {
  if (database.inTransaction) return work();
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work();
    database.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    rollBackIfOpen(database);
    const failure = storeFailureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}

/** SQLite has rolled back by itself after a full disk and the like. */
function rollBackIfOpen(database: Database): void {
  if (database.inTransaction) database.exec('ROLLBACK');
}
