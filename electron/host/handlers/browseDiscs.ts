import { homedir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';

type Listing = OutputOf<DurbeenContract['discs.browse']>;
type Entry = Listing['entries'][number];

const containers = new Set(['.zip', '.iso']);
/** Where systems mount discs and USB sticks. */
const mountPlaces = ['/media', '/run/media', '/mnt', '/Volumes'];
const mostEntries = 2_000;

/** What is in a folder, folders first; without a path, the places where discs are and the home folder. */
export async function browseDiscs(
  world: Pick<World, 'files'>,
  path: string | undefined,
): Promise<Result<Listing, Failure>> {
  if (path === undefined) return succeed({ entries: await listPlaces(world) });
  const folder = resolve(path);
  try {
    const found = await world.files.readdir(folder, { withFileTypes: true });
    const entries = found
      .filter((entry) => !entry.name.startsWith('.'))
      .map((entry) => ({ name: entry.name, path: join(folder, entry.name), kind: kindOf(entry) }))
      .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
    const parent = dirname(folder);
    const above = parent === folder ? {} : { parent };
    return succeed({ path: folder, ...above, entries: entries.slice(0, mostEntries) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail(failureOf('PathNotFound'));
    if (code === 'EACCES' || code === 'EPERM' || code === 'EIO') return fail(failureOf('PathNotReadable'));
    throw error;
  }
}

async function listPlaces(world: Pick<World, 'files'>): Promise<Entry[]> {
  const places: Entry[] = [];
  for (const place of mountPlaces) {
    const names = await world.files.readdir(place).catch(() => []);
    places.push(...names.map((name): Entry => ({ name, path: join(place, name), kind: 'folder' })));
  }
  return [...places, { name: '~', path: homedir(), kind: 'folder' }];
}

function kindOf(entry: { isDirectory(): boolean; readonly name: string }): Entry['kind'] {
  if (entry.isDirectory()) return 'folder';
  return containers.has(extname(entry.name).toLowerCase()) ? 'container' : 'file';
}

function rank(entry: Entry): number {
  return entry.kind === 'folder' ? 0 : entry.kind === 'container' ? 1 : 2;
}
