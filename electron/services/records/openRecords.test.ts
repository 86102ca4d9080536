import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#electron/base/database/openDatabase.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import type { ArchiveToKeep } from './archiveStore.ts';
import { foundations } from './migrations/0001-foundations.ts';
import { openRecords, type Records } from './openRecords.ts';

let world: TestWorld;
let records: Records;
const keys = testKeys();

async function open(): Promise<Records> {
  const result = await openRecords(world, world.directory, keys);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

beforeEach(async () => {
  world = await createTestWorld();
  records = await open();
});
afterEach(async () => {
  if (records.database.open) records.close();
  await world.remove();
});

const archive: ArchiveToKeep = {
  archiveId: 'site-1' as ArchiveId,
  name: 'Site 1',
  kind: 'dicomweb',
  url: 'https://one.example:8042/dicom-web',
  signIn: { kind: 'basic', username: 'reader' },
  assignment: { daysBack: 14, modalities: ['CT'], prefetch: true },
};

describe('openRecords', () => {
  it('keeps the folder and the files to their owner', () => {
    expect(statSync(join(world.directory, 'records.db')).mode & 0o777).toBe(0o600);
  });

  it('K12: stops when the database has gone, rather than begin an empty one', async () => {
    records.close();
    rmSync(join(world.directory, 'records.db'));
    expect(await openRecords(world, world.directory, keys)).toEqual({
      ok: false,
      failure: { code: 'StoreDamaged', details: { reason: 'missing' } },
    });
    expect(existsSync(join(world.directory, 'records.db'))).toBe(false);
  });

  it('K12: stops at a database that this key does not open, and leaves it as it is', async () => {
    records.close();
    const before = readFileSync(join(world.directory, 'records.db'));
    expect(await openRecords(world, world.directory, testKeys(2))).toMatchObject({ failure: { code: 'StoreDamaged' } });
    expect(readFileSync(join(world.directory, 'records.db')).equals(before)).toBe(true);
  });

  it('K6: finds a damaged page at the start', async () => {
    for (let row = 0; row < 500; row += 1) {
      records.studyNotes.noteSeen([{ archiveId: 'site-1', studyInstanceUID: `1.2.${row}` } as StudyRef], row);
    }
    records.close();
    const bytes = readFileSync(join(world.directory, 'records.db'));
    bytes[bytes.length - 3000]! ^= 4;
    writeFileSync(join(world.directory, 'records.db'), bytes);
    expect(await openRecords(world, world.directory, keys)).toMatchObject({ failure: { code: 'StoreDamaged' } });
  });

  it('keeps one sealed copy before the schema changes', async () => {
    const other = await createTestWorld();
    const path = join(other.directory, 'records.db');
    const old = await openDatabase({ files: other.files, path, key: keys.records, durability: 'precious' });
    if (!old.ok) throw new Error(old.failure.code);
    old.value.exec(`${foundations.sql}; PRAGMA user_version = 1; INSERT INTO setting VALUES ('kept', '1')`);
    old.value.close();
    const opened = await openRecords(other, other.directory, keys);
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.database.prepare('SELECT * FROM setting').all()).toEqual([{ name: 'kept', value: '1' }]);
    opened.value.close();
    const copy = join(other.directory, 'records.before-version-2.db');
    const reopened = await openDatabase({ files: other.files, path: copy, key: keys.records, durability: 'precious' });
    if (!reopened.ok) throw new Error(reopened.failure.code);
    expect(reopened.value.prepare('SELECT * FROM setting').all()).toEqual([{ name: 'kept', value: '1' }]);
    reopened.value.close();
    await other.remove();
  });
});

describe('archives', () => {
  it('are kept in order, with their secret apart', async () => {
    expect(records.archives.save(archive, 'open sesame')).toEqual({
      ok: true,
      value: { ...archive, hasSecret: true, mayCompress: false, mayPreview: false },
    });
    world.clock.advance(1);
    records.archives.save({ ...archive, archiveId: 'a' as ArchiveId, signIn: { kind: 'none' } });
    records.close();
    records = await open();
    expect(records.archives.list().map((found) => [found.archiveId, found.hasSecret])).toEqual([
      ['site-1', true],
      ['a', false],
    ]);
    expect(records.archives.readSecret(archive.archiveId)).toBe('open sesame');
    const report = { testedAt: 5, checks: [{ check: 'reach' as const, outcome: 'works' as const }] };
    expect(records.archives.saveReport(archive.archiveId, report).ok).toBe(true);
    expect(records.archives.find(archive.archiveId)?.lastReport).toEqual(report);
    records.archives.remove(archive.archiveId);
    expect(records.archives.find(archive.archiveId)).toBeUndefined();
    expect(records.archives.saveReport(archive.archiveId, report)).toMatchObject({ ok: false });
  });

  it('F14: a stored secret stays with a new name and leaves with a new origin or without sign-in', () => {
    records.archives.save(archive, 'open sesame');
    records.archives.save({ ...archive, name: 'Renamed', url: 'https://one.example:8042/other' });
    expect(records.archives.readSecret(archive.archiveId)).toBe('open sesame');
    records.archives.save({ ...archive, url: 'https://two.example:8042/dicom-web' });
    expect(records.archives.readSecret(archive.archiveId)).toBeUndefined();
    records.archives.save(archive, 'again');
    expect(records.archives.save({ ...archive, signIn: { kind: 'none' } })).toMatchObject({
      value: { hasSecret: false },
    });
  });

  it('a sealed secret opens only for the archive it belongs to', () => {
    records.archives.save(archive, 'open sesame');
    records.archives.save({ ...archive, archiveId: 'b' as ArchiveId }, 'other');
    records.database.exec("UPDATE archive SET secret = (SELECT secret FROM archive WHERE archive_id = 'b')");
    expect(records.archives.readSecret(archive.archiveId)).toBeUndefined();
  });
});

it('study notes keep the first time a study was seen, and the reader’s priority', () => {
  const study = { archiveId: 'site-1', studyInstanceUID: '1.2.3' } as StudyRef;
  records.studyNotes.noteSeen([study], 100);
  records.studyNotes.noteSeen([study], 200);
  expect(records.studyNotes.all().get('site-1/1.2.3')).toEqual({ study, firstSeenAt: 100 });
  records.studyNotes.setPriority(study, 'STAT', 300);
  expect(records.studyNotes.all().get('site-1/1.2.3')).toEqual({ study, firstSeenAt: 100, priority: 'STAT' });
});

it('0001-foundations: audit rows are only appended, even by INSERT OR REPLACE', () => {
  const { database } = records;
  const insert = (verb: string, sequence: number): void => {
    database
      .prepare(`${verb} INTO audit VALUES (?, 1, 1, 0, 0, 'a.b', '{}', zeroblob(32), zeroblob(32))`)
      .run(sequence);
  };
  insert('INSERT', 1);
  insert('INSERT', 2);
  expect(() => insert('INSERT OR REPLACE', 1)).toThrow(/append|never/);
  expect(() => insert('INSERT OR REPLACE', 2)).toThrow(/append|never/);
  expect(() => insert('INSERT', 4)).toThrow('only appended');
  expect(() => database.exec("UPDATE audit SET action = 'x.y'")).toThrow('never changed');
  expect(() => database.exec('DELETE FROM audit')).toThrow('never deleted');
});
