import { describe, expect, it } from 'vitest';
import type { Files } from '#electron/base/world.ts';
import { type FolderSurroundings, findFolderTrouble, pathRules } from './folderTrouble.ts';
import { mountOf } from './linuxMounts.ts';

/** A computer of another kind: its files by path, and which path is really another. */
function computer(
  platform: 'win32' | 'darwin' | 'linux',
  more: {
    readonly files?: Record<string, string>;
    readonly links?: Record<string, string>;
    readonly env?: Record<string, string>;
  } = {},
): FolderSurroundings {
  const missing = () => Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
  const text = (path: string) => more.files?.[path];
  const homes = { win32: 'C:\\Users\\ayesha', darwin: '/Users/ayesha', linux: '/home/ayesha' };
  const home = homes[platform];
  const there = (path: string) => path === home || home.startsWith(path) || text(path) !== undefined;
  const windows = {
    APPDATA: 'C:\\Users\\ayesha\\AppData\\Roaming',
    LOCALAPPDATA: 'C:\\Users\\ayesha\\AppData\\Local',
  };
  const files = {
    readFile: (path: string) => (text(path) === undefined ? missing() : Promise.resolve(text(path))),
    stat: (path: string) => (text(path) === undefined ? missing() : Promise.resolve({})),
    realpath(path: string) {
      const linked = more.links?.[path];
      if (linked !== undefined) return Promise.resolve(linked);
      return there(path) ? Promise.resolve(path) : missing();
    },
  } as unknown as Pick<Files, 'readFile' | 'stat' | 'realpath'>;
  return { platform, home, files, environment: { ...(platform === 'win32' ? windows : {}), ...more.env } };
}
const synced = (service: string) => ({ kind: 'synced', service });

describe('the usual places are good ones', () => {
  it.each([
    ['win32', 'C:\\Users\\ayesha\\AppData\\Local\\Durbeen\\Data'],
    ['darwin', '/Users/ayesha/Library/Application Support/Durbeen'],
    ['linux', '/home/ayesha/.local/share/durbeen'],
  ] as const)('%s', async (platform, path) => {
    expect(await findFolderTrouble(path, computer(platform))).toBeUndefined();
    // Also where a service is installed, but copies something else.
    const files = {
      '/home/ayesha/.dropbox/info.json': '{"personal": {"path": "/home/ayesha/Dropbox"}}',
      '/home/ayesha/.dropbox': 'its settings',
      'C:\\Users\\ayesha\\AppData\\Local\\Dropbox\\info.json':
        '{"personal": {"path": "C:\\\\Users\\\\ayesha\\\\Dropbox"}}',
    };
    const env = { OneDrive: 'C:\\Users\\ayesha\\OneDrive' };
    expect(await findFolderTrouble(path, computer(platform, { files, env }))).toBeUndefined();
  });
});

describe('Windows', () => {
  it.each([
    ['C:\\Users\\ayesha\\OneDrive\\Durbeen', 'OneDrive'],
    ['C:\\Users\\ayesha\\OneDrive - City Hospital\\Documents\\Durbeen', 'OneDrive'],
    ['D:\\Dropbox (Personal)\\d', 'Dropbox'],
    ['c:\\users\\ayesha\\iCloudDrive\\d', 'iCloud Drive'],
    ['G:\\My Drive\\Durbeen', 'Google Drive'],
    ['C:\\Users\\ayesha\\Nextcloud\\Durbeen', 'Nextcloud'],
  ])('%s', async (path, service) => {
    expect(await findFolderTrouble(path, computer('win32'))).toEqual(synced(service));
  });

  it('knows the folder of OneDrive by the environment, whatever its name and case', async () => {
    const env = { OneDriveCommercial: 'D:\\Cloud' };
    expect(await findFolderTrouble('d:\\cloud\\Durbeen', computer('win32', { env }))).toEqual(synced('OneDrive'));
    expect(await findFolderTrouble('d:\\cloudy\\Durbeen', computer('win32', { env }))).toBeUndefined();
  });

  it('knows shares, also by the letter of a drive', async () => {
    expect(await findFolderTrouble('\\\\server\\homes\\ayesha', computer('win32'))).toEqual({ kind: 'network' });
    const links = { 'Z:\\': '\\\\server\\homes\\' };
    expect(await findFolderTrouble('Z:\\Durbeen', computer('win32', { links }))).toEqual({ kind: 'network' });
    expect(pathRules('win32').isShare('\\\\?\\C:\\Users')).toBe(false);
    expect(pathRules('win32').isShare('\\\\?\\UNC\\server\\share')).toBe(true);
  });

  it('knows what Dropbox and Nextcloud say they copy', async () => {
    const files = {
      'C:\\Users\\ayesha\\AppData\\Local\\Dropbox\\info.json': '{"business": {"path": "E:\\\\Work"}}',
      'C:\\Users\\ayesha\\AppData\\Roaming\\Nextcloud\\nextcloud.cfg':
        '[Accounts]\n0\\Folders\\1\\localPath=F:/Team/\n',
    };
    const here = computer('win32', { files });
    expect(await findFolderTrouble('E:\\Work\\Durbeen', here)).toEqual(synced('Dropbox'));
    expect(await findFolderTrouble('F:\\Team\\Durbeen', here)).toEqual(synced('Nextcloud'));
  });
});

describe('macOS', () => {
  it.each([
    ['/Users/ayesha/Library/Mobile Documents/com~apple~CloudDocs/Durbeen', 'iCloud Drive'],
    ['/Users/ayesha/Library/CloudStorage/OneDrive-CityHospital/d', 'OneDrive'],
    ['/Users/ayesha/Library/CloudStorage/GoogleDrive-a@example.org/My Drive/d', 'Google Drive'],
    ['/Users/ayesha/Library/CloudStorage/Dropbox/d', 'Dropbox'],
  ])('%s', async (path, service) => {
    expect(await findFolderTrouble(path, computer('darwin'))).toEqual(synced(service));
  });

  it('knows Documents that iCloud copies, and leaves those that it does not', async () => {
    const files = { '/Users/ayesha/Library/Mobile Documents/com~apple~CloudDocs/Documents': '' };
    const path = '/Users/ayesha/documents/Durbeen';
    expect(await findFolderTrouble(path, computer('darwin', { files }))).toEqual(synced('iCloud Drive'));
    expect(await findFolderTrouble(path, computer('darwin'))).toBeUndefined();
  });
});

describe('Linux', () => {
  const mounts = (line: string) => ({
    '/proc/self/mountinfo': `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n${line}\n`,
  });
  it.each([
    ['40 22 0:33 / /home/ayesha/share rw - nfs4 server:/x rw', { kind: 'network' }],
    ['40 22 0:33 / /home/ayesha/share rw - cifs //server/x rw', { kind: 'network' }],
    ['40 22 0:33 / /home/ayesha/share rw - fuse.rclone gdrive: rw', { kind: 'network' }],
    ['40 22 0:33 / /home/ayesha/share rw - vfat /dev/sdb1 rw', { kind: 'unfit', fileSystem: 'vfat' }],
    ['40 22 0:33 / /home/ayesha/share rw - fuseblk /dev/sdb1 rw', undefined],
    ['40 22 0:33 / /home/ayesha/other rw - nfs4 server:/x rw', undefined],
  ])('%s', async (line, trouble) => {
    const here = computer('linux', { files: mounts(line) });
    expect(await findFolderTrouble('/home/ayesha/share/durbeen', here)).toEqual(trouble);
  });

  it('the last of several mounts on one place counts, and a space in its name is read', () => {
    const text = '1 0 8:1 / /a\\040b rw - ext4 x rw\n2 0 8:1 / /a\\040b rw - nfs y rw\n';
    expect(mountOf('/a b/c', text)?.fileSystem).toBe('nfs');
    expect(mountOf('/a b/c', '')).toBeUndefined();
  });

  it('knows folders of Syncthing by its settings and by its mark', async () => {
    const config =
      '<configuration><folder id="x" label="all" path="~/all" type="sendreceive"></folder></configuration>';
    const files = { '/home/ayesha/.local/state/syncthing/config.xml': config };
    expect(await findFolderTrouble('/home/ayesha/all/d', computer('linux', { files }))).toEqual(synced('Syncthing'));
    const marked = computer('linux', { files: { '/home/ayesha/.stfolder': '' } });
    expect(await findFolderTrouble('/home/ayesha/.local/share/durbeen', marked)).toEqual(synced('Syncthing'));
  });

  it('follows a link into a synced folder', async () => {
    const links = { '/home/ayesha/data': '/home/ayesha/Dropbox/data' };
    expect(await findFolderTrouble('/home/ayesha/data/d', computer('linux', { links }))).toEqual(synced('Dropbox'));
  });
});
