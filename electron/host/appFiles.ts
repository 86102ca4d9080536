import { join, relative, sep } from 'node:path';
import type { Files } from '#electron/base/world.ts';
import { typeOfPageFile } from '#shared/contract/pageHeaders.ts';

export interface AppFile {
  readonly type: string;
  read(): Promise<Uint8Array>;
}

/**
 * The page's own files, listed once at start by the address they are asked for. A path that is not in the list is
 * nothing: there is no joining of what was asked to a folder, so nothing outside can be reached by any spelling.
 */
export async function listAppFiles(directory: string, files: Files): Promise<ReadonlyMap<string, AppFile>> {
  const list = new Map<string, AppFile>();
  const entries = await files.readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const type = typeOfPageFile(entry.name);
    if (type === undefined) continue;
    const address = `/${relative(directory, path).split(sep).map(encodeURIComponent).join('/')}`;
    list.set(address, { type, read: () => files.readFile(path) });
  }
  return list;
}
