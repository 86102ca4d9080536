import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProbePage, launchBrowser } from './browserProbe.ts';
import { type GuardedDoor, openGuardedDoor } from './guardDoor.ts';

const stateOf = (page: Page) => page.locator('body[data-state]').getAttribute('data-state');

async function waitForState(page: Page, state: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.dataset['state'] === wanted, state, { timeout: 15_000 });
}

describe('the browser host in a real Chromium', () => {
  let open: GuardedDoor;
  let browser: Browser;
  let attacker: Server;
  let attackerUrl: string;
  beforeAll(async () => {
    open = await openGuardedDoor(await buildProbePage());
    browser = await launchBrowser();
    attacker = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>hostile</title><body>');
    });
    await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
    attackerUrl = `http://attack.test:${(attacker.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await browser.close();
    attacker.close();
    await open.close();
  });

  test('our own page opens with its code, under the policy, and works: calls, frames, events', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    page.on('console', (message) => violations.push(message.text()));
    await page.goto(open.door.newLink());
    await waitForState(page, 'ready');
    expect(page.url()).toBe(`${open.origin}/`);
    const frame = await page.evaluate(async () => {
      const { probe } = window as unknown as { probe: { frame(key: object): Promise<unknown> } };
      return probe.frame({
        archiveId: 'practice',
        studyInstanceUID: '1.2.3',
        seriesInstanceUID: '1.2.3.4',
        sopInstanceUID: '1.2.3.4.5',
        frameNumber: 3,
      });
    });
    expect(frame).toEqual([93, 94, 95, 96, 97, 98, 99, 100]);
    open.fake.raise({ event: 'worklist.changed' });
    await page.waitForFunction(() => (window as unknown as { probe: { heard: string[] } }).probe.heard.length === 1);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('#state')!).color)).toBe('rgb(1, 2, 3)');
    expect(violations).toEqual([]);
    await page.close();
  });

  test('a reload keeps working; a second tab has no access; the code in the address is worth nothing', async () => {
    const context = await browser.newContext();
    const link = open.door.newLink();
    const page = await context.newPage();
    await page.goto(link);
    await waitForState(page, 'ready');
    await page.reload();
    await waitForState(page, 'ready');
    const other = await context.newPage();
    await other.goto(link);
    await waitForState(other, 'no access');
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('G2 a hostile page on a name that resolves to this computer has no effect, whatever it tries', async () => {
    const page = await browser.newPage();
    await page.goto(attackerUrl);
    const before = { asked: open.fake.seen.asked.length, saved: open.fake.seen.saved, rules: open.refusals.length };
    const results = await page.evaluate(attack, { port: open.door.port, token: open.token });
    const effects = results.filter(([, outcome]) => outcome !== 'nothing');
    expect(effects).toEqual([]);
    expect(results).toHaveLength(13);
    expect(open.fake.seen).toMatchObject({ asked: { length: before.asked }, saved: before.saved });
    const rules = open.refusals.slice(before.rules);
    expect(rules.length).toBeGreaterThanOrEqual(11);
    // Each is stopped by who asks and under which name, before the token is looked at.
    expect(rules.filter((rule) => rule > 8)).toEqual([]);
    await page.close();
  });

  test('G2 a rebinding top-level navigation gets no page', async () => {
    const page = await browser.newPage();
    const [answer] = await Promise.all([
      page.waitForEvent('response'),
      page.goto(`http://rebind.test:${open.door.port}/`).catch((error: Error) => error.message),
    ]);
    expect(answer.status()).toBe(421);
    expect(answer.headers()['content-length']).toBe('0');
    await page.close();
  });

  test('G3 a popup of a hostile page cannot be spoken to, and no service worker can be registered', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(attackerUrl);
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((url) => {
        Object.assign(window, { popup: window.open(url) });
      }, `${open.origin}/`),
    ]);
    await waitForState(popup, 'no access');
    // Cross-Origin-Opener-Policy cuts the pair apart: the opener sees a closed window, the popup no opener.
    expect(await page.evaluate(() => (window as unknown as { popup: Window }).popup.closed)).toBe(true);
    expect(await popup.evaluate(() => window.opener as unknown)).toBe(null);
    const registered = await popup.evaluate(() =>
      navigator.serviceWorker.register('/worker.js').then(
        () => 'registered',
        () => 'refused',
      ),
    );
    expect(registered).toBe('refused');
    expect(await stateOf(popup)).toBe('no access');
    await context.close();
  });
});

/** Thirteen ways in, tried from a foreign page that even knows the token. Each says what it got out of it. */
async function attack({ port, token }: { port: number; token: string }): Promise<[string, string][]> {
  const url = `http://127.0.0.1:${port}`;
  const body = JSON.stringify({ session: 'x', requests: [{ id: 1, key: {}, urgency: 'display' }] });
  const tried = (name: string, work: Promise<unknown>): Promise<[string, string]> =>
    Promise.race([
      work.then(
        (got) => [name, got === undefined ? 'nothing' : `got ${String(got)}`] as [string, string],
        () => [name, 'nothing'] as [string, string],
      ),
      new Promise<[string, string]>((resolve) => setTimeout(() => resolve([name, 'nothing']), 3_000)),
    ]);
  const read = async (address: string, options: RequestInit = {}) => {
    const answer = await fetch(address, options);
    return answer.type === 'opaque' ? undefined : `${answer.status}`;
  };
  const element = (tag: 'img' | 'script' | 'iframe', path: string) =>
    new Promise<unknown>((resolve) => {
      const made = document.createElement(tag);
      made.addEventListener('load', () => resolve(tag === 'iframe' ? undefined : `${tag} loaded`));
      made.addEventListener('error', () => resolve(undefined));
      made.src = `${url}${path}`;
      document.body.append(made);
    });
  const speaks = (make: () => WebSocket | EventSource) =>
    new Promise<unknown>((resolve) => {
      const made = make();
      made.onopen = () => resolve('open');
      made.onerror = () => resolve(undefined);
    });
  const form = () => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'target' });
    const made = Object.assign(document.createElement('form'), {
      method: 'post',
      action: `${url}/frames`,
      target: 'target',
    });
    document.body.append(frame, made);
    made.submit();
    return new Promise<unknown>((resolve) => setTimeout(() => resolve(undefined), 500));
  };
  return Promise.all([
    tried('GET cors', read(`${url}/`, { headers: { 'x-durbeen-token': token } })),
    tried('GET no-cors', read(`${url}/`, { mode: 'no-cors' })),
    tried('POST text', read(`${url}/frames`, { method: 'POST', body, mode: 'no-cors' })),
    tried(
      'POST json',
      read(`${url}/frames`, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    ),
    tried('localhost', read(`http://localhost:${port}/`, { mode: 'no-cors' })),
    tried('0.0.0.0', read(`http://0.0.0.0:${port}/`, { mode: 'no-cors' })),
    tried('image', element('img', '/assets/page.js')),
    tried('script', element('script', '/assets/page.js')),
    tried(
      'WebSocket',
      speaks(() => new WebSocket(`ws://127.0.0.1:${port}/wire`)),
    ),
    tried(
      'EventSource',
      speaks(() => new EventSource(`${url}/wire`)),
    ),
    tried(
      'beacon',
      Promise.resolve(navigator.sendBeacon(`${url}/frames`, body)).then(() => undefined),
    ),
    tried('form POST', form()),
    tried('iframe', element('iframe', '/')),
  ]);
}
