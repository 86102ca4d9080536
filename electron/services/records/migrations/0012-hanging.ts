import type { Migration } from '#electron/base/database/migrate.ts';

/** Protocols by version, what readers said of series, and what became of each hanging. */
export const hanging: Migration = {
  version: 12,
  name: '0012-hanging',
  sql: `
CREATE TABLE hanging_protocol (
  protocol_id TEXT NOT NULL,
  version     INTEGER NOT NULL CHECK (version > 0),
  kept_at     INTEGER NOT NULL,
  -- Checked by whoever reads it: a row that a disk has spoilt costs itself only.
  protocol    TEXT NOT NULL,
  PRIMARY KEY (protocol_id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER hanging_protocol_stays BEFORE DELETE ON hanging_protocol
BEGIN SELECT RAISE(ABORT, 'a protocol is disabled by a further version, never deleted'); END;
CREATE TRIGGER hanging_protocol_keeps_values BEFORE UPDATE ON hanging_protocol
BEGIN SELECT RAISE(ABORT, 'a version of a protocol is never changed'); END;
-- INSERT OR REPLACE would take an older version's place.
CREATE TRIGGER hanging_protocol_only_appends BEFORE INSERT ON hanging_protocol
WHEN NEW.version IS NOT 1 + coalesce((SELECT max(version) FROM hanging_protocol WHERE protocol_id = NEW.protocol_id), 0)
BEGIN SELECT RAISE(ABORT, 'versions are only appended'); END;

CREATE TABLE series_correction (
  sequence      INTEGER PRIMARY KEY,
  correction_id TEXT NOT NULL UNIQUE,
  archive_id    TEXT NOT NULL,
  -- Of which series, as JSON; words on the same series have the same text here.
  of_series     TEXT NOT NULL,
  said          TEXT NOT NULL,
  said_by       TEXT NOT NULL,
  said_at       INTEGER NOT NULL,
  -- Taken back, or said anew by a later row.
  revoked_at    INTEGER
) STRICT;
-- One word at a time holds for a series.
CREATE UNIQUE INDEX series_correction_in_force ON series_correction (archive_id, of_series) WHERE revoked_at IS NULL;

CREATE TRIGGER series_correction_stays BEFORE DELETE ON series_correction
BEGIN SELECT RAISE(ABORT, 'a correction is revoked, never deleted'); END;
CREATE TRIGGER series_correction_keeps_values BEFORE UPDATE ON series_correction
WHEN OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL OR NEW.sequence IS NOT OLD.sequence
  OR NEW.correction_id IS NOT OLD.correction_id OR NEW.archive_id IS NOT OLD.archive_id
  OR NEW.of_series IS NOT OLD.of_series OR NEW.said IS NOT OLD.said OR NEW.said_by IS NOT OLD.said_by
  OR NEW.said_at IS NOT OLD.said_at
BEGIN SELECT RAISE(ABORT, 'a correction is never changed, only revoked, once'); END;
CREATE TRIGGER series_correction_only_appends BEFORE INSERT ON series_correction
WHEN EXISTS (SELECT 1 FROM series_correction WHERE correction_id = NEW.correction_id OR sequence = NEW.sequence
  OR (archive_id = NEW.archive_id AND of_series = NEW.of_series AND revoked_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'corrections are only appended'); END;

-- Bounded: the oldest make room.
CREATE TABLE hang_event (
  sequence INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  at       INTEGER NOT NULL,
  event    TEXT NOT NULL
) STRICT;
`,
};
