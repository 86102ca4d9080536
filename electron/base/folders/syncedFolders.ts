import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { FolderSurroundings, PathRules, SyncService } from './folderTrouble.ts';

export interface SyncedFolder {
  readonly folder: string;
  readonly service: SyncService;
}

/** The folders that services on this computer say they copy: by the environment, and by their own settings. */
export async function listSyncedFolders(
  surroundings: FolderSurroundings,
  paths: PathRules,
): Promise<readonly SyncedFolder[]> {
  const { platform, environment } = surroundings;
  const byEnvironment = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'].flatMap((name) => {
    const folder = environment[name];
    return folder ? [{ folder, service: 'OneDrive' as const }] : [];
  });
  const listed = await Promise.all(settingsOf(surroundings, paths).map((one) => readSettings(one, surroundings)));
  const desktop = platform === 'darwin' ? await inICloud(surroundings) : [];
  return [...byEnvironment, ...listed.flat(), ...desktop].filter(({ folder }) => paths.split(folder).length > 0);
}

interface SettingsFile {
  readonly path: string;
  readonly service: SyncService;
  readonly foldersIn: (text: string) => readonly string[];
}

function settingsOf({ platform, home, environment }: FolderSurroundings, paths: PathRules): readonly SettingsFile[] {
  const at = (base: string | undefined, ...parts: string[]) => (base ? [paths.join(base, ...parts)] : []);
  const roaming = platform === 'win32' ? environment['APPDATA'] : undefined;
  const local = platform === 'win32' ? environment['LOCALAPPDATA'] : undefined;
  const mac = platform === 'darwin' ? home : undefined;
  const linux = platform === 'linux' ? home : undefined;
  const config = linux && (environment['XDG_CONFIG_HOME'] ?? paths.join(linux, '.config'));
  const state = linux && (environment['XDG_STATE_HOME'] ?? paths.join(linux, '.local', 'state'));
  const dropbox = [
    ...at(roaming, 'Dropbox', 'info.json'),
    ...at(local, 'Dropbox', 'info.json'),
    ...at(mac ?? linux, '.dropbox', 'info.json'),
  ];
  const nextcloud = [
    ...at(roaming, 'Nextcloud', 'nextcloud.cfg'),
    ...at(mac, 'Library', 'Preferences', 'Nextcloud', 'nextcloud.cfg'),
    ...at(config, 'Nextcloud', 'nextcloud.cfg'),
  ];
  const syncthing = [
    ...at(local, 'Syncthing', 'config.xml'),
    ...at(mac, 'Library', 'Application Support', 'Syncthing', 'config.xml'),
    ...at(config, 'syncthing', 'config.xml'),
    ...at(state, 'syncthing', 'config.xml'),
  ];
  return [
    ...dropbox.map((path): SettingsFile => ({ path, service: 'Dropbox', foldersIn: dropboxFolders })),
    ...nextcloud.map((path): SettingsFile => ({ path, service: 'Nextcloud', foldersIn: nextcloudFolders })),
    ...syncthing.map(
      (path): SettingsFile => ({
        path,
        service: 'Syncthing',
        foldersIn: (text) => syncthingFolders(text, home),
      }),
    ),
  ];
}

async function readSettings(
  { path, service, foldersIn }: SettingsFile,
  { files }: FolderSurroundings,
): Promise<readonly SyncedFolder[]> {
  const read = await attemptFiles(() => files.readFile(path, 'utf8'));
  return read.ok ? foldersIn(read.value).map((folder) => ({ folder, service })) : [];
}

/** `{"personal": {"path": "…"}, "business": {"path": "…"}}` */
function dropboxFolders(text: string): readonly string[] {
  return [...text.matchAll(/"path"\s*:\s*("(?:[^"\\]|\\.)*")/g)].flatMap(([, quoted = '""']) => {
    try {
      return [String(JSON.parse(quoted))];
    } catch {
      return [];
    }
  });
}

/** `0\Folders\1\localPath=/home/someone/Nextcloud/` */
function nextcloudFolders(text: string): readonly string[] {
  return [...text.matchAll(/^\S*localPath=(.+?)\s*$/gm)].map(([, folder = '']) => folder);
}

/** `<folder id="…" label="…" path="~/Sync" …>` */
function syncthingFolders(text: string, home: string): readonly string[] {
  return [...text.matchAll(/<folder\s[^>]*?\bpath="([^"]+)"/g)].map(([, folder = '']) =>
    folder.startsWith('~') ? home + folder.slice(1) : folder,
  );
}

/** macOS copies Desktop and Documents when a person has asked iCloud to: they are then named in its folder. */
async function inICloud({ home, files }: FolderSurroundings): Promise<readonly SyncedFolder[]> {
  const found: SyncedFolder[] = [];
  for (const name of ['Desktop', 'Documents']) {
    const there = await attemptFiles(() => files.stat(`${home}/Library/Mobile Documents/com~apple~CloudDocs/${name}`));
    if (there.ok) found.push({ folder: `${home}/${name}`, service: 'iCloud Drive' });
  }
  return found;
}
