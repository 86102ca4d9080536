import type { Migration } from '#electron/base/database/migrate.ts';

/** What went over the line to each archive, by local day, and what the line was like when last measured. No studies. */
export const linkUsage: Migration = {
  version: 4,
  name: '0004-link-usage',
  sql: `
CREATE TABLE link_day (
  archive_id TEXT NOT NULL,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  outages INTEGER NOT NULL CHECK (outages >= 0),
  away_ms INTEGER NOT NULL CHECK (away_ms >= 0),
  PRIMARY KEY (archive_id, day)
) STRICT;
CREATE TABLE link_line (
  archive_id TEXT NOT NULL PRIMARY KEY,
  measured_at INTEGER NOT NULL,
  trace TEXT NOT NULL CHECK (json_valid(trace))
) STRICT;
`,
};
