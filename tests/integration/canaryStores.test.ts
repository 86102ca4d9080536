import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '#electron/base/logging/log.ts';
import { createRotatingFile } from '#electron/base/logging/rotatingFile.ts';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { createStudyCache } from '#electron/services/cache/index.ts';
import { openRecords } from '#electron/services/records/index.ts';
import { createSettings } from '#electron/services/settings/index.ts';
import { openVault } from '#electron/services/vault/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { frame, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { encodingsOf, findCanaries } from '#tests/fixtures/findCanaries.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.remove());

const name = 'QURESHI^ZARGHUNA';
const words = [
  name,
  'قریشی زرغونہ',
  'canary-nodule-in-the-left-lobe',
  'canary-open-sesame',
  'Dr Canarius',
  'canary-battery-staple',
];

it('K2: the scan finds a word in every encoding it knows', async () => {
  for (const [index, [encoding, bytes]] of encodingsOf(name).entries()) {
    writeFileSync(
      join(world.directory, `planted-${index}`),
      Buffer.concat([Buffer.from('xy'), bytes, Buffer.from('z')]),
    );
    const found = await findCanaries(world.directory, words);
    expect(found.map((hit) => hit.encoding)).toContain(encoding);
  }
  for (const shift of [0, 1, 2]) {
    const path = join(world.directory, 'planted-base64');
    writeFileSync(path, Buffer.from(`${'-'.repeat(shift)}${name} and more`).toString('base64'));
    const found = await findCanaries(world.directory, words);
    expect(found.some((hit) => hit.file === 'planted-base64')).toBe(true);
  }
});

it('K2 P8: no store, write-ahead log, pack, key file or log holds a word of a patient in the clear', async () => {
  const { directory } = world;
  const keychain = {
    available: false,
    seal: () => Promise.reject(new Error()),
    unseal: () => Promise.reject(new Error()),
  };
  const vault = await openVault({
    world,
    directory,
    keychain,
    profile: 'patients',
    cost: { rounds: 1024, blockSize: 1, parallelism: 1 },
  });
  if (!vault.ok) throw new Error(vault.failure.code);
  const made = await vault.value.setUp({ method: 'passphrase', passphrase: 'canary-battery-staple' });
  if (!made.ok) throw new Error(made.failure.code);
  const { keys, recoveryCode } = made.value;
  const records = await openRecords(world, directory, keys);
  if (!records.ok) throw new Error(records.failure.code);
  const file = createRotatingFile({ files: world.files, directory: join(directory, 'logs') });
  const log = createLog({ clock: world.clock, sink: file, level: 'debug' });
  const cache = await createStudyCache({ world, records: records.value, directory, keys, log });
  if (!cache.ok) throw new Error(cache.failure.code);

  const archiveId = 'site-1' as ArchiveId;
  const assignment = { daysBack: 14, modalities: [], prefetch: true };
  records.value.archives.save(
    { archiveId, name: 'S', kind: 'dicomweb', url: 'https://a.example', signIn: { kind: 'bearer' }, assignment },
    'canary-open-sesame',
  );
  createSettings(records.value, 'patients').change({
    reader: { name: 'Dr Canarius', qualification: '', registrationNumber: '', organisation: '' },
  });
  createAuditTrail(world, records.value).record('report.signed', { text: 'canary-nodule-in-the-left-lobe' });
  const attributes = {
    '00100010': { vr: 'PN', Value: [{ Alphabetic: name, Ideographic: 'قریشی زرغونہ' }] },
  };
  cache.value.saveStudy(study(1), attributes);
  cache.value.saveSeries(study(1), {
    seriesInstanceUID: seriesUID(1),
    expectedFrames: 1,
    instances: Array.from({ length: 300 }, (_, index) => ({
      ...attributes,
      '00080018': { vr: 'UI', Value: [`1.2.3.${index}`] },
      '00104000': { vr: 'LT', Value: ['canary-nodule-in-the-left-lobe'.repeat(20)] },
    })),
  });
  const pixels = Buffer.from(words.join(' ').repeat(5_000));
  await cache.value.writeFrame({ ...frame(study(1), seriesUID(1), 1, 1), bytes: new Uint8Array(pixels) });
  log.warn('study.failed', { reason: name, code: 'Dr Canarius', studyInstanceUID: study(1).studyInstanceUID });
  await file.flush();

  const everything = [...words, recoveryCode, recoveryCode.slice(0, 11)];
  expect(await findCanaries(directory, everything)).toEqual([]);
  await cache.value.flush();
  expect(await findCanaries(directory, everything)).toEqual([]);
  // The write-ahead logs are there and have been looked at.
  expect(readdirSync(directory)).toEqual(
    expect.arrayContaining(['records.db-wal', 'cache.db-wal', 'packs', 'logs', 'keys.json']),
  );
  await cache.value.close();
  records.value.close();
  expect(await findCanaries(directory, everything)).toEqual([]);
  for (const path of readdirSync(directory, { recursive: true })) expect(String(path)).not.toContain('1.2.826');
});

it.runIf(process.platform === 'linux')('F2: sorting more than memory holds opens no temporary file', async () => {
  const records = await openRecords(world, world.directory, (await practiceKeys(world))!);
  if (!records.ok) throw new Error(records.failure.code);
  const { database } = records.value;
  database.exec('PRAGMA cache_size = 20; CREATE TABLE spill (text TEXT) STRICT');
  const insert = database.prepare('INSERT INTO spill VALUES (?)');
  database.transaction(() => {
    for (let row = 0; row < 30_000; row += 1) insert.run(`${name} ${(row * 7919) % 30_000} ${'x'.repeat(200)}`);
  })();
  const openWhileSorting = (): string[] => {
    let seen = 0;
    let open: string[] = [];
    for (const _row of database.prepare('SELECT text FROM spill ORDER BY text').iterate()) {
      seen += 1;
      if (seen === 100) open = readdirSync('/proc/self/fd').map(linkOf);
    }
    expect(seen).toBe(30_000);
    return open;
  };
  const open = openWhileSorting();
  expect(open.some((path) => path.includes('records.db'))).toBe(true);
  expect(open.filter((path) => path.includes('etilqs'))).toEqual([]);
  // The trap itself: without the setting the same sort does open one, and what it writes there is plain text.
  database.exec('PRAGMA temp_store = FILE');
  expect(openWhileSorting().filter((path) => path.includes('etilqs')).length).toBeGreaterThan(0);
  records.value.close();
});

async function practiceKeys(of: TestWorld) {
  const keychain = {
    available: false,
    seal: () => Promise.reject(new Error()),
    unseal: () => Promise.reject(new Error()),
  };
  const vault = await openVault({ world: of, directory: of.directory, keychain, profile: 'practice' });
  return vault.ok ? vault.value.keys() : undefined;
}

function linkOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}
