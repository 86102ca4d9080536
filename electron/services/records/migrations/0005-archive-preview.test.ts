import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { keepOldArchive, openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createArchiveStore } from '../archiveStore.ts';

it('0005-archive-preview: no preview of an archive from before until a person allows it', async () => {
  await using world = await createTestWorld();
  const { database, key, migrateTo } = await openOlderRecords(world, 1);
  keepOldArchive(database);
  migrateTo();
  const archives = createArchiveStore(world, database, key);
  const before = archives.find('a' as ArchiveId)!;
  expect(before.mayPreview).toBe(false);
  expect(archives.save({ ...before, mayPreview: true })).toMatchObject({ ok: true, value: { mayPreview: true } });
  const { mayPreview: _unsaid, ...silent } = before;
  expect(archives.save(silent)).toMatchObject({ ok: true, value: { mayPreview: true } });
  database.close();
});
