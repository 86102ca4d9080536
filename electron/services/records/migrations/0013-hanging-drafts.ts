import type { Migration } from '#electron/base/database/migrate.ts';

/** Protocols that were being written when the window ended: one row, replaced at every pause. */
export const hangingDrafts: Migration = {
  version: 13,
  name: '0013-hanging-drafts',
  sql: `
CREATE TABLE hanging_draft (
  place   INTEGER PRIMARY KEY CHECK (place = 1),
  kept_at INTEGER NOT NULL,
  -- Checked by whoever reads it: a row that a disk has spoilt costs itself only.
  drafts  TEXT NOT NULL
) STRICT;
`,
};
