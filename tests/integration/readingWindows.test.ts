import type { Page } from '@playwright/test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { displayDouble } from '../fixtures/electronDouble/screenDouble.ts';
import { BuiltShell } from './builtShell.ts';
import { readyPage, type StartedShell } from './shellStage.ts';

const built = new BuiltShell();
const laptop = displayDouble(1, 'Laptop', 0, 1920, 1080);
const medical = displayDouble(2, 'Medical', 1920, 1365, 1024);

interface Told {
  readonly displays: readonly { readonly displayId: string }[];
  readonly windows: Readonly<Record<string, string>>;
}

describe('the windows of further monitors, against the double of Electron', () => {
  let shell: StartedShell;
  let page: Page;
  beforeEach(async () => {
    shell = await built.start();
    page = await readyPage(shell);
    shell.screen.plug([laptop, medical]);
  });
  afterEach(() => shell.stop());

  /** Opens a blank window of that name from the page; answers what was said to it. */
  async function open(name: string): Promise<string> {
    const { opened } = shell.windows[0]!.webContents;
    const before = opened.length;
    await page.evaluate((named) => void window.open('about:blank', named), name);
    await expect.poll(() => opened.length).toBe(before + 1);
    return opened.at(-1)?.action ?? '';
  }
  const told = () =>
    page.evaluate(
      () =>
        new Promise<Told>((resolve) => {
          window.addEventListener('message', ({ data }: MessageEvent<Told & { durbeen?: string }>) => {
            if (data.durbeen === 'displays') resolve(data);
          });
          (window as unknown as { durbeen: { requestDisplays: () => void } }).durbeen.requestDisplays();
        }),
    );

  test('EL14 only our own blank page is let open, and only under the names of reading windows', async () => {
    expect(await open('durbeen-reading-1')).toBe('allow');
    for (const name of ['', 'other', 'durbeen-reading-', 'durbeen-reading-10', 'durbeen-reading-1x']) {
      expect(await open(name)).toBe('deny');
    }
    const judge = shell.windows[0]!.webContents.windowOpenHandler;
    for (const url of [
      'durbeen://app/',
      'durbeen://app/assets/page.js',
      'https://evil.example/',
      'about:blank#x',
      '',
    ]) {
      expect(judge?.({ url, frameName: 'durbeen-reading-2' })).toEqual({ action: 'deny' });
    }
  });

  test('EL14 such a window is sandboxed as the page is, kept out of screenshots, and reaches no channel', async () => {
    await open('durbeen-reading-1');
    await expect.poll(() => shell.windows[0]!.children.length).toBe(1);
    const [child] = shell.windows[0]!.children;
    expect(child?.contentProtection).toBe(true);
    expect(child?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    const sent: string[] = [];
    child!.webContents.postMessage = (channel) => void sent.push(channel);
    shell.ipcMain.emit('durbeen:requestPort', {
      sender: child!.webContents,
      senderFrame: child!.webContents.mainFrame,
    });
    shell.ipcMain.emit('durbeen:requestDisplays', {
      sender: child!.webContents,
      senderFrame: child!.webContents.mainFrame,
    });
    expect(sent).toEqual([]);
    // It opens nothing itself and goes nowhere.
    expect(child!.webContents.windowOpenHandler?.({ url: 'about:blank', frameName: 'durbeen-reading-2' })).toEqual({
      action: 'deny',
    });
  });

  test('J it comes to the monitor without a window, and the page is told which is where', async () => {
    await open('durbeen-reading-1');
    await expect.poll(() => shell.windows[0]!.children.length).toBe(1);
    const [child] = shell.windows[0]!.children;
    expect(child?.options).toMatchObject(medical.workArea);
    expect(child?.calls).toContain('maximize');
    expect(await told()).toEqual(
      expect.objectContaining({
        displays: [
          expect.objectContaining({ displayId: 'shell:Laptop:2880x1620:1', widthPx: 2880, scale: 1.5, internal: true }),
          expect.objectContaining({ displayId: 'shell:Medical:2048x1536:1', widthPx: 2048, heightPx: 1536 }),
        ],
        windows: { '': 'shell:Laptop:2880x1620:1', 'durbeen-reading-1': 'shell:Medical:2048x1536:1' },
      }),
    );
  });

  test('LN8 a monitor that moves or is unplugged is told of, its name stays, and windows go with the page', async () => {
    await open('durbeen-reading-1');
    await expect.poll(() => shell.windows[0]!.children.length).toBe(1);
    await told();
    const next = page.evaluate(
      () =>
        new Promise<Told>((resolve) => {
          window.addEventListener('message', ({ data }: MessageEvent<Told & { durbeen?: string }>) => {
            if (data.durbeen === 'displays') resolve(data);
          });
        }),
    );
    await page.evaluate(() => undefined);
    shell.screen.plug([{ ...medical, id: 9, bounds: { ...medical.bounds, x: -1365 } }, laptop]);
    expect((await next).displays.map(({ displayId }) => displayId)).toEqual([
      'shell:Medical:2048x1536:1',
      'shell:Laptop:2880x1620:1',
    ]);
    shell.windows[0]!.webContents.emit('render-process-gone');
    expect(shell.windows[0]!.children.every((child) => child.isDestroyed())).toBe(true);
  });
});
