import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import { countedBytes } from '#shared/prefetch/budget.ts';
import { ask, startHost, valueIn } from './hostInTest.ts';

/** 256 × 128 pixels of 16 bits: 64 KiB a slice, ten of them a second over the line. */
const rows = 128;
const columns = 256;
const slices = 220;
const sliceMs = 100;
const studies = ['1.2.81', '1.2.82'];

const rowOf = (study: string) => ({
  '0020000D': { vr: 'UI', Value: [study] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: `Canary^${study.slice(-1)}` }] },
  '00100020': { vr: 'LO', Value: [`L-${study}`] },
  '00080061': { vr: 'CS', Value: ['CT'] },
  '00080060': { vr: 'CS', Value: ['CT'] },
  '0020000E': { vr: 'UI', Value: [`${study}.1`] },
  '00201206': { vr: 'IS', Value: [1] },
  '00201208': { vr: 'IS', Value: [slices] },
});
const instanceOf = (study: string, number: number) => ({
  ...rowOf(study),
  '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
  '00080018': { vr: 'UI', Value: [`${study}.1.${number}`] },
  '00200013': { vr: 'IS', Value: [number] },
  '00280002': { vr: 'US', Value: [1] },
  '00280004': { vr: 'CS', Value: ['MONOCHROME2'] },
  '00280010': { vr: 'US', Value: [rows] },
  '00280011': { vr: 'US', Value: [columns] },
  '00280100': { vr: 'US', Value: [16] },
  '00280101': { vr: 'US', Value: [12] },
  '00280102': { vr: 'US', Value: [11] },
  '00280103': { vr: 'US', Value: [0] },
});

let folder: string;
let host: Host;
let archive: Server;
let free = 0;

/** One line for all: each slice takes its time behind those that were asked for before. */
function sendSlice(response: ServerResponse): void {
  free = Math.max(free, performance.now()) + sliceMs;
  const head = '--b\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), Buffer.alloc(rows * columns * 2, 1), Buffer.from('\r\n--b--\r\n')]);
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'multipart/related; type="application/octet-stream"; boundary=b' });
    response.end(body);
  }, free - performance.now());
}

function answer(path: string, offset: number): unknown {
  const study = studies.find((one) => path.includes(`/studies/${one}`));
  if (offset > 0) return [];
  if (!study) return studies.map(rowOf);
  if (path.endsWith('/metadata')) return Array.from({ length: slices }, (_, index) => instanceOf(study, index + 1));
  return [rowOf(study)];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-link-'));
  archive = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://archive');
    if (pathname.includes('/frames/')) return sendSlice(response);
    response.writeHead(200, { 'content-type': 'application/dicom+json' });
    response.end(JSON.stringify(answer(pathname, Number(searchParams.get('offset') ?? 0))));
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  await start();
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase: 'correct horse battery' }));
  const url = `http://127.0.0.1:${(archive.address() as AddressInfo).port}/dicom-web`;
  const assignment = { daysBack: 3650, modalities: [], prefetch: true };
  valueIn(await ask(host, 'archives.save', { name: 'Slow', url, signIn: { kind: 'none' }, assignment }));
});
afterAll(async () => {
  archive.closeAllConnections();
  archive.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  host = valueIn(await startHost(folder, { startPractice: () => Promise.reject(new Error('not wanted here')) }));
}
const readLink = async (): Promise<LinkSnapshot> => valueIn(await ask(host, 'link.read', {}));

async function until(isThere: (link: LinkSnapshot) => boolean, withinMs: number): Promise<LinkSnapshot> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const link = await readLink();
    if (isThere(link)) return link;
    if (performance.now() > deadline) throw new Error(`Not in time: ${JSON.stringify(link)}`);
    await new Promise((done) => setTimeout(done, 250));
  }
}

it('O11, M9: over a slow line each study says when it will be here, and is', async () => {
  const link = await until(({ transfers }) => transfers.filter((one) => one.readyBetween).length === 2, 60_000);
  const [line] = link.lines;
  expect(line).toMatchObject({ state: 'fetching', outagesToday: 0 });
  expect(line?.bytesPerSecond).toBeGreaterThan(400_000);
  expect(line?.bytesPerSecond).toBeLessThan(900_000);
  const [first, second] = link.transfers;
  expect([first?.isFetching, first?.reason]).toEqual([true, 'due']);
  expect(second?.readyBetween?.to).toBeGreaterThan(first?.readyBetween?.to ?? Number.POSITIVE_INFINITY);
  // What is still to come is known from what came: raw pixels, which a CT seldom is.
  const { items } = valueIn(await ask(host, 'worklist.list', {}));
  for (const { readiness } of items) {
    const missing = ((readiness.expectedFrames ?? 0) - readiness.presentFrames) * rows * columns * 2;
    if (missing > 0) expect((readiness.remainingBytes ?? 0) / missing).toBeCloseTo(1, 0);
  }
  await until(({ transfers }) => transfers.length === 0, 90_000);
  const { from = 0, to = 0 } = second?.readyBetween ?? {};
  expect(Date.now()).toBeGreaterThan(from - 3_000);
  expect(Date.now()).toBeLessThan(to + (to - from));
}, 180_000);

it('O10, N11: paused by a person it rests, says so, and still does after a restart', async () => {
  valueIn(await ask(host, 'link.setPaused', { paused: true }));
  expect((await readLink()).rest).toBe('pausedByPerson');
  const { bytesThisMonth } = await readLink();
  // Counted as the provider does, which sees what wraps the bytes too.
  const pixels = countedBytes(2 * slices * rows * columns * 2);
  expect(bytesThisMonth).toBeGreaterThan(pixels);
  expect(bytesThisMonth).toBeLessThan(1.025 * pixels);
  await host.stop();
  await start();
  valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase: 'correct horse battery' }));
  const again = await readLink();
  expect(again.rest).toBe('pausedByPerson');
  expect(again.bytesThisMonth).toBeGreaterThanOrEqual(bytesThisMonth);
}, 60_000);
