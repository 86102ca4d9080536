import { dirname } from 'node:path';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Files } from '../world.ts';
import { type Database, openRaw, type RawDatabase } from './driver.ts';
import { type StoreFailure, storeFailureOf } from './storeFailure.ts';

export type { Database } from './driver.ts';

/** Precious: every commit is on the disk before it returns. Disposable: a power cut may take the last commits. */
export type Durability = 'precious' | 'disposable';

/** The pragmas that must read so after the first write (trust.md section 3.4; K1). */
export const expectedPragmas = (durability: Durability): Readonly<Record<string, string | number>> => ({
  cipher: 'sqlcipher',
  journal_mode: 'wal',
  // Without it this build slides to NORMAL at the first write, and a power cut takes acknowledged commits (F1).
  synchronous: durability === 'precious' ? 2 : 1,
  // Otherwise sorting spills plain text into /var/tmp (F2).
  temp_store: 2,
  secure_delete: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  foreign_keys: 1,
  // Otherwise INSERT OR REPLACE deletes a row past its triggers.
  recursive_triggers: 1,
  mmap_size: 0,
  fullfsync: 1,
  checkpoint_fullfsync: 1,
});

export interface OpenOptions {
  readonly files: Files;
  readonly path: string;
  /** 32 bytes, raw: no passphrase is stretched here. Not kept. */
  readonly key: Uint8Array;
  readonly durability: Durability;
  /** How long another connection's lock is waited for. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens an encrypted database (SQLCipher 4 format, raw key), creating it when it is not there, and proves what it
 * promised: after one write every setting is read back, and the file is looked at to see that it is ciphertext (F17).
 * The folder must exist.
 */
export async function openDatabase(options: OpenOptions): Promise<Result<Database, StoreFailure>> {
  if (options.key.length !== 32) throw new RangeError('A database key has 32 bytes.');
  let database: RawDatabase | undefined;
  try {
    // SQLite would create it readable for all; its -wal and -shm inherit what the file itself has.
    const created = await options.files.open(options.path, 'a', 0o600);
    await created.close();
    database = openRaw(options.path, options.busyTimeoutMs ?? 5_000);
    unlock(database, options.key);
    configure(database, options.durability);
    proveSettings(database, options.durability);
    await proveCiphertext(options.files, options.path);
    await syncDirectory(options.files, dirname(options.path));
    return succeed(database);
  } catch (error) {
    database?.close();
    const failure = storeFailureOf(error);
    if (failure) return fail(failure);
    throw error;
  }
}

function unlock(database: RawDatabase, key: Uint8Array): void {
  database.pragma("cipher='sqlcipher'");
  database.pragma('legacy=4');
  const raw = Buffer.from(`x'${Buffer.from(key).toString('hex')}'`, 'ascii');
  database.key(raw);
  raw.fill(0);
}

function configure(database: Database, durability: Durability): void {
  database.pragma('journal_mode=WAL');
  database.pragma(`synchronous=${durability === 'precious' ? 'FULL' : 'NORMAL'}`);
  database.pragma('temp_store=MEMORY');
  database.pragma('secure_delete=ON');
  database.pragma('trusted_schema=OFF');
  database.pragma('cell_size_check=ON');
  database.pragma('foreign_keys=ON');
  database.pragma('recursive_triggers=ON');
  database.pragma('mmap_size=0');
  // Only macOS honours these: its fsync alone does not reach the disk.
  database.pragma('fullfsync=ON');
  database.pragma('checkpoint_fullfsync=ON');
}

/** Writes once, because some settings change only then, and reads everything back. */
function proveSettings(database: Database, durability: Durability): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; COMMIT`);
  for (const [name, expected] of Object.entries(expectedPragmas(durability))) {
    const found: unknown = database.pragma(name, { simple: true });
    if (found !== expected) throw new Error(`SQLite did not keep ${name}=${expected}, it reads ${String(found)}.`);
  }
}

const plainHeader = Buffer.from('SQLite format 3\0', 'latin1');

async function proveCiphertext(files: Files, path: string): Promise<void> {
  const handle = await files.open(path, 'r');
  try {
    const head = Buffer.alloc(plainHeader.length);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    if (bytesRead === head.length && !head.equals(plainHeader)) return;
    throw new Error('The database was not encrypted; it has been closed.');
  } finally {
    await handle.close();
  }
}

/** Makes a created or renamed name durable. Windows has no such call and no need of it. */
export async function syncDirectory(files: Files, directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await files.open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
