export interface Folders {
  /** Precious: records, keys, packs. */
  readonly data: string;
  /** Disposable: drawn practice studies. */
  readonly cache: string;
}

export interface FolderPlaces {
  readonly platform: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const isAbsolute = (path: string) => /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);

/**
 * Where this person's files live, as the system wants it (XDG base directories on Linux).
 * Both doors find the same files by this: the shell under Electron, the host in plain Node.
 * `DURBEEN_DATA_DIR` and `DURBEEN_CACHE_DIR` override; a relative path there is ignored, as XDG says of its own.
 */
export function profileFolders({ platform, home, environment }: FolderPlaces): Folders {
  const join = (...parts: string[]) => parts.join(platform === 'win32' ? '\\' : '/');
  const given = (name: string) => {
    const value = environment[name];
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };
  const usual = (): Folders => {
    if (platform === 'win32') {
      // Never the roaming folder, which a domain copies to a server at each sign-out: patients' data, gigabytes of it.
      const local = join(given('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'), 'Durbeen');
      return { data: join(local, 'Data'), cache: join(local, 'Cache') };
    }
    if (platform === 'darwin') {
      return {
        data: join(home, 'Library', 'Application Support', 'Durbeen'),
        cache: join(home, 'Library', 'Caches', 'Durbeen'),
      };
    }
    return {
      data: join(given('XDG_DATA_HOME') ?? join(home, '.local', 'share'), 'durbeen'),
      cache: join(given('XDG_CACHE_HOME') ?? join(home, '.cache'), 'durbeen'),
    };
  };
  return { data: given('DURBEEN_DATA_DIR') ?? usual().data, cache: given('DURBEEN_CACHE_DIR') ?? usual().cache };
}
