import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';

export const root = join(import.meta.dirname, '..');

/** The modes of `vite.config.ts`: the page, and what Electron runs. */
export const pageModes = ['renderer'] as const;
export const electronModes = ['host', 'parser', 'shell', 'preload'] as const;
export type BuildMode = (typeof pageModes)[number] | (typeof electronModes)[number];

/** What a build is made from. Tests beside the code change nothing in it. */
const sources: Readonly<Record<BuildMode, readonly string[]>> = {
  renderer: ['renderer', 'shared', 'resources', 'vite.config.ts', 'package-lock.json'],
  host: ['electron', 'shared', 'resources', 'vite.config.ts', 'package-lock.json'],
  parser: ['electron', 'shared', 'vite.config.ts', 'package-lock.json'],
  shell: ['electron/shell', 'shared', 'vite.config.ts', 'package-lock.json'],
  preload: ['electron/shell', 'shared', 'vite.config.ts', 'package-lock.json'],
};

/** Builds one mode and leaves a note of what it was built from. */
export async function buildMode(mode: BuildMode): Promise<void> {
  const digest = digestOf(sources[mode]);
  await build({ configFile: join(root, 'vite.config.ts'), mode, logLevel: 'error' });
  writeFileSync(noteOf(mode), digest);
}

/** Whether the last build of a mode was made from other sources than those that are here now. */
export function isStale(mode: BuildMode): boolean {
  const note = noteOf(mode);
  return !existsSync(note) || readFileSync(note, 'utf8') !== digestOf(sources[mode]);
}

function noteOf(mode: BuildMode): string {
  return join(root, 'dist', mode, '.built-from');
}

/** SHA-256 over the names and contents of the files; times say nothing after a checkout. */
export function digestOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesOf(join(root, place))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  const entries = readdirSync(place, { withFileTypes: true, recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
