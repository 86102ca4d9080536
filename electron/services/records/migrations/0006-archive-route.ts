import type { Migration } from '#electron/base/database/migrate.ts';

/** The way to an archive, and the tokens of whoever has signed in to it. Both go when the archive is removed. */
export const archiveRoute: Migration = {
  version: 6,
  name: '0006-archive-route',
  sql: `
CREATE TABLE archive_route (
  archive_id TEXT PRIMARY KEY REFERENCES archive (archive_id) ON DELETE CASCADE,
  proxy      TEXT NOT NULL CHECK (json_valid(proxy)),
  -- PEM of the authorities; public.
  authority  TEXT,
  -- What may be shown of the certificates: whose, until when.
  shown      TEXT NOT NULL CHECK (json_valid(shown)),
  -- The proxy's password and the client certificate with its key; sealed like the archive's own secret.
  secrets    BLOB
) STRICT;

CREATE TABLE archive_sign_in (
  archive_id TEXT PRIMARY KEY REFERENCES archive (archive_id) ON DELETE CASCADE,
  -- Sealed too.
  tokens     BLOB NOT NULL
) STRICT;
`,
};
