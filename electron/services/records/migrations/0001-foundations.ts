import type { Migration } from '#electron/base/database/migrate.ts';

/** Settings, archives, series keys, notes on studies, audit. Instants are epoch milliseconds; ids and UIDs are text. */
export const foundations: Migration = {
  version: 1,
  name: '0001-foundations',
  sql: `
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE archive (
  archive_id  TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('practice', 'dicomweb', 'disc')),
  url         TEXT NOT NULL,
  sign_in     TEXT NOT NULL CHECK (json_valid(sign_in)),
  -- Sealed under a key of its own besides the database's, so that a copied row says nothing.
  secret      BLOB,
  assignment  TEXT NOT NULL CHECK (json_valid(assignment)),
  last_report TEXT CHECK (json_valid(last_report)),
  created_at  INTEGER NOT NULL
) STRICT;

-- Deleting a row here is how a series is destroyed: its packs are noise from then on (trust.md section 3.5).
CREATE TABLE series_key (
  key_id              TEXT PRIMARY KEY,
  archive_id          TEXT NOT NULL,
  study_instance_uid  TEXT NOT NULL,
  series_instance_uid TEXT NOT NULL,
  wrapped_key         BLOB NOT NULL,
  epoch               INTEGER NOT NULL,
  UNIQUE (archive_id, study_instance_uid, series_instance_uid)
) STRICT;

-- Which key a pack belongs to; a pack never carries its own. The order tells which copy of a frame is the newer.
CREATE TABLE series_pack (
  pack_order INTEGER PRIMARY KEY AUTOINCREMENT,
  pack_id    TEXT NOT NULL UNIQUE,
  key_id     TEXT NOT NULL REFERENCES series_key (key_id) ON DELETE CASCADE,
  closed     INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;
CREATE INDEX series_pack_by_key ON series_pack (key_id);

CREATE TABLE study_note (
  archive_id         TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  first_seen_at      INTEGER NOT NULL,
  -- Null: as the archive says.
  priority           TEXT CHECK (priority IN ('STAT', 'URGENT', 'ROUTINE')),
  PRIMARY KEY (archive_id, study_instance_uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  sequence       INTEGER PRIMARY KEY CHECK (sequence > 0),
  -- Never before the record above it; wall_at is what the clock said.
  at             INTEGER NOT NULL,
  wall_at        INTEGER NOT NULL,
  offset_minutes INTEGER NOT NULL,
  clock_suspect  INTEGER NOT NULL CHECK (clock_suspect IN (0, 1)),
  action         TEXT NOT NULL,
  details        TEXT NOT NULL CHECK (json_valid(details)),
  previous_hash  BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash           BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
-- INSERT OR REPLACE would take a row's place without asking the triggers above, so an existing sequence is refused too.
CREATE TRIGGER audit_only_appends BEFORE INSERT ON audit
WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit rows are only appended'); END;
`,
};
