import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '#electron/base/database/migrate.ts';
import { openDatabase } from '#electron/base/database/openDatabase.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createArchiveStore } from '../archiveStore.ts';
import { migrations } from '../migrations.ts';
import { foundations } from './0001-foundations.ts';

it('0005-archive-preview: no preview of an archive from before until a person allows it', async () => {
  await using world = await createTestWorld();
  const path = join(world.directory, 'records.db');
  const key = new Uint8Array(32);
  const opened = await openDatabase({ files: world.files, path, key, durability: 'precious' });
  if (!opened.ok) throw new Error(opened.failure.code);
  const database = opened.value;
  migrate(database, [foundations]);
  const assignment = '{"daysBack":2,"modalities":[],"prefetch":true}';
  database.exec(
    `INSERT INTO archive VALUES ('a', 'A', 'dicomweb', 'http://a/', '{"kind":"none"}', NULL, '${assignment}', NULL, 1)`,
  );
  expect(migrate(database, migrations).ok).toBe(true);
  const archives = createArchiveStore(world, database, key);
  const before = archives.find('a' as ArchiveId)!;
  expect(before.mayPreview).toBe(false);
  expect(archives.save({ ...before, mayPreview: true })).toMatchObject({ ok: true, value: { mayPreview: true } });
  const { mayPreview: _unsaid, ...silent } = before;
  expect(archives.save(silent)).toMatchObject({ ok: true, value: { mayPreview: true } });
  database.close();
});
