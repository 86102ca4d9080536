import { homedir } from 'node:os';
import { join } from 'node:path';
import { profileFolders } from '#shared/contract/profileFolders.ts';

const built = join(import.meta.dirname, '..');
const folders = profileFolders({ platform: process.platform, home: homedir(), environment: process.env });

/** Where the built parts lie beside this one, and this person's folders. */
export const locations = {
  page: join(built, 'renderer'),
  preload: join(built, 'preload', 'preload.cjs'),
  host: join(built, 'host', 'host.js'),
  parser: join(built, 'parser', 'parser.js'),
  data: folders.data,
  cache: folders.cache,
  /** Electron's own files and the window's placement: nothing about patients. */
  shellFolder: join(folders.data, 'shell'),
} as const;
