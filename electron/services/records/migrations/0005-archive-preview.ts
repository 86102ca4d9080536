import type { Migration } from '#electron/base/database/migrate.ts';

/** Whether small images that the archive has rendered may be shown, labelled, while the real ones are on their way. */
export const archivePreview: Migration = {
  version: 5,
  name: '0005-archive-preview',
  sql: `ALTER TABLE archive ADD COLUMN may_preview INTEGER NOT NULL DEFAULT 0 CHECK (may_preview IN (0, 1));`,
};
