import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { studyRef } from '#shared/contract/identifiers.ts';
import { type Priority, priority } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

export interface StudyNote {
  readonly study: StudyRef;
  /** When this computer first heard of the study, epoch ms: the clock of the due time starts here. */
  readonly firstSeenAt: number;
  /** Set by the reader; otherwise as the archive says. */
  readonly priority?: Priority;
}

/** What is known about studies besides what the archive says. Outlives the cache. */
export interface StudyNotes {
  /** By `studyKey`. */
  all(): ReadonlyMap<string, StudyNote>;
  /** Notes studies that are new here; others keep the time at which they were first seen. */
  noteSeen(studies: readonly StudyRef[], at: number): Result<void, Failure>;
  setPriority(study: StudyRef, chosen: Priority, at: number): Result<void, Failure>;
}

const row = z.object({
  archive_id: z.string(),
  study_instance_uid: z.string(),
  first_seen_at: z.number(),
  priority: priority.nullable(),
});

export function createStudyNotes(database: Database): StudyNotes {
  const select = database.prepare('SELECT archive_id, study_instance_uid, first_seen_at, priority FROM study_note');
  const insert = database.prepare(`
    INSERT INTO study_note (archive_id, study_instance_uid, first_seen_at) VALUES (?, ?, ?)
    ON CONFLICT DO NOTHING`);
  const prioritise = database.prepare(`
    INSERT INTO study_note (archive_id, study_instance_uid, first_seen_at, priority) VALUES (?, ?, ?, ?)
    ON CONFLICT (archive_id, study_instance_uid) DO UPDATE SET priority = excluded.priority`);
  return {
    all: () => new Map(select.all().map(readNote)),
    noteSeen: (studies, at) =>
      transact(database, () => {
        for (const study of studies) insert.run(study.archiveId, study.studyInstanceUID, at);
        return succeed(undefined);
      }),
    setPriority(study, chosen, at) {
      const done = attempt(() => prioritise.run(study.archiveId, study.studyInstanceUID, at, chosen));
      return done.ok ? succeed(undefined) : done;
    },
  };
}

function readNote(value: unknown): readonly [string, StudyNote] {
  const found = row.parse(value);
  const study = studyRef.parse({ archiveId: found.archive_id, studyInstanceUID: found.study_instance_uid });
  const note = { study, firstSeenAt: found.first_seen_at };
  return [studyKey(study), found.priority ? { ...note, priority: found.priority } : note];
}
