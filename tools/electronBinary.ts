import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './building.ts';

const packageFolder = join(root, 'node_modules', 'electron');
/** So that a computer that cannot download it is not made to wait at every start. */
const triedNote = join(root, 'dist', '.electron-download-failed');
const downloadLimitMs = 300_000;

/** Why there is no Electron to start, as a sentence for a person; or where it is. */
export type ElectronBinary = { readonly path: string } | { readonly missing: string };

/** Finds Electron's program, or downloads it once: the package brings none, because install scripts are off. */
export function findElectron(insist: boolean): ElectronBinary {
  const reason = cannotShowWindows();
  if (reason !== undefined) return { missing: reason };
  const found = installedPath();
  if (found !== undefined) return { path: found };
  const version = versionOf();
  if (!insist && existsSync(triedNote) && readFileSync(triedNote, 'utf8') === version) {
    return { missing: 'Electron could not be downloaded before; "npm start -- --desktop" tries again' };
  }
  console.log(`Downloading Electron ${version} (once, about 100 MB) …`);
  const download = spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    timeout: downloadLimitMs,
    stdio: 'ignore',
  });
  const path = installedPath();
  if (download.status === 0 && path !== undefined) return { path };
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(triedNote, version);
  return { missing: 'Electron could not be downloaded here' };
}

function cannotShowWindows(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display for windows of its own';
  // Chromium's sandbox does not run as root, and without its sandbox we do not run it.
  if (process.getuid?.() === 0) return 'a desktop window does not open for the administrator (root)';
  return undefined;
}

function installedPath(): string | undefined {
  const note = join(packageFolder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const path = join(packageFolder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

function versionOf(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
}
