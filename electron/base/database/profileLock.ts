import { join } from 'node:path';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { openRaw } from './driver.ts';
import { type StoreFailure, storeFailureOf } from './storeFailure.ts';

export const profileLockName = 'profile.lock';

export interface ProfileLock {
  release(): void;
}

/**
 * Makes sure that one process has a profile: an exclusive lock that the operating system itself lets go when its
 * holder ends, however it ends, so that a kill never leaves a profile shut. The file holds nothing.
 * The folder must exist.
 */
export function lockProfile(directory: string): Result<ProfileLock, StoreFailure> {
  let database: ReturnType<typeof openRaw> | undefined;
  try {
    database = openRaw(join(directory, profileLockName), 0);
    // A journal in memory and nothing ever written: this database is only its lock.
    database.pragma('journal_mode=MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return succeed({ release: () => held.close() });
  } catch (error) {
    database?.close();
    const failure = storeFailureOf(error);
    if (!failure) throw error;
    return fail(failure.code === 'ProfileInUse' ? { code: failure.code } : failure);
  }
}
