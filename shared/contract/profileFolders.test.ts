import { expect, test } from 'vitest';
import { profileFolders } from './profileFolders.ts';

const linux = { platform: 'linux', home: '/home/aisha', environment: {} };

test('Linux follows the XDG base directories', () => {
  expect(profileFolders(linux)).toEqual({
    data: '/home/aisha/.local/share/durbeen',
    cache: '/home/aisha/.cache/durbeen',
  });
  const environment = { XDG_DATA_HOME: '/data', XDG_CACHE_HOME: 'relative' };
  expect(profileFolders({ ...linux, environment })).toEqual({
    data: '/data/durbeen',
    cache: '/home/aisha/.cache/durbeen',
  });
});

test('macOS has its own places', () => {
  expect(profileFolders({ ...linux, platform: 'darwin', home: '/Users/aisha' })).toEqual({
    data: '/Users/aisha/Library/Application Support/Durbeen',
    cache: '/Users/aisha/Library/Caches/Durbeen',
  });
});

test('Windows keeps everything in the local folder, never in the one that roams to a server', () => {
  const windows = { platform: 'win32', home: 'C:\\Users\\aisha' };
  const environment = {
    APPDATA: 'C:\\Users\\aisha\\AppData\\Roaming',
    LOCALAPPDATA: 'D:\\Local',
  };
  expect(profileFolders({ ...windows, environment })).toEqual({
    data: 'D:\\Local\\Durbeen\\Data',
    cache: 'D:\\Local\\Durbeen\\Cache',
  });
  expect(profileFolders({ ...windows, environment: {} }).data).toBe('C:\\Users\\aisha\\AppData\\Local\\Durbeen\\Data');
});

test('the overrides win, when they are absolute', () => {
  const environment = { DURBEEN_DATA_DIR: '/mnt/records', DURBEEN_CACHE_DIR: 'here' };
  expect(profileFolders({ ...linux, environment })).toEqual({
    data: '/mnt/records',
    cache: '/home/aisha/.cache/durbeen',
  });
});
