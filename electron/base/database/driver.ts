/**
 * The only file that names the SQLite driver: `better-sqlite3` is the encrypting build of it (SQLite3 Multiple Ciphers).
 * Loaded on first use and after a look at Node's version, because the binary crashes without a message under Node
 * before 22 (F16).
 */
import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { requireNode } from '../requireNode.ts';

export type Database = BetterSqlite.Database;

let driver: typeof BetterSqlite | undefined;

/** What the encrypting build adds and its types leave out. */
export interface RawDatabase extends Database {
  key(key: Buffer): number;
}

/** Opens without any pragma; only `openDatabase` and `profileLock` may call it. */
export function openRaw(path: string, timeoutMs: number): RawDatabase {
  requireNode(process.versions.node);
  driver ??= createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite;
  return new driver(path, { timeout: timeoutMs }) as RawDatabase;
}

/** The driver's error class is not exported in a way that survives two copies; the name and the code do. */
export function sqliteCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : 'SQLITE_ERROR';
}
