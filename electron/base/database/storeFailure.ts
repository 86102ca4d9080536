import { fail, type Result, succeed } from '#shared/base/result.ts';
import { sqliteCodeOf } from './driver.ts';

/** How keeping something can fail; the codes are the contract's, so that a service hands them on as they are. */
export interface StoreFailure {
  readonly code: 'DiskFull' | 'DiskReadOnly' | 'DiskFailed' | 'StoreDamaged' | 'ProfileInUse' | 'StoreTooNew';
  readonly details?: Readonly<Record<string, string | number>>;
}

const bySqliteCode: readonly (readonly [prefix: string, code: StoreFailure['code']])[] = [
  ['SQLITE_FULL', 'DiskFull'],
  ['SQLITE_READONLY', 'DiskReadOnly'],
  ['SQLITE_CANTOPEN', 'DiskFailed'],
  // One process has a profile, so whoever holds a lock is another copy of the program.
  ['SQLITE_BUSY', 'ProfileInUse'],
  ['SQLITE_LOCKED', 'ProfileInUse'],
  ['SQLITE_NOTADB', 'StoreDamaged'],
  ['SQLITE_CORRUPT', 'StoreDamaged'],
  // A page whose authentication tag is wrong is reported as failed input, not as corruption.
  ['SQLITE_IOERR_DATA', 'StoreDamaged'],
  ['SQLITE_IOERR_CORRUPTFS', 'StoreDamaged'],
  // The shared memory of the journal could not grow: that is how a full disk shows itself first.
  ['SQLITE_IOERR_SHMSIZE', 'DiskFull'],
  ['SQLITE_IOERR', 'DiskFailed'],
];

const byFileCode: Readonly<Record<string, StoreFailure['code']>> = {
  ENOSPC: 'DiskFull',
  EDQUOT: 'DiskFull',
  EROFS: 'DiskReadOnly',
  EACCES: 'DiskReadOnly',
  EPERM: 'DiskReadOnly',
  EIO: 'DiskFailed',
  EMFILE: 'DiskFailed',
  ENFILE: 'DiskFailed',
  ENOENT: 'DiskFailed',
  ENOTDIR: 'DiskFailed',
  EFBIG: 'DiskFull',
};

/** The failure behind an error of SQLite or of the file system; undefined when it is neither, and so a bug. */
export function storeFailureOf(error: unknown): StoreFailure | undefined {
  const sqliteCode = sqliteCodeOf(error);
  if (sqliteCode !== undefined) {
    const match = bySqliteCode.find(([prefix]) => sqliteCode.startsWith(prefix));
    return match && { code: match[1], details: { reason: sqliteCode } };
  }
  const fileCode = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const code = byFileCode[fileCode];
  return code && { code, details: { reason: fileCode } };
}

/** Runs work on a database: a failing disk or file becomes a value, anything else is thrown on. */
export function attempt<Value>(work: () => Value): Result<Value, StoreFailure> {
  try {
    return succeed(work());
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}

/** As `attempt`, for work on files. */
export async function attemptFiles<Value>(work: () => Promise<Value>): Promise<Result<Value, StoreFailure>> {
  try {
    return succeed(await work());
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}
