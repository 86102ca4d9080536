import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { parseJson } from './packRecord.ts';

const count = z.number().optional();
const look = z.object({
  series: count,
  instances: count,
  firstAt: count,
  lastAt: count,
  seenInstances: count,
  /** Of these, objects that carry no image. */
  seenOthers: count,
  isSigned: z.boolean().optional(),
});

/** When an archive was asked what it has of a study, what it counted, and how much of it somebody has seen. */
export type StudyLook = z.infer<typeof look>;

const row = z.object({ look: z.string() }).optional();

/** The looks in `cache.db`. Every call may throw a driver's error, as in `cacheIndex`. */
export interface LookIndex {
  save(study: StudyRef, look: StudyLook): void;
  find(study: StudyRef): StudyLook | undefined;
  /** Of studies of which nothing is here, the latest looks are kept, so many: one that comes back is not new to its reader. */
  forgetOldest(kept?: number): void;
}

/** Years of work; four megabytes. */
const mostKept = 20_000;

export function createLookIndex(database: Database): LookIndex {
  const save = database.prepare('INSERT OR REPLACE INTO study_look VALUES (?, ?, ?)');
  const select = database.prepare('SELECT look FROM study_look WHERE archive_id = ? AND study_instance_uid = ?');
  const forget = database.prepare(`
    DELETE FROM study_look WHERE (archive_id, study_instance_uid) IN (
      SELECT archive_id, study_instance_uid FROM study_look LEFT JOIN study USING (archive_id, study_instance_uid)
      WHERE study.attributes IS NULL
      ORDER BY coalesce(json_extract(look, '$.lastAt'), 0) DESC LIMIT -1 OFFSET ?)`);
  return {
    forgetOldest(kept = mostKept) {
      forget.run(kept);
    },
    save(study, value) {
      save.run(study.archiveId, study.studyInstanceUID, JSON.stringify(value));
    },
    find(study) {
      const found = row.parse(select.get(study.archiveId, study.studyInstanceUID));
      const parsed = found && look.safeParse(parseJson(found.look));
      return parsed?.success ? parsed.data : undefined;
    },
  };
}
