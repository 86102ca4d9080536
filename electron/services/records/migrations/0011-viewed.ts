import type { Migration } from '#electron/base/database/migrate.ts';

/** Which images of a study were seen at full fidelity: one row for each study, replaced as it is read. */
export const viewed: Migration = {
  version: 11,
  name: '0011-viewed',
  sql: `
CREATE TABLE viewed (
  archive_id TEXT NOT NULL,
  study_uid  TEXT NOT NULL,
  kept_at    INTEGER NOT NULL,
  -- Checked by whoever reads it: a row that a disk has spoilt must not keep the whole file from opening.
  state      TEXT NOT NULL,
  PRIMARY KEY (archive_id, study_uid)
) STRICT;
`,
};
