import { z } from 'zod';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type AnnotationEntry, entryCauses } from '#shared/annotations/journal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { annotationEntry, entriesAtOnce } from '#shared/contract/annotations.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

/** A part of a journal, oldest line first. */
export interface JournalPart {
  readonly entries: AnnotationEntry[];
  /** Number of the last line that was looked at; where the next part begins. */
  readonly last: number;
  readonly more: boolean;
}

export interface AnnotationJournal {
  /** The lines of a study after one, at most `entriesAtOnce` of them. */
  read(study: StudyRef, after: number): Result<JournalPart, Failure>;
  /** Writes lines at the end, all or none; they are on the disk when it answers (`AnnotationsFull` beyond the limit). */
  append(
    study: StudyRef,
    entries: readonly AnnotationEntry[],
  ): Result<{ readonly last: number; readonly savedAt: number }, Failure>;
}

/** A study with more lines than this was drawn on by no hand. */
export const mostEntriesOfStudy = 200_000;

const row = z.object({ sequence: z.number(), entry_id: z.string(), cause: z.enum(entryCauses), change: z.string() });
const known = z.object({ sequence: z.number() }).optional();
const total = z.object({ entries: z.number() });

export function createAnnotationJournal(
  world: Pick<World, 'clock'>,
  { database }: Pick<Records, 'database'>,
): AnnotationJournal {
  const select = database.prepare(
    `SELECT sequence, entry_id, cause, change FROM annotation_entry
     WHERE archive_id = ? AND study_instance_uid = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const find = database.prepare('SELECT sequence FROM annotation_entry WHERE entry_id = ?');
  const count = database.prepare(
    'SELECT count(*) AS entries FROM annotation_entry WHERE archive_id = ? AND study_instance_uid = ?',
  );
  const insert = database.prepare(
    `INSERT INTO annotation_entry (entry_id, archive_id, study_instance_uid, made_at, cause, change)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return {
    read({ archiveId, studyInstanceUID }, after) {
      const rows = attempt(() => select.all(archiveId, studyInstanceUID, after, entriesAtOnce + 1).map(parseRow));
      if (!rows.ok) return rows;
      const part = rows.value.slice(0, entriesAtOnce);
      const entries = part.map(entryOf).filter((entry) => entry !== undefined);
      return succeed({ entries, last: part.at(-1)?.sequence ?? after, more: rows.value.length > part.length });
    },
    append(study, entries) {
      const { archiveId, studyInstanceUID } = study;
      return transact(database, (): Result<{ last: number; savedAt: number }, Failure> => {
        const before = total.parse(count.get(archiveId, studyInstanceUID)).entries;
        if (before + entries.length > mostEntriesOfStudy) return fail(failureOf('AnnotationsFull'));
        const savedAt = world.clock.now();
        let last = 0;
        for (const { entryId, cause, change } of entries) {
          const there = known.parse(find.get(entryId));
          const written =
            there?.sequence ??
            insert.run(entryId, archiveId, studyInstanceUID, savedAt, cause, JSON.stringify(change)).lastInsertRowid;
          last = Math.max(last, Number(written));
        }
        return succeed({ last, savedAt });
      });
    },
  };
}

function parseRow(value: unknown) {
  return row.parse(value);
}

/** A line that this version cannot read is left out, and stays where it is: the others are not lost with it. */
function entryOf({ entry_id: entryId, cause, change }: z.infer<typeof row>): AnnotationEntry | undefined {
  const read = annotationEntry.safeParse({ entryId, cause, change: JSON.parse(change) as unknown });
  return read.success ? read.data : undefined;
}
