import type { Migration } from '#electron/base/database/migrate.ts';

/** The index of what is cached. Disposable: a schema that does not fit is dropped and built again from the packs. */
export const cacheMigrations: readonly Migration[] = [
  {
    version: 1,
    name: '0001-index',
    sql: `
CREATE TABLE study (
  archive_id         TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  attributes         TEXT NOT NULL,
  PRIMARY KEY (archive_id, study_instance_uid)
) STRICT;

CREATE TABLE series (
  archive_id          TEXT NOT NULL,
  study_instance_uid  TEXT NOT NULL,
  series_instance_uid TEXT NOT NULL,
  expected_frames     INTEGER NOT NULL,
  instances           TEXT NOT NULL,
  -- When it was saved: the newest wins when the index is built again.
  saved_at            INTEGER NOT NULL,
  PRIMARY KEY (archive_id, study_instance_uid, series_instance_uid)
) STRICT;

CREATE TABLE frame (
  archive_id          TEXT NOT NULL,
  study_instance_uid  TEXT NOT NULL,
  series_instance_uid TEXT NOT NULL,
  sop_instance_uid    TEXT NOT NULL,
  frame_number        INTEGER NOT NULL,
  pack_id             TEXT NOT NULL,
  first_chunk         INTEGER NOT NULL,
  pack_offset         INTEGER NOT NULL,
  sealed_bytes        INTEGER NOT NULL,
  PRIMARY KEY (archive_id, study_instance_uid, series_instance_uid, sop_instance_uid, frame_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX frame_by_pack ON frame (pack_id, pack_offset, sealed_bytes, first_chunk);

-- clean: the last process ended in order. whole: every pack has been read into this index.
CREATE TABLE condition (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  clean INTEGER NOT NULL,
  whole INTEGER NOT NULL
) STRICT;
INSERT INTO condition VALUES (1, 1, 0);
`,
  },
  {
    version: 2,
    name: '0002-proof',
    sql: `
-- Of the bytes at first receipt, and the syntax they came in; null in rows from before. It outlives the copy that was
-- lost, so that other bytes under the same name are noticed (link.md V5).
ALTER TABLE frame ADD COLUMN digest TEXT;
ALTER TABLE frame ADD COLUMN transfer_syntax TEXT;
-- here: counts as present. lost: the copy no longer proves itself. bad: the bytes are as sent, and are no image.
ALTER TABLE frame ADD COLUMN state TEXT NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'lost', 'bad'));
-- How often bytes of this frame turned out to be no image.
ALTER TABLE frame ADD COLUMN strikes INTEGER NOT NULL DEFAULT 0;

ALTER TABLE series ADD COLUMN instance_count INTEGER;
UPDATE series SET instance_count = json_array_length(instances);

-- When every frame of a pack was last read and proven; where the reading of one was broken off.
CREATE TABLE scrubbed (
  pack_id     TEXT PRIMARY KEY,
  proven_at   INTEGER NOT NULL,
  next_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 3,
    name: '0003-looks',
    sql: `
-- When the archive was asked what it has of a study, and how much somebody has seen of it.
CREATE TABLE study_look (
  archive_id         TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  look               TEXT NOT NULL CHECK (json_valid(look)),
  PRIMARY KEY (archive_id, study_instance_uid)
) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 4,
    name: '0004-checked',
    sql: `
-- 1: an image was made of these very bytes, or nobody here can say more of them. What is 0 is checked when nobody works.
ALTER TABLE frame ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX frame_unchecked ON frame (archive_id, study_instance_uid, series_instance_uid, sop_instance_uid, frame_number)
  WHERE state = 'here' AND checked = 0;
`,
  },
];
