import type { Migration } from '#electron/base/database/migrate.ts';

/** What lay on the reader's desk when the window ended: one row, replaced at every pause. */
export const desk: Migration = {
  version: 10,
  name: '0010-desk',
  sql: `
CREATE TABLE desk (
  place   INTEGER PRIMARY KEY CHECK (place = 1),
  kept_at INTEGER NOT NULL,
  -- Checked by whoever reads it: a row that a disk has spoilt must not keep the whole file from opening.
  state   TEXT NOT NULL
) STRICT;
`,
};
