import type { Page } from '@playwright/test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contentSecurityPolicy } from '#shared/contract/pageHeaders.ts';
import { keyOf } from '../contract/fakeHost.ts';
import { BuiltShell } from './builtShell.ts';
import { callFromPage, readyPage, type StartedShell, waitForState } from './shellStage.ts';

const built = new BuiltShell();

describe('the built shell, against the double of Electron', () => {
  let shell: StartedShell;
  let page: Page;
  beforeEach(async () => {
    shell = await built.start();
    page = await readyPage(shell);
  });
  afterEach(() => shell.stop());

  test('opens a window whose page speaks to the host: calls, frames, the keychain', async () => {
    expect(await callFromPage(page, 'settings.read')).toMatchObject({ ok: true, value: { textSizePx: 14 } });
    const frame = await page.evaluate(
      (key) => (window as unknown as { probe: { frame: (k: object) => Promise<unknown> } }).probe.frame(key),
      keyOf(3),
    );
    expect(frame).toEqual([93, 94, 95, 96, 97, 98, 99, 100]);
    expect(await callFromPage(page, 'discs.browse')).toMatchObject({
      value: { entries: [{ name: 'unsealed 1,2,3' }] },
    });
  });

  test('EL2 EL3 EL4 EL6 EL8 EL9 EL10 EL12 every window is sandboxed, isolated and sets nothing dangerous', () => {
    expect(shell.app.sandboxEnabled).toBe(true);
    expect(shell.windows).toHaveLength(1);
    const preferences = shell.windows[0]!.options.webPreferences as Record<string, unknown>;
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    for (const never of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
      expect(preferences).not.toHaveProperty(never);
    }
    expect(String(preferences['partition'])).not.toMatch(/^persist:/);
    expect(shell.windows[0]?.contentProtection).toBe(true);
  });

  test('EL2 the page has no Node, and EL20 the bridge is frozen and exactly this', async () => {
    const seen = await page.evaluate(() => {
      const { durbeen, ...rest } = window as unknown as { durbeen: Record<string, unknown> } & Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in rest),
        keys: Object.keys(durbeen).map((key) => `${key}: ${typeof durbeen[key]}`),
        frozen: Object.isFrozen(durbeen),
      };
    });
    expect(seen).toEqual({
      node: [],
      frozen: true,
      keys: [
        'door: string',
        'appVersion: string',
        'platform: string',
        'requestPort: function',
        'reportUnsent: function',
        'reportUnsaved: function',
        'requestDisplays: function',
      ],
    });
    expect(Object.isFrozen(shell.windows[0]?.webContents.preload.bridges.get('durbeen'))).toBe(true);
  });

  test('EL5 every permission is denied, asked for or checked', () => {
    const session = shell.sessions.get('durbeen');
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'hid',
      'serial',
      'usb',
      'fileSystem',
      'openExternal',
      'display-capture',
      'idle-detection',
      'pointerLock',
      'unknown',
    ]) {
      const answer = vi.fn();
      session?.permissionRequest?.({}, permission, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(false);
      expect(session?.permissionCheck?.({}, permission)).toBe(false);
    }
    expect(session?.devicePermission?.({})).toBe(false);
  });

  test('a file of protocols that the page made is handed out, and no other file', () => {
    const session = shell.sessions.get('durbeen');
    const isLet = (url: string, fileName: string) => {
      const prevent = vi.fn();
      session?.emit('will-download', { preventDefault: prevent }, { getURL: () => url, getFilename: () => fileName });
      return prevent.mock.calls.length === 0;
    };
    const own = 'blob:durbeen://app/1b7f';
    expect([isLet(own, 'user.ct-chest.json'), isLet(own, 'user.ct-chest.dcm')]).toEqual([true, true]);
    for (const name of ['image.png', 'report.pdf', 'json', 'Doe^John.json', '']) expect(isLet(own, name)).toBe(false);
    expect(isLet('durbeen://app/assets/page.json', 'page.json')).toBe(false);
    expect(isLet('blob:https://elsewhere/1', 'a.json')).toBe(false);
  });

  test('EL7 the policy is exactly the one of the browser host, on every answer', async () => {
    for (const [path, status] of [
      ['/', 200],
      ['/assets/page.js', 200],
      ['/nothing.js', 404],
      ['/../package.json', 404],
      ['/?x', 404],
    ] as const) {
      const answer = await page.evaluate(async (asked) => {
        const got = await fetch(asked);
        return { status: got.status, policy: got.headers.get('content-security-policy') };
      }, path);
      if (path !== '/../package.json') expect(answer.status).toBe(status);
      expect(answer.policy).toBe(contentSecurityPolicy);
    }
  });

  test('EL1 EL18 only our own scheme is loaded: nothing else leaves the window', async () => {
    const got = await page.evaluate(() =>
      Promise.all(
        ['https://evil.example/', 'http://127.0.0.1:9/', 'file:///etc/passwd'].map((url) =>
          fetch(url, { mode: 'no-cors' }).then(
            () => 'loaded',
            () => 'refused',
          ),
        ),
      ),
    );
    expect(got).toEqual(['refused', 'refused', 'refused']);
    const session = shell.sessions.get('durbeen');
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'durbeen://other/',
      'data:text/html,x',
      'http://app/',
    ]) {
      expect(session?.isCancelled(url)).toBe(true);
    }
    expect(session?.isCancelled('durbeen://app/assets/page.js')).toBe(false);
    const [scheme] = shell.schemes;
    expect(scheme?.privileges).toEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
      stream: true,
      codeCache: true,
    });
  });

  test('EL13 the page cannot leave: by a link, by location, by a meta refresh, nor to another file of its own', async () => {
    const address = page.url();
    await page.evaluate(() => document.querySelector<HTMLElement>('#away')!.click());
    await page.evaluate(() => document.querySelector<HTMLElement>('#file')!.click());
    await page.evaluate(() => {
      location.href = 'https://evil.example/';
    });
    await page.evaluate(() => {
      const meta = Object.assign(document.createElement('meta'), {
        httpEquiv: 'refresh',
        content: '0; url=https://evil.example/',
      });
      document.head.append(meta);
    });
    await page.evaluate(() => {
      document.querySelector<HTMLIFrameElement>('#frame')!.src = 'https://evil.example/';
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(page.url()).toBe(address);
    expect(await callFromPage(page, 'settings.read')).toMatchObject({ ok: true });
  });

  test('EL14 no page opens a window; EL12 no webview is attached', async () => {
    await page.evaluate(() => void window.open('about:blank'));
    const { webContents } = shell.windows[0]!;
    await vi.waitFor(() => expect(webContents.opened).toEqual([{ url: 'about:blank', action: 'deny' }]), {
      timeout: 10_000,
    });
    await vi.waitFor(() => expect(page.context().pages()).toHaveLength(1), { timeout: 10_000 });
    const event = { preventDefault: vi.fn() };
    webContents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  test('EL17 forged senders reach nothing, on any channel', () => {
    const window = shell.windows[0]!;
    const ports = shell.utilities[0]!;
    const given = vi.spyOn(ports, 'postMessage');
    const good = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
    const forged = [
      { ...good, senderFrame: null },
      { ...good, senderFrame: { origin: 'https://evil.example', parent: null } },
      { ...good, senderFrame: { origin: 'durbeen://other', parent: null } },
      { ...good, senderFrame: { origin: 'durbeen://app', parent: window.webContents.mainFrame } },
      { ...good, sender: { ...window.webContents } },
    ];
    expect(shell.ipcMain.eventNames()).toEqual([
      'durbeen:requestPort',
      'durbeen:requestDisplays',
      'durbeen:reportUnsent',
      'durbeen:reportUnsaved',
    ]);
    for (const event of forged) {
      for (const channel of shell.ipcMain.eventNames()) shell.ipcMain.emit(channel, event, 3);
    }
    expect(given).not.toHaveBeenCalled();
    for (const bad of ['3', -1, Number.NaN, { count: 3 }, undefined])
      shell.ipcMain.emit('durbeen:reportUnsent', good, bad);
    // A flood is cut off; what the person does is never so many in a second.
    for (let times = 0; times < 100; times++) shell.ipcMain.emit('durbeen:requestPort', good);
    expect(given.mock.calls.length).toBeGreaterThan(0);
    expect(given.mock.calls.length).toBeLessThanOrEqual(20);
    shell.app.quit();
    expect(shell.dialogs).toEqual([]);
  });

  test('a host that dies is started again and the page goes on with a new port', async () => {
    const states = page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const seen: string[] = [];
          new MutationObserver(() => {
            seen.push(document.body.dataset['state'] ?? '');
            if (seen.length === 2) resolve(seen);
          }).observe(document.body, { attributes: true });
        }),
    );
    const lost = callFromPage(page, 'host.switchProfile', { profile: 'practice' });
    expect(await lost).toEqual({ ok: false, failure: { code: 'HostGone' } });
    expect(await states).toEqual(['lost', 'connected']);
    expect(shell.utilities).toHaveLength(2);
    expect(await callFromPage(page, 'settings.read')).toMatchObject({ ok: true });
  });

  test('a reload asks for a port anew', async () => {
    await page.reload();
    await waitForState(page, 'ready');
    expect(await callFromPage(page, 'settings.read')).toMatchObject({ ok: true });
  });

  test('quitting waits for the host, and asks first while reports have not left', async () => {
    await page.evaluate(() =>
      (window as unknown as { durbeen: { reportUnsent(n: number): void } }).durbeen.reportUnsent(2),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    shell.answers.dialog = 0;
    expect(shell.windows[0]?.close()).toBe(false);
    await vi.waitFor(() => expect(shell.dialogs).toHaveLength(1), { timeout: 10_000 });
    expect(shell.dialogs[0]?.message).toContain('2 signed reports');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shell.app.hasQuit).toBe(false);
    shell.answers.dialog = 1;
    const exited = new Promise((resolve) => shell.utilities[0]?.once('exit', resolve));
    shell.app.quit();
    expect(shell.app.hasQuit).toBe(false);
    await vi.waitFor(() => expect(shell.app.hasQuit).toBe(true), 10_000);
    expect(await exited).toBe(0);
    expect(shell.windows[0]?.isDestroyed()).toBe(true);
    expect(shell.utilities).toHaveLength(1);
  });
});

test('a second copy of the app opens nothing', async () => {
  const shell = await built.start({ hasLock: false });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(shell.windows).toEqual([]);
  expect(shell.utilities).toEqual([]);
  expect(shell.app.hasQuit).toBe(true);
  await shell.stop();
});

test('on Windows nothing of Electron lies in the roaming folder', async () => {
  const shell = await built.start({ hasLock: false, windowsLocal: 'C:\\Users\\a\\Local' });
  expect(shell.app.getPath('userData')).toMatch(/^C:\\Users\\a\\Local\\Durbeen\\Data[\\/]shell$/);
  await shell.stop();
});

test('basic_text protects nothing, so the keychain is refused', async () => {
  const shell = await built.start({ backend: 'basic_text' });
  const page = await readyPage(shell);
  expect(await callFromPage(page, 'discs.browse')).toMatchObject({
    value: { entries: [{ name: 'KeychainUnavailable' }] },
  });
  await shell.stop();
});
