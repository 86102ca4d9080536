import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startConnectProxy } from '../archive/connectProxy.ts';
import { BuiltShell } from './builtShell.ts';
import { callFromPage, readyPage, type StartedShell } from './shellStage.ts';

// What the built shell does for the host outside, against the double of Electron.

const built = new BuiltShell();
let shell: StartedShell;
let page: Page;
beforeAll(async () => {
  shell = await built.start();
  page = await readyPage(shell);
});
afterAll(() => shell.stop());

const draft = (url: string) => ({
  name: 'Site',
  url,
  signIn: { kind: 'none' },
  assignment: { daysBack: 1, modalities: [], prefetch: true },
});

async function reach(url: string): Promise<string> {
  const answer = (await callFromPage(page, 'archives.test', draft(url))) as {
    value: { checks: { details: Record<string, unknown> }[] };
  };
  const { status, kind } = answer.value.checks[0]!.details;
  return String(status ?? kind);
}

test('N18 a PAC file with three answers: through a proxy, straight, and by the second when the first is gone', async () => {
  const archive = createServer((_request, response) => response.writeHead(204).end());
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  const [way, gone] = [await startConnectProxy(), await startConnectProxy()];
  way.leadsTo = `127.0.0.1:${(archive.address() as AddressInfo).port}`;
  await gone.die();
  // The session is made with the first question.
  expect(await reach('http://nowhere.invalid/')).toBe('nameNotFound');
  const system = shell.sessions.get('durbeen-proxies')!;
  const asked: string[] = [];
  system.pac = (url) => {
    asked.push(url);
    if (url.startsWith('http://through.example')) return `PROXY ${way.host}`;
    return url.startsWith('http://second.example') ? `PROXY ${gone.host}; PROXY ${way.host}` : 'DIRECT';
  };
  expect(await reach('http://through.example:8042/dicom-web')).toBe('204');
  expect(await reach('http://second.example/dicom-web')).toBe('204');
  expect(await reach(`http://${way.leadsTo}/dicom-web`)).toBe('204');
  expect(way.asked.map(({ target }) => target)).toEqual(['through.example:8042', 'second.example:80']);
  // The path of a request is nobody's business but the archive's, and this computer is not asked about at all.
  expect(asked).toEqual(['http://through.example:8042/', 'http://second.example/']);
  await way.die();
  expect(await reach('http://through.example:8042/')).toBe('proxy');
  archive.closeAllConnections();
  archive.close();
});

test('EL15 the browser is opened for sign-in pages alone, and not in a flood', async () => {
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    'http://evil.example/',
    'https://user:word@evil.example/',
    'http://127.0.0.1.evil.example/',
  ]) {
    await callFromPage(page, 'archives.save', draft(url));
  }
  expect(shell.opened).toEqual([]);
  await callFromPage(page, 'archives.save', draft('https://login.example/authorize?state=1'));
  await vi.waitFor(() => expect(shell.opened).toEqual(['https://login.example/authorize?state=1']), {
    timeout: 10_000,
  });
  for (let times = 0; times < 5; times += 1) {
    await callFromPage(page, 'archives.save', draft('https://login.example/again'));
  }
  expect(shell.opened).toHaveLength(1);
});
