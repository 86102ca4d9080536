import type { Migration } from '#electron/base/database/migrate.ts';

/** What was here of a study's images when a version was signed, and what of it was not looked at (trust.md P6). */
export const imagesAtSigning: Migration = {
  version: 7,
  name: '0007-images-at-signing',
  sql: `
ALTER TABLE report_version ADD COLUMN images TEXT CHECK (images IS NULL OR json_valid(images));
ALTER TABLE report_version ADD COLUMN not_viewed INTEGER CHECK (not_viewed >= 0);
`,
};
