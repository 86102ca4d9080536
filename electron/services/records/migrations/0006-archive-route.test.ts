import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { keepOldArchive, openOlderRecords } from '#tests/fixtures/olderRecords.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createArchiveRoutes } from '../archiveRoutes.ts';
import { type ArchiveToKeep, createArchiveStore } from '../archiveStore.ts';
import { migrations } from '../migrations.ts';

const a = 'a' as ArchiveId;
const oidc = { kind: 'oidc', issuer: 'https://id.example/', clientId: 'durbeen', flow: 'browser' } as const;
const archive: ArchiveToKeep = {
  archiveId: a,
  name: 'A',
  kind: 'dicomweb',
  url: 'https://a.example/dicom-web',
  signIn: oidc,
  assignment: { daysBack: 2, modalities: [], prefetch: true },
};

it('0006-archive-route: an archive from before goes the ordinary way', async () => {
  await using world = await createTestWorld();
  const { database, key, migrateTo } = await openOlderRecords(world, 5);
  keepOldArchive(database, 'bearer');
  migrateTo();
  const before = createArchiveStore(world, database, key).find(a);
  expect(before).toMatchObject({ name: 'A', signIn: { kind: 'bearer' } });
  expect(before).not.toHaveProperty('proxy');
  expect(createArchiveRoutes(world, database, key).read(a)).toEqual({});
  database.close();
});

it('N17 routes and tokens are kept sealed, open for their own archive alone, and go with it', async () => {
  await using world = await createTestWorld();
  const { database, key } = await openOlderRecords(world, migrations.length);
  const archives = createArchiveStore(world, database, key);
  const routes = createArchiveRoutes(world, database, key);
  archives.save(archive, 'client secret');
  const route = {
    proxy: { kind: 'explicit' as const, url: 'http://proxy.example:3128', username: 'home' },
    proxyPassword: 'word-of-the-proxy',
    authority: 'PEM',
    clientCertificate: { form: 'pem' as const, content: 'key-of-the-reader' },
  };
  expect(routes.save(a, route, { clientCertificate: { subject: 'reader' } }).ok).toBe(true);
  routes.saveTokens(a, 'token-of-the-reader');
  expect(routes.read(a)).toEqual(route);
  expect(routes.readTokens(a)).toBe('token-of-the-reader');
  expect(archives.find(a)).toMatchObject({ proxy: route.proxy, clientCertificate: { subject: 'reader' } });
  const dump = JSON.stringify([
    ...database.prepare('SELECT * FROM archive_route').all(),
    ...database.prepare('SELECT * FROM archive_sign_in').all(),
  ]);
  for (const secret of ['word-of-the-proxy', 'key-of-the-reader', 'token-of-the-reader'])
    expect(dump).not.toContain(secret);
  // A row carried over to another archive opens for nobody.
  archives.save({ ...archive, archiveId: 'b' as ArchiveId });
  database.exec(`UPDATE archive_route SET archive_id = 'b'; UPDATE archive_sign_in SET archive_id = 'b'`);
  expect(routes.read('b' as ArchiveId)).toEqual({ proxy: route.proxy, authority: 'PEM' });
  expect(routes.readTokens('b' as ArchiveId)).toBeUndefined();
  archives.remove('b' as ArchiveId);
  expect(database.prepare('SELECT count(*) AS n FROM archive_route').get()).toEqual({ n: 0 });
  expect(database.prepare('SELECT count(*) AS n FROM archive_sign_in').get()).toEqual({ n: 0 });
  database.close();
});

it('F14 tokens and secrets stay with the address and the provider that they were made for', async () => {
  await using world = await createTestWorld();
  const { database, key } = await openOlderRecords(world, migrations.length);
  const archives = createArchiveStore(world, database, key);
  const routes = createArchiveRoutes(world, database, key);
  const after = (change: object) => {
    archives.save(archive, 'secret');
    routes.saveTokens(a, 'tokens');
    archives.save({ ...archive, ...change });
    return [routes.readTokens(a), archives.readSecret(a)];
  };
  expect(after({ name: 'B', url: 'https://a.example/other' })).toEqual(['tokens', 'secret']);
  expect(after({ signIn: { ...oidc, flow: 'device' } })).toEqual(['tokens', 'secret']);
  expect(after({ url: 'https://b.example/dicom-web' })).toEqual([undefined, 'secret']);
  expect(after({ signIn: { ...oidc, issuer: 'https://other.example/' } })).toEqual([undefined, undefined]);
  expect(after({ signIn: { kind: 'bearer' } })).toEqual([undefined, undefined]);
  database.close();
});
