import type { Migration } from '#electron/base/database/migrate.ts';

/** Reports, their signed versions and the outbox. What was signed cannot be changed or deleted, by SQL either (P1). */
export const reports: Migration = {
  version: 2,
  name: '0002-reports',
  sql: `
CREATE TABLE report (
  report_id           TEXT PRIMARY KEY,
  archive_id          TEXT NOT NULL,
  study_instance_uid  TEXT NOT NULL,
  -- All versions of a report stand in one series of the study.
  series_instance_uid TEXT NOT NULL UNIQUE,
  revision            INTEGER NOT NULL CHECK (revision >= 0),
  verification        TEXT NOT NULL CHECK (verification IN ('UNVERIFIED', 'VERIFIED')),
  draft               TEXT NOT NULL CHECK (json_valid(draft)),
  -- The patient whom the draft was begun for (T22); null while there is no text.
  identity            TEXT CHECK (json_valid(identity)),
  saved_at            INTEGER,
  created_at          INTEGER NOT NULL,
  UNIQUE (archive_id, study_instance_uid)
) STRICT;

CREATE TRIGGER report_stays BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'reports are never deleted'); END;
CREATE TRIGGER report_keeps_its_study BEFORE UPDATE ON report
WHEN NEW.report_id IS NOT OLD.report_id OR NEW.archive_id IS NOT OLD.archive_id
  OR NEW.study_instance_uid IS NOT OLD.study_instance_uid OR NEW.series_instance_uid IS NOT OLD.series_instance_uid
BEGIN SELECT RAISE(ABORT, 'a report never moves to another study'); END;
CREATE TRIGGER report_only_goes_on BEFORE UPDATE ON report
WHEN NEW.revision < OLD.revision OR (OLD.verification = 'VERIFIED' AND NEW.verification <> 'VERIFIED')
BEGIN SELECT RAISE(ABORT, 'a report never goes back'); END;
CREATE TRIGGER report_is_made_once BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM report WHERE report_id = NEW.report_id
  OR (archive_id = NEW.archive_id AND study_instance_uid = NEW.study_instance_uid))
BEGIN SELECT RAISE(ABORT, 'the study has a report'); END;

CREATE TABLE report_version (
  report_id        TEXT NOT NULL REFERENCES report (report_id),
  version          INTEGER NOT NULL CHECK (version > 0),
  kind             TEXT NOT NULL CHECK (kind IN ('final', 'addendum')),
  sections         TEXT NOT NULL CHECK (json_valid(sections)),
  canonical_text   TEXT NOT NULL,
  -- SHA-256 of canonical_text, lower-case hexadecimal.
  digest           TEXT NOT NULL CHECK (length(digest) = 64),
  signer           TEXT NOT NULL CHECK (json_valid(signer)),
  signed_at        INTEGER NOT NULL,
  offset_minutes   INTEGER NOT NULL,
  identity         TEXT NOT NULL CHECK (json_valid(identity)),
  sop_instance_uid TEXT NOT NULL UNIQUE,
  -- The finished file: what is sent is what was signed, however often it is sent.
  part10           BLOB NOT NULL,
  PRIMARY KEY (report_id, version)
) STRICT;

CREATE TRIGGER report_version_stays BEFORE DELETE ON report_version
BEGIN SELECT RAISE(ABORT, 'signed versions are never deleted'); END;
CREATE TRIGGER report_version_keeps_values BEFORE UPDATE ON report_version
BEGIN SELECT RAISE(ABORT, 'signed versions are never changed'); END;
-- INSERT OR REPLACE would take a signed row's place, so only the next number is taken.
CREATE TRIGGER report_version_only_appends BEFORE INSERT ON report_version
WHEN NEW.version <> 1 + (SELECT coalesce(max(version), 0) FROM report_version WHERE report_id = NEW.report_id)
BEGIN SELECT RAISE(ABORT, 'signed versions are only appended'); END;

CREATE TABLE outbox (
  delivery_id     TEXT PRIMARY KEY,
  report_id       TEXT NOT NULL,
  version         INTEGER NOT NULL,
  archive_id      TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'delivered', 'parked')),
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  queued_at       INTEGER NOT NULL,
  delivered_at    INTEGER,
  failure         TEXT CHECK (json_valid(failure)),
  UNIQUE (report_id, version, archive_id),
  FOREIGN KEY (report_id, version) REFERENCES report_version (report_id, version),
  CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_undelivered ON outbox (archive_id) WHERE state <> 'delivered';

CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'deliveries are never deleted'); END;
CREATE TRIGGER outbox_keeps_its_target BEFORE UPDATE ON outbox
WHEN NEW.delivery_id IS NOT OLD.delivery_id OR NEW.report_id IS NOT OLD.report_id OR NEW.version IS NOT OLD.version
  OR NEW.archive_id IS NOT OLD.archive_id OR OLD.state = 'delivered'
BEGIN SELECT RAISE(ABORT, 'a delivery keeps its target, and what is delivered stays so'); END;
-- P7: a report goes back to where its study came from and nowhere else.
CREATE TRIGGER outbox_returns_to_its_archive BEFORE INSERT ON outbox
WHEN NEW.archive_id IS NOT (SELECT archive_id FROM report WHERE report_id = NEW.report_id)
  OR EXISTS (SELECT 1 FROM outbox WHERE delivery_id = NEW.delivery_id)
  OR EXISTS (SELECT 1 FROM outbox WHERE report_id = NEW.report_id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'a report is delivered once, to the archive of its study'); END;
`,
};
