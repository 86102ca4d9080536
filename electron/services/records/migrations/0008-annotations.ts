import type { Migration } from '#electron/base/database/migrate.ts';

/** What readers draw on images, as a journal: a line is written once and stays; what is drawn now is the fold of them. */
export const annotations: Migration = {
  version: 8,
  name: '0008-annotations',
  sql: `
CREATE TABLE annotation_entry (
  sequence           INTEGER PRIMARY KEY,
  -- Chosen by the page: a line that was sent twice is there once.
  entry_id           TEXT NOT NULL UNIQUE,
  archive_id         TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  made_at            INTEGER NOT NULL,
  cause              TEXT NOT NULL CHECK (cause IN ('reader', 'undo', 'redo')),
  change             TEXT NOT NULL CHECK (json_valid(change))
) STRICT;
CREATE INDEX annotation_entry_of_study ON annotation_entry (archive_id, study_instance_uid, sequence);

CREATE TRIGGER annotation_entry_stays BEFORE DELETE ON annotation_entry
BEGIN SELECT RAISE(ABORT, 'annotations are taken back by a further line, never deleted'); END;
CREATE TRIGGER annotation_entry_keeps_values BEFORE UPDATE ON annotation_entry
BEGIN SELECT RAISE(ABORT, 'a line of the journal is never changed'); END;
-- INSERT OR REPLACE would take an older line's place.
CREATE TRIGGER annotation_entry_only_appends BEFORE INSERT ON annotation_entry
WHEN EXISTS (SELECT 1 FROM annotation_entry WHERE entry_id = NEW.entry_id OR sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'lines of the journal are only appended'); END;
`,
};
