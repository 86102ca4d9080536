import type { Migration } from '#electron/base/database/migrate.ts';

/**
 * What has been learned of each archive, and whether it may be asked to compress. One JSON value a topic: what an
 * archive can do is a matter of the service that asks it, which reads old values forgivingly.
 */
export const archiveKnowledge: Migration = {
  version: 3,
  name: '0003-archive-knowledge',
  sql: `
ALTER TABLE archive ADD COLUMN may_compress INTEGER NOT NULL DEFAULT 0 CHECK (may_compress IN (0, 1));

-- Without a foreign key: archives that are built in stand in no list. Those that do take their notes with them.
CREATE TABLE archive_note (
  archive_id TEXT NOT NULL,
  topic      TEXT NOT NULL,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (archive_id, topic)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER archive_note_goes_with_archive AFTER DELETE ON archive
BEGIN DELETE FROM archive_note WHERE archive_id = OLD.archive_id; END;
`,
};
