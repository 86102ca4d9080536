import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { ask, startHost, valueIn } from './hostInTest.ts';

const study = {
  '0020000D': { vr: 'UI', Value: ['1.2.78'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Canary^Drip' }] },
  '00100020': { vr: 'LO', Value: ['D-1'] },
  '00080061': { vr: 'CS', Value: ['CT'] },
};
const series = { ...study, '0020000E': { vr: 'UI', Value: ['1.2.78.1'] }, '00080060': { vr: 'CS', Value: ['CT'] } };
/** Well below any silence that ends a question, so that only being cut off does. */
const dripEveryMs = 300;

let folder: string;
let host: Host;
let archive: Server;
let dripping: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-drip-'));
  let started = () => {};
  dripping = new Promise((resolve) => (started = resolve));
  archive = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://archive');
    response.writeHead(200, { 'content-type': 'application/dicom+json' });
    if (pathname.endsWith('/metadata')) {
      response.write('[');
      const timer = setInterval(() => response.write(' '), dripEveryMs);
      response.on('close', () => clearInterval(timer));
      started();
      return;
    }
    const row = pathname.endsWith('/series') ? series : study;
    response.end(JSON.stringify(Number(searchParams.get('offset') ?? 0) > 0 ? [] : [row]));
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  host = valueIn(await startHost(folder, { startPractice: () => Promise.reject(new Error('not wanted here')) }));
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase: 'correct horse battery' }));
  const draft = {
    name: 'Dripping',
    url: `http://127.0.0.1:${(archive.address() as AddressInfo).port}/dicom-web`,
    signIn: { kind: 'none' },
    assignment: { daysBack: 3650, modalities: [], prefetch: true },
  } as const;
  valueIn(await ask(host, 'archives.save', { ...draft, assignment: { ...draft.assignment, modalities: [] } }));
  await dripping;
});
afterEach(async () => {
  archive.closeAllConnections();
  archive.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

it('an archive that dribbles its answer does not hold up the lock, which is said at once', async () => {
  const states: string[] = [];
  host.onEvent(({ event }) => {
    if (event !== 'host.changed') return;
    void ask(host, 'host.describe', {}).then((described) => states.push(valueIn(described).lock.state));
  });
  const began = performance.now();
  const locked = ask(host, 'vault.lock', {});
  expect(valueIn(await ask(host, 'host.describe', {})).lock.state).toBe('locked');
  expect(valueIn(await locked)).toMatchObject({ profile: 'practice', lock: { state: 'locked' } });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(new Set(states)).toEqual(new Set(['locked']));
  expect(valueIn(await ask(host, 'worklist.list', {})).items).toEqual([]);
}, 20_000);

it('nor the end of the host', async () => {
  const began = performance.now();
  await host.stop();
  expect(performance.now() - began).toBeLessThan(5_000);
}, 20_000);
