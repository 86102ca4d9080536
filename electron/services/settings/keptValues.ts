import { attempt } from '#electron/base/database/storeFailure.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';

/** What the app has learned or been told and keeps over a restart, beside the settings. Never about a patient. */
export interface KeptValues {
  /** As it was written; undefined when it never was. Who reads it checks its shape. */
  read(name: string): unknown;
  /** What was learned and cannot be kept is learned again; who was told something by a person says that it is not kept. */
  write(name: string, value: unknown): Result<void, Failure>;
}

/** Beside the settings, whose names have no colon. */
const prefix = 'kept:';

export function createKeptValues(records: Pick<Records, 'database'>): KeptValues {
  const { database } = records;
  const select = database.prepare('SELECT value FROM setting WHERE name = ?').pluck();
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    read(name) {
      const text = select.get(prefix + name);
      return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
    },
    write(name, value) {
      const written = attempt(() => upsert.run(prefix + name, JSON.stringify(value)));
      return written.ok ? succeed(undefined) : written;
    },
  };
}
