import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '#electron/base/database/migrate.ts';
import { openDatabase } from '#electron/base/database/openDatabase.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createArchiveNotes } from '../archiveNotes.ts';
import { createArchiveStore } from '../archiveStore.ts';
import { migrations } from '../migrations.ts';
import { foundations } from './0001-foundations.ts';

it('0003-archive-knowledge: an archive from before may not be asked to compress; notes go with their archive', async () => {
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
