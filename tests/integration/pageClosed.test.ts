import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { hostSideOf } from '#electron/host/hostSide.ts';
import { openHttpDoor } from '#electron/host/httpDoor.ts';
import { createRequestHandler } from '#electron/practice/index.ts';
import { startFaultProxy } from '../archive/faultProxy.ts';
import { startFaultyArchive } from '../archive/faultyArchive.ts';
import { longStudy } from '../archive/trialStudies.ts';
import { ask, realWorld, startHost, valueIn } from './hostInTest.ts';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A host whose practice archive is at the other end of a slow line. */
async function hostOverSlowLine() {
  const { own } = await longStudy(240);
  const handler = createRequestHandler({ sources: () => [own] });
  const archive = await startFaultyArchive(handler, 'page');
  closers.push(() => archive.close());
  const proxy = await startFaultProxy({ target: archive.url, line: { bitsPerSecond: 3e6 } });
  closers.push(() => proxy.close());
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-page-closed-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const practice = { url: proxy.url, handler, addSource: () => () => undefined, close: () => Promise.resolve() };
  const host = valueIn(await startHost(folder, { startPractice: () => Promise.resolve(practice) }));
  closers.push(() => host.stop());
  return host;
}

test('in a browser the host fetches on when its page is closed, and the next page finds what came', async () => {
  const host = await hostOverSlowLine();
  const side = hostSideOf(host, realWorld, { checkOutput: true, logUnexpected: () => undefined });
  const door = await openHttpDoor(side, { appFiles: new Map(), world: realWorld });
  closers.push(() => door.close());
  const origin = `http://127.0.0.1:${door.port}`;
  const openPage = async () => {
    const code = new URL(door.newLink()).hash.slice(1);
    const headers = { origin, 'content-type': 'application/json' };
    const answer = await fetch(`${origin}/open`, { method: 'POST', headers, body: JSON.stringify({ code }) });
    const { token } = (await answer.json()) as { token: string };
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/wire`, { origin });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ token }));
    return socket;
  };
  const present = async () => {
    const { items } = valueIn(await ask(host, 'worklist.list', {}));
    return items[0]?.readiness.presentFrames ?? 0;
  };
  const page = await openPage();
  await vi.waitFor(async () => expect(await present()).toBeGreaterThan(0), { timeout: 20_000 });
  const closed = new Promise((resolve) => page.once('close', resolve));
  page.close();
  await closed;
  const whenClosed = await present();
  expect(whenClosed).toBeLessThan(240);
  await vi.waitFor(async () => expect(await present()).toBe(240), { timeout: 60_000, interval: 100 });
  const next = await openPage();
  expect(next.readyState).toBe(WebSocket.OPEN);
  expect(valueIn(await ask(host, 'worklist.list', {})).items[0]?.readiness.state).toBe('complete');
  next.close();
});
