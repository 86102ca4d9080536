import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { createElectronDouble } from '../fixtures/electronDouble/electron.ts';
import { loadShell } from '../fixtures/electronDouble/loadShell.ts';
import { buildProbePage } from './browserProbe.ts';

const root = join(import.meta.dirname, '..', '..');

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>PATIENT^NAME</title>
<script type="module" src="./assets/page.js"></script></head>
<body><a id="away" href="https://evil.example/">away</a><a id="file" href="/assets/page.js">file</a>
<iframe id="frame"></iframe></body></html>`;

/** The real shell and preload, built as for Electron, with the probe page and a small host beside them. */
export async function buildShellStage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-shell-'));
  for (const mode of ['shell', 'preload']) {
    await build({
      configFile: join(root, 'vite.config.ts'),
      mode,
      logLevel: 'error',
      build: { outDir: join(folder, mode) },
    });
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await mkdir(join(folder, 'host'));
  await writeFile(join(folder, 'renderer', 'index.html'), page);
  await writeFile(join(folder, 'renderer', 'assets', 'page.js'), await buildProbePage());
  const host = pathToFileURL(join(root, 'tests', 'fixtures', 'electronDouble', 'utilityHost.ts')).href;
  await writeFile(join(folder, 'host', 'host.js'), `import ${JSON.stringify(host)};\n`);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

export interface StartOptions {
  readonly hasLock?: boolean;
  readonly backend?: string;
  /** As on Windows, with this as `LOCALAPPDATA` and no folder of the test's own. */
  readonly windowsLocal?: string;
}

/** Starts a copy of the shell against a new double; a copy, because a module runs once for each address. */
export async function startShell(stage: string, browser: Browser, options: StartOptions = {}) {
  // Inside the repository, so that a built host finds its one package.
  await mkdir(join(root, 'build'), { recursive: true });
  const folder = await mkdtemp(join(root, 'build', 'shell-run-'));
  await cp(stage, join(folder, 'app'), { recursive: true });
  process.env['DURBEEN_DATA_DIR'] = join(folder, 'data');
  process.env['DURBEEN_CACHE_DIR'] = join(folder, 'cache');
  const double = createElectronDouble(browser, join(folder, 'data'));
  double.app.hasLock = options.hasLock ?? true;
  double.keychain.backend = options.backend ?? 'gnome_libsecret';
  asOnWindows(options.windowsLocal, () => loadShell(join(folder, 'app', 'shell', 'shell.js'), double));
  const close = async () => {
    await double.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...double, folder, stop: close };
}

/** Where the shell puts its files is settled while it loads. */
function asOnWindows(local: string | undefined, load: () => void): void {
  if (local === undefined) {
    load();
    return;
  }
  const { platform, env } = process;
  process.env = { ...env, APPDATA: `${local}-roaming`, LOCALAPPDATA: local };
  delete process.env['DURBEEN_DATA_DIR'];
  Object.defineProperty(process, 'platform', { value: 'win32' });
  try {
    load();
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
    process.env = env;
  }
}

export type StartedShell = Awaited<ReturnType<typeof startShell>>;

/** The first window's page, as soon as there is one. */
export async function firstPage(shell: StartedShell): Promise<Page> {
  for (let tries = 0; tries < 100 && !shell.windows[0]?.webContents.page; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const opened = shell.windows[0]?.webContents.page;
  if (!opened) throw new Error('no window was opened');
  return opened;
}

/** The first window's page, once the probe says it is ready. */
export async function readyPage(shell: StartedShell): Promise<Page> {
  const opened = await firstPage(shell);
  await waitForState(opened, 'ready');
  return opened;
}

export async function waitForState(opened: Page, state: string): Promise<void> {
  await opened.waitForFunction((wanted) => document.querySelector('body')?.dataset['state'] === wanted, state, {
    timeout: 20_000,
    polling: 100,
  });
}

/** Asks the host through the page, the port and the door. */
export function callFromPage(opened: Page, name: string, input: object = {}): Promise<unknown> {
  return opened.evaluate(
    ([asked, given]) =>
      (window as unknown as { probe: { call: (n: string, i: object) => Promise<unknown> } }).probe.call(asked, given),
    [name, input] as const,
  );
}
