import type { Migration } from '#electron/base/database/migrate.ts';

/**
 * Monitors, what was found when they were checked and measured, and on which of them a version was signed. Checks and
 * measurements are appended and never change; `effective_at` counts on where the clock was set back.
 */
export const displays: Migration = {
  version: 9,
  name: '0009-displays',
  sql: `
CREATE TABLE display (
  display_id TEXT NOT NULL PRIMARY KEY,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  name TEXT NOT NULL DEFAULT '',
  width_mm REAL CHECK (width_mm > 0),
  seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE display_event (
  sequence INTEGER PRIMARY KEY,
  display_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('full', 'daily', 'luminance')),
  at INTEGER NOT NULL,
  effective_at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  found TEXT NOT NULL CHECK (json_valid(found))
) STRICT;
CREATE INDEX display_event_of ON display_event (display_id, kind, sequence);
CREATE TRIGGER display_event_stays BEFORE DELETE ON display_event
BEGIN SELECT RAISE(ABORT, 'checks of displays are never deleted'); END;
CREATE TRIGGER display_event_keeps_values BEFORE UPDATE ON display_event
BEGIN SELECT RAISE(ABORT, 'checks of displays are never changed'); END;
CREATE TRIGGER display_event_only_appends BEFORE INSERT ON display_event
WHEN EXISTS (SELECT 1 FROM display_event WHERE sequence >= NEW.sequence AND NEW.sequence > 0)
BEGIN SELECT RAISE(ABORT, 'checks of displays are only appended'); END;
CREATE TABLE display_clock (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  last_seen INTEGER NOT NULL,
  set_back_ms INTEGER NOT NULL CHECK (set_back_ms >= 0)
) STRICT;
ALTER TABLE report_version ADD COLUMN displays TEXT CHECK (displays IS NULL OR json_valid(displays));
`,
};
