import type { Migration } from '#electron/base/database/migrate.ts';
import { foundations } from './migrations/0001-foundations.ts';
import { reports } from './migrations/0002-reports.ts';
import { archiveKnowledge } from './migrations/0003-archive-knowledge.ts';
import { linkUsage } from './migrations/0004-link-usage.ts';
import { archivePreview } from './migrations/0005-archive-preview.ts';
import { archiveRoute } from './migrations/0006-archive-route.ts';
import { imagesAtSigning } from './migrations/0007-images-at-signing.ts';
import { annotations } from './migrations/0008-annotations.ts';
import { displays } from './migrations/0009-displays.ts';
import { desk } from './migrations/0010-desk.ts';
import { viewed } from './migrations/0011-viewed.ts';
import { hanging } from './migrations/0012-hanging.ts';
import { hangingDrafts } from './migrations/0013-hanging-drafts.ts';

/** Every step of the schema, in order. Nothing here is ever changed once released: a change is a new file. */
export const migrations: readonly Migration[] = [
  foundations,
  reports,
  archiveKnowledge,
  linkUsage,
  archivePreview,
  archiveRoute,
  imagesAtSigning,
  annotations,
  displays,
  desk,
  viewed,
  hanging,
  hangingDrafts,
];
