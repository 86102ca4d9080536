import { z } from 'zod';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { annotationEntry, entriesAtOnce } from '#shared/contract/annotations.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** A part of a journal, oldest line first. */
export interface JournalPart {
  readonly entries: AnnotationEntry[];
  /** Number of the last line that was looked at; where the next part begins. */
  readonly last: number;
  readonly more: boolean;
  /** Lines of this part that this version cannot read. */
  readonly leftOut: number;
}

export interface AnnotationJournal {
  /** The lines of a study after one, at most `entriesAtOnce` of them. */
  read(study: StudyRef, after: number): Result<JournalPart, Failure>;
  /**
   * Writes lines at the end, all or none; they are on the disk when it answers. `AnnotationsFull` where they draw or change
   * something beyond the limit; what takes something away or back is still written for a while.
   */
  append(
    study: StudyRef,
    entries: readonly AnnotationEntry[],
  ): Result<{ readonly last: number; readonly savedAt: number }, Failure>;
}

/** A study with more lines than this was drawn on by no hand. */
export const mostEntriesOfStudy = 200_000;
/** Above it, for removing, undoing and redoing: who has drawn too much must be able to take it away. */
const roomToTakeBack = 20_000;

// What a line says is looked at line by line: one that cannot be read costs itself only.
const row = z.object({ sequence: z.number(), entry_id: z.string(), cause: z.string(), change: z.string() });
const known = z.object({ sequence: z.number() });
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
  /** How many lines each study has, once counted: not at each stroke. */
  const counted = new Map<string, number>();
  const countOf = ({ archiveId, studyInstanceUID }: StudyRef) =>
    total.parse(count.get(archiveId, studyInstanceUID)).entries;
  return {
    read({ archiveId, studyInstanceUID }, after) {
      const rows = attempt(() => select.all(archiveId, studyInstanceUID, after, entriesAtOnce + 1).map(parseRow));
      if (!rows.ok) return rows;
      const part = rows.value.slice(0, entriesAtOnce);
      const entries = part.map(entryOf).filter((entry) => entry !== undefined);
      return succeed({
        entries,
        last: part.at(-1)?.sequence ?? after,
        more: rows.value.length > part.length,
        leftOut: part.length - entries.length,
      });
    },
    append(study, entries) {
      const { archiveId, studyInstanceUID } = study;
      const key = studyKey(study);
      let lines = 0;
      const written = transact(database, (): Result<{ last: number; savedAt: number }, Failure> => {
        const unknown = new Map(entries.map((entry) => [entry.entryId, entry]));
        const fresh = [...unknown.values()].filter(({ entryId }) => find.get(entryId) === undefined);
        const before = counted.get(key) ?? countOf(study);
        lines = before + fresh.length;
        const most = mostEntriesOfStudy + (fresh.some(addsMore) ? 0 : roomToTakeBack);
        if (fresh.length > 0 && lines > most) return fail(failureOf('AnnotationsFull'));
        const savedAt = world.clock.now();
        for (const { entryId, cause, change } of fresh) {
          insert.run(entryId, archiveId, studyInstanceUID, savedAt, cause, JSON.stringify(change));
        }
        const sequences = entries.map(({ entryId }) => known.parse(find.get(entryId)).sequence);
        return succeed({ last: Math.max(0, ...sequences), savedAt });
      });
      if (written.ok) counted.set(key, lines);
      return written;
    },
  };
}

/** A line that draws something or changes it, and so makes more of it. */
function addsMore({ cause, change }: AnnotationEntry): boolean {
  return cause === 'reader' && change.kind !== 'remove';
}

function parseRow(value: unknown) {
  return row.parse(value);
}

/** A line that this version cannot read is left out, and stays where it is: the others are not lost with it. */
function entryOf({ entry_id: entryId, cause, change }: z.infer<typeof row>): AnnotationEntry | undefined {
  try {
    return annotationEntry.safeParse({ entryId, cause, change: JSON.parse(change) as unknown }).data;
  } catch {
    return undefined;
  }
}
