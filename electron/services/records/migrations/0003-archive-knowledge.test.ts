import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { keepOldArchive, openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createArchiveNotes } from '../archiveNotes.ts';
import { createArchiveStore } from '../archiveStore.ts';

it('0003-archive-knowledge: an archive from before may not be asked to compress; notes go with their archive', async () => {
  await using world = await createTestWorld();
  const { database, key, migrateTo } = await openOlderRecords(world, 1);
  keepOldArchive(database);
  migrateTo();
  const archives = createArchiveStore(world, database, key);
  const notes = createArchiveNotes(database);
  const [a, b] = ['a', 'b'] as ArchiveId[] as [ArchiveId, ArchiveId];
  const before = archives.find(a)!;
  expect(before.mayCompress).toBe(false);
  expect(archives.save({ ...before, mayCompress: true }).ok).toBe(true);
  // A draft that does not speak of it leaves it as it was.
  const { mayCompress: _unsaid, ...silent } = before;
  expect(archives.save(silent)).toMatchObject({ ok: true, value: { mayCompress: true } });
  notes.save(a, 'capabilities', { paging: 'works' });
  notes.save(a, 'capabilities', { paging: 'limited' });
  notes.save(b, 'capabilities', { paging: 'works' });
  expect(notes.read(a, 'capabilities')).toEqual({ paging: 'limited' });
  archives.remove(a);
  expect(notes.read(a, 'capabilities')).toBeUndefined();
  expect(notes.read(b, 'capabilities')).toEqual({ paging: 'works' });
  database.close();
});
