import { expect, it } from 'vitest';
import { openRaw } from './driver.ts';
import { attempt } from './storeFailure.ts';

/** An error as SQLite gives it, of another code. */
function sqliteError(code: string): Error {
  try {
    openRaw(':memory:', 0).exec('this is no SQL');
  } catch (error) {
    return Object.assign(error as Error, { code });
  }
  throw new Error('understood what is no SQL');
}

it('a disk that is full shows itself first in the shared memory of the journal', () => {
  const failing = (code: string) =>
    attempt(() => {
      throw sqliteError(code);
    });
  expect(failing('SQLITE_IOERR_SHMSIZE')).toMatchObject({ ok: false, failure: { code: 'DiskFull' } });
  expect(failing('SQLITE_FULL')).toMatchObject({ ok: false, failure: { code: 'DiskFull' } });
  expect(failing('SQLITE_IOERR_WRITE')).toMatchObject({ ok: false, failure: { code: 'DiskFailed' } });
});
