import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { type Credentials, createArchiveClient } from '#electron/services/archive/index.ts';
import { succeed } from '#shared/base/result.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';

// T12, F14: whatever address a server names, no credential of ours goes to another origin: not by a redirect, not by a
// chain of them, not by what its data sets point to, and not by what a person is talked into entering.

const heard: { to: string; authorization: string | undefined; path: string }[] = [];
const servers: Server[] = [];
let archivePort = 0;
let thiefPort = 0;
let location = '';
let status = 307;

async function serve(name: string, answer: (path: string) => { status: number; location?: string }): Promise<number> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    heard.push({ to: name, authorization: request.headers.authorization, path });
    const { status, location } = answer(path);
    if (location === undefined) response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');
    else response.writeHead(status, { location }).end();
  });
  servers.push(server);
  // On every address of loopback, so that another name for it is answered too, if anybody asks.
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  thiefPort = await serve('thief', () => ({ status: 200 }));
  archivePort = await serve('archive', (path) =>
    path.startsWith('/dicom-web/studies') ? { status, location } : { status: 200 },
  );
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

function client() {
  const credentials: Credentials = {
    headers: () => Promise.resolve(succeed({ authorization: 'Bearer secret' })),
    renewed: () => Promise.resolve(succeed(undefined)),
  };
  const made = createArchiveClient({
    archiveId: 'site' as ArchiveId,
    url: `http://127.0.0.1:${archivePort}/dicom-web`,
    signIn: { kind: 'none' },
    credentials,
    network: systemNetwork,
    random: systemRandom,
  });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

/** How a server may write the place where it would like our token; T is the thief's port. */
const forms = [
  'http://127.0.0.1:T/',
  'http://127.0.0.1:T/dicom-web/studies',
  '//127.0.0.1:T/',
  '///127.0.0.1:T/',
  '\\\\127.0.0.1:T\\x',
  '/\\127.0.0.1:T/x',
  'http:\\\\127.0.0.1:T/',
  'http:/127.0.0.1:T/',
  'http:127.0.0.1:T/',
  'HTTP://127.0.0.1:T/',
  ' http://127.0.0.1:T/',
  'http://user@127.0.0.1:T/',
  'http://user:word@127.0.0.1:T/',
  'http://127.0.0.1:A@127.0.0.1:T/',
  'http://127.0.0.1%3AA@127.0.0.1:T/',
  'http://127.0.0.1:A%2540127.0.0.1:T/',
  'http://archive.example@127.0.0.1:T/',
  'http://localhost:T/',
  'http://localhost.:T/',
  'http://LOCALHOST:T/',
  'http://[::1]:T/',
  'http://[0:0:0:0:0:0:0:1]:T/',
  'http://[::ffff:127.0.0.1]:T/',
  'http://[::ffff:7f00:1]:T/',
  'http://0.0.0.0:T/',
  'http://0:T/',
  'http://2130706433:T/',
  'http://0x7f000001:T/',
  'http://0x7f.0.0.1:T/',
  'http://017700000001:T/',
  'http://0177.0.0.1:T/',
  'http://127.1:T/',
  'http://127.0.1:T/',
  'http://127.0.0.1.:T/',
  'http://①②⑦.⓪.⓪.①:T/',
  'http://127。0。0。1:T/',
  'http://127.0.0.2:A/',
  'http://localhost:A/',
  'http://[::1]:A/',
  'https://127.0.0.1:A/',
  'https://127.0.0.1:T/',
  'ftp://127.0.0.1:T/',
  'ws://127.0.0.1:T/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:application/dicom+json,[]',
  'http://user:word@127.0.0.1:A/dicom-web/other',
  'http://127.0.0.1:T\t/',
  'http://127.0.0.1:T#@127.0.0.1:A/',
  'http://127.0.0.1:T?@127.0.0.1:A/',
] as const;

const written = (form: string) => form.replaceAll('T', String(thiefPort)).replaceAll('A', String(archivePort));

test(`T12 F14 ${forms.length} forms of an address, by each status that redirects: none is followed elsewhere`, async () => {
  expect(forms.length).toBeGreaterThanOrEqual(40);
  const archive = client();
  for (const form of forms) {
    for (status of [301, 302, 303, 307, 308]) {
      location = Buffer.from(written(form), 'utf8').toString('latin1');
      await archive.searchStudies({}, { lane: 'background' });
      expect(heard.filter(({ to }) => to !== 'archive')).toEqual([]);
      // `http:/host/` is a path of this origin to every browser, and to us.
      const beside = heard.splice(0).filter(({ path }) => !path.startsWith('/dicom-web/studies'));
      const stays = ['http:/127.0.0.1:T/', 'http:127.0.0.1:T/'].includes(form);
      expect(beside.length, `${status} ${form}`).toBe(stays ? 1 : 0);
    }
  }
  await archive.close();
});

test('T12 a chain of redirects is followed within the origin and stops where it leaves it', async () => {
  heard.length = 0;
  let step = 0;
  const port = await serve('chain', () => {
    step += 1;
    return { status: 307, location: step < 4 ? `/hop/${step}` : `http://127.0.0.1:${thiefPort}/` };
  });
  const made = createArchiveClient({
    archiveId: 'site' as ArchiveId,
    url: `http://127.0.0.1:${port}/dicom-web`,
    signIn: { kind: 'bearer' },
    secret: 'secret',
    network: systemNetwork,
    random: systemRandom,
  });
  if (!made.ok) throw new Error(made.failure.code);
  expect((await made.value.searchStudies({}, { lane: 'background' })).ok).toBe(false);
  await made.value.close();
  expect(heard.map(({ to }) => to)).toEqual(['chain', 'chain', 'chain', 'chain']);
});

test('T12 what a data set points to is not fetched at all', async () => {
  heard.length = 0;
  const pointing = [
    {
      '0020000D': { vr: 'UI', Value: ['1.2'] },
      '0020000E': { vr: 'UI', Value: ['1.2.3'] },
      '00080018': { vr: 'UI', Value: ['1.2.3.4'] },
      '00081190': { vr: 'UR', Value: [`http://127.0.0.1:${thiefPort}/studies/1.2`] },
      '7FE00010': { vr: 'OW', BulkDataURI: `http://127.0.0.1:${thiefPort}/bulk` },
      '00282000': { vr: 'OB', BulkDataURI: `//127.0.0.1:${thiefPort}/profile` },
    },
  ];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(pointing));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made = createArchiveClient({
    archiveId: 'site' as ArchiveId,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    signIn: { kind: 'bearer' },
    secret: 'secret',
    network: systemNetwork,
    random: systemRandom,
  });
  if (!made.ok) throw new Error(made.failure.code);
  const [study, series] = ['1.2' as StudyInstanceUID, '1.2.3' as SeriesInstanceUID];
  const read = await made.value.readSeriesMetadata(study, series, { lane: 'background' });
  expect(read.ok).toBe(true);
  const instance = { study, series, instance: '1.2.3.4' as SOPInstanceUID };
  await made.value.readFrames(instance, [1], () => undefined, { lane: 'background' });
  await made.value.close();
  expect(heard).toEqual([]);
});
