import type { Database } from '#electron/base/database/openDatabase.ts';
import { type FrameKey, wholeObjectNumber } from '#shared/dicom/frameKey.ts';
import { keyColumns, keyFields, keyOfRow, keyValues } from './frameColumns.ts';

/** Of which frames an image was made once (link.md V3). Every call may throw a driver's error. */
export interface CheckedIndex {
  /** False when these bytes are not what is here. */
  note(key: FrameKey, digest: string): boolean;
  /** Frames that are here and that nobody has made an image of, in the order of their names, from `after` on. */
  next(after: FrameKey | undefined, limit: number): readonly FrameKey[];
}

export function createCheckedIndex(database: Database): CheckedIndex {
  const mark = database.prepare(`
    UPDATE frame SET checked = 1 WHERE (${keyColumns}) = (?, ?, ?, ?, ?) AND digest = ? AND state = 'here'`);
  const select = database.prepare(`
    SELECT ${keyColumns} FROM frame WHERE state = 'here' AND checked = 0
      AND frame_number <> ${wholeObjectNumber} AND (${keyColumns}) > (?, ?, ?, ?, ?)
    ORDER BY ${keyColumns} LIMIT ?`);
  return {
    note: (key, digest) => mark.run(...keyValues(key), digest).changes > 0,
    next: (after, limit) => {
      const from = after ? keyValues(after) : ['', '', '', '', 0];
      return select.all(...from, limit).map((value) => keyOfRow(keyFields.parse(value)));
    },
  };
}
