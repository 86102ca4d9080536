import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

/** What has been learned of an archive, one JSON value a topic. Goes when the archive is removed. */
export interface ArchiveNotes {
  /** As it was saved, perhaps by an older version of us; undefined when there is none or it is no JSON. */
  read(archiveId: ArchiveId, topic: string): unknown;
  save(archiveId: ArchiveId, topic: string, value: unknown): Result<void, Failure>;
}

const row = z.object({ value: z.string() }).optional();

export function createArchiveNotes(database: Database): ArchiveNotes {
  const select = database.prepare('SELECT value FROM archive_note WHERE archive_id = ? AND topic = ?');
  const upsert = database.prepare(`
    INSERT INTO archive_note (archive_id, topic, value) VALUES (?, ?, ?)
    ON CONFLICT (archive_id, topic) DO UPDATE SET value = excluded.value`);
  return {
    read(archiveId, topic) {
      const found = row.parse(select.get(archiveId, topic));
      return found && (JSON.parse(found.value) as unknown);
    },
    save(archiveId, topic, value) {
      const done = attempt(() => upsert.run(archiveId, topic, JSON.stringify(value)));
      return done.ok ? succeed(undefined) : done;
    },
  };
}
