import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { Files } from '#electron/base/world.ts';
import { mountOf } from './linuxMounts.ts';
import { listSyncedFolders } from './syncedFolders.ts';

/**
 * Why a folder must not hold a profile. A service that copies files elsewhere takes patients' data along, brings back
 * old copies of a database that is in use, and fills line and disk a second time; a share loses its locks with the line;
 * FAT keeps neither owners nor the order of what is written.
 */
export type FolderTrouble =
  | { readonly kind: 'synced'; readonly service: SyncService }
  | { readonly kind: 'network' }
  | { readonly kind: 'unfit'; readonly fileSystem: string };

export type SyncService =
  | 'OneDrive'
  | 'iCloud Drive'
  | 'Dropbox'
  | 'Google Drive'
  | 'Nextcloud'
  | 'ownCloud'
  | 'Syncthing';

/** The computer as far as this question goes. */
export interface FolderSurroundings {
  readonly platform: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Pick<Files, 'readFile' | 'stat' | 'realpath'>;
}

/** Undefined when nothing speaks against the folder, which need not exist yet. `path` is absolute. */
export async function findFolderTrouble(
  path: string,
  surroundings: FolderSurroundings,
): Promise<FolderTrouble | undefined> {
  const paths = pathRules(surroundings.platform);
  const real = await realPathOf(path, surroundings, paths);
  for (const one of new Set([path, real])) {
    if (paths.isShare(one)) return { kind: 'network' };
    const named = serviceByName(one, surroundings, paths);
    if (named) return { kind: 'synced', service: named };
  }
  for (const { folder, service } of await listSyncedFolders(surroundings, paths)) {
    if (paths.isWithin(real, folder) || paths.isWithin(path, folder)) return { kind: 'synced', service };
  }
  const marked = await serviceByMarker(real, surroundings, paths);
  if (marked) return { kind: 'synced', service: marked };
  return surroundings.platform === 'linux' ? mountTrouble(real, surroundings) : undefined;
}

export interface PathRules {
  join(...parts: string[]): string;
  split(path: string): string[];
  /** The same folder, or one below it. */
  isWithin(path: string, folder: string): boolean;
  isShare(path: string): boolean;
  parent(path: string): string | undefined;
}

/** Paths of the system that is asked about, which need not be this one. */
export function pathRules(platform: string): PathRules {
  const isWindows = platform === 'win32';
  const separator = isWindows ? '\\' : '/';
  const split = (path: string) => path.split(isWindows ? /[\\/]+/ : /\/+/).filter((part) => part !== '');
  // Windows and macOS take no notice of case, unless a disk was made so.
  const fold = (part: string) => (platform === 'linux' ? part : part.normalize('NFC').toLowerCase());
  return {
    split,
    join: (...parts) => parts.join(separator),
    isWithin(path, folder) {
      const [inner, outer] = [split(path).map(fold), split(folder).map(fold)];
      return outer.length > 0 && outer.every((part, index) => inner[index] === part);
    },
    isShare(path) {
      if (isWindows) return /^[\\/]{2}(?![?.][\\/])/.test(path) || /^\\\\\?\\UNC\\/i.test(path);
      return platform === 'darwin' && /^\/(?:Network|net)\//.test(path);
    },
    parent(path) {
      const end = Math.max(path.lastIndexOf(separator), isWindows ? path.lastIndexOf('/') : -1);
      if (end < 0 || path.length <= 1 || (isWindows && /^[A-Za-z]:[\\/]?$/.test(path))) return undefined;
      if (end === 0) return separator;
      return isWindows && /^[A-Za-z]:$/.test(path.slice(0, end))
        ? `${path.slice(0, end)}${separator}`
        : path.slice(0, end);
    },
  };
}

/** Names that these services give their folders, and nobody else does. */
const folderNames: readonly (readonly [RegExp, SyncService])[] = [
  [/^OneDrive(?: - .+|-.+)?$/i, 'OneDrive'],
  [/^(?:iCloudDrive|iCloud Drive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^Dropbox(?: \(.+\)|-.+)?$/i, 'Dropbox'],
  [/^(?:Google ?Drive|GoogleDrive-.+|My Drive)$/i, 'Google Drive'],
  [/^Nextcloud(?:-.+)?$/i, 'Nextcloud'],
  [/^ownCloud(?:-.+)?$/i, 'ownCloud'],
];

function serviceByName(
  path: string,
  { home, platform }: FolderSurroundings,
  paths: PathRules,
): SyncService | undefined {
  if (platform === 'darwin' && paths.isWithin(path, `${home}/Library/Mobile Documents`)) return 'iCloud Drive';
  // What the programs keep for themselves lies in folders of the same names: only those that a person sees count.
  const own = ['AppData', 'Application Support', '.config', '.local', '.cache'];
  const parts = paths.split(path);
  const seen = parts.slice(0, parts.findIndex((part) => own.includes(part)) + 1 || parts.length);
  for (const part of seen) {
    const known = folderNames.find(([pattern]) => pattern.test(part));
    if (known) return known[1];
  }
  return undefined;
}

/** What these services leave at the top of what they copy. */
const markers: readonly (readonly [string, SyncService])[] = [
  ['.stfolder', 'Syncthing'],
  ['.dropbox', 'Dropbox'],
  ['.849C9593-D756-4E56-8D6E-42412F2A707B', 'OneDrive'],
  ['.nextcloudsync.log', 'Nextcloud'],
  ['.owncloudsync.log', 'ownCloud'],
  ['.tmp.driveupload', 'Google Drive'],
];

async function serviceByMarker(
  path: string,
  { files, home }: FolderSurroundings,
  paths: PathRules,
): Promise<SyncService | undefined> {
  for (let folder: string | undefined = path; folder !== undefined; folder = paths.parent(folder)) {
    for (const [name, service] of markers) {
      // In the home folder this one holds Dropbox's settings; what it copies is read from there.
      if (service === 'Dropbox' && paths.isWithin(home, folder)) continue;
      if (await exists(files, paths.join(folder, name))) return service;
    }
  }
  return undefined;
}

async function mountTrouble(path: string, { files }: FolderSurroundings): Promise<FolderTrouble | undefined> {
  const read = await attemptFiles(() => files.readFile('/proc/self/mountinfo', 'utf8'));
  const mount = read.ok ? mountOf(path, read.value) : undefined;
  if (mount?.isRemote) return { kind: 'network' };
  return mount?.isFat ? { kind: 'unfit', fileSystem: mount.fileSystem } : undefined;
}

/** Of what is not there yet, as much of its path as is. On Windows this also turns the letter of a share into its name. */
async function realPathOf(path: string, { files }: FolderSurroundings, paths: PathRules): Promise<string> {
  const missing: string[] = [];
  for (let folder: string | undefined = path; folder !== undefined; folder = paths.parent(folder)) {
    const at = folder;
    const real = await attemptFiles(() => files.realpath(at));
    if (real.ok) return missing.length > 0 ? paths.join(real.value === '/' ? '' : real.value, ...missing) : real.value;
    missing.unshift(paths.split(folder).at(-1) ?? '');
  }
  return path;
}

async function exists(files: Pick<Files, 'stat'>, path: string): Promise<boolean> {
  const found = await attemptFiles(() => files.stat(path));
  return found.ok;
}
