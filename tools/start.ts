// `npm start`: builds what is out of date, then opens Durbeen: in a window of its own where Electron is, else in the
// browser. Switches: --browser (also DURBEEN_BROWSER=1, and under CI) never tries Electron, --desktop insists on it.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { requireNode } from '../electron/base/requireNode.ts';
import { type BuildMode, buildMode, electronModes, isStale, pageModes, root } from './building.ts';
import { findElectron } from './electronBinary.ts';

requireNode(process.versions.node);

const { values } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, desktop: { type: 'boolean', default: false } },
});

// npm passes a signal on to its shell, which on Debian dies of it and leaves us behind: we go when our parent has gone.
if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

const { DURBEEN_BROWSER, CI } = process.env;
const wantsBrowser = values.browser || DURBEEN_BROWSER === '1' || (CI !== undefined && CI !== '' && !values.desktop);

async function buildStale(modes: readonly BuildMode[]): Promise<void> {
  const stale = modes.filter(isStale);
  if (stale.length === 0) return;
  const started = performance.now();
  process.stdout.write(`Building ${stale.join(', ')} (after changes only) … `);
  for (const mode of stale) await buildMode(mode);
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

async function startDesktop(path: string): Promise<void> {
  await buildStale([...pageModes, ...electronModes]);
  const { ELECTRON_RUN_AS_NODE: _unused, ...environment } = process.env;
  const app = spawn(path, [root], { stdio: 'inherit', env: environment });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => {
    app.once('exit', (code) => resolve(code ?? 1));
    app.once('error', () => resolve(1));
  });
}

async function startBrowser(): Promise<void> {
  await buildStale(pageModes);
  // Loaded only now: it brings the SQLite binary, which must not meet an old Node.
  const { startNode } = await import('../electron/host/startNode.ts');
  await startNode();
}

const electron = wantsBrowser ? undefined : findElectron(values.desktop);
if (electron && 'path' in electron) {
  await startDesktop(electron.path);
} else {
  if (electron) console.log(`Durbeen opens in the browser: ${electron.missing}.`);
  await startBrowser();
}
