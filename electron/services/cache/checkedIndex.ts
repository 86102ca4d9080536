import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { frameKey } from '#shared/contract/identifiers.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';

/** Of which frames an image was made once (link.md V3). Every call may throw a driver's error. */
export interface CheckedIndex {
  /** False when these bytes are not what is here. */
  note(key: FrameKey, digest: string): boolean;
  /** Frames that are here and that nobody has made an image of, in the order of their names, from `after` on. */
  next(after: FrameKey | undefined, limit: number): readonly FrameKey[];
}

const columns = 'archive_id, study_instance_uid, series_instance_uid, sop_instance_uid, frame_number';
const row = z
  .object({
    archive_id: z.string(),
    study_instance_uid: z.string(),
    series_instance_uid: z.string(),
    sop_instance_uid: z.string(),
    frame_number: z.number(),
  })
  .transform(
    (found): FrameKey =>
      frameKey.parse({
        archiveId: found.archive_id,
        studyInstanceUID: found.study_instance_uid,
        seriesInstanceUID: found.series_instance_uid,
        sopInstanceUID: found.sop_instance_uid,
        frameNumber: found.frame_number,
      }),
  );

export function createCheckedIndex(database: Database): CheckedIndex {
  const mark = database.prepare(`
    UPDATE frame SET checked = 1 WHERE (${columns}) = (?, ?, ?, ?, ?) AND digest = ? AND state = 'here'`);
  const select = database.prepare(`
    SELECT ${columns} FROM frame WHERE state = 'here' AND checked = 0 AND (${columns}) > (?, ?, ?, ?, ?)
    ORDER BY ${columns} LIMIT ?`);
  return {
    note: (key, digest) => mark.run(...valuesOf(key), digest).changes > 0,
    next: (after, limit) => {
      const from = after ? valuesOf(after) : ['', '', '', '', 0];
      return select.all(...from, limit).map((value) => row.parse(value));
    },
  };
}

const valuesOf = ({ archiveId, studyInstanceUID, seriesInstanceUID, sopInstanceUID, frameNumber }: FrameKey) => [
  archiveId,
  studyInstanceUID,
  seriesInstanceUID,
  sopInstanceUID,
  frameNumber,
];
