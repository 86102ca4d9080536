import { join } from 'node:path';
import type { Files } from '#electron/base/world.ts';
import { type DiscContainer, type DiscFile, DiscUnreadable, discLimits } from './container.ts';

/** All files under a folder. Links are not followed: they lead out of the disc, or round in circles. */
export async function openFolder(files: Files, root: string, signal?: AbortSignal): Promise<DiscContainer> {
  const found: DiscFile[] = [];
  const visit = async (folder: string, prefix: string, depth: number): Promise<void> => {
    if (depth > discLimits.folderDepth) throw new DiscUnreadable('tooLarge', 'folders too deep');
    if (signal?.aborted) throw new DiscUnreadable('cancelled', 'while it was listed');
    const entries = await files.readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) await visit(path, name, depth + 1);
      else if (entry.isFile()) found.push(await fileAt(files, path, name));
      if (found.length > discLimits.files) throw new DiscUnreadable('tooLarge', 'too many files');
    }
  };
  await visit(root, '', 0);
  return { files: found, close: () => Promise.resolve() };
}

/** One file as a disc of its own. */
export async function openSingleFile(files: Files, path: string, name: string): Promise<DiscContainer> {
  return { files: [await fileAt(files, path, name)], close: () => Promise.resolve() };
}

async function fileAt(files: Files, path: string, name: string): Promise<DiscFile> {
  const { size } = await files.stat(path);
  return {
    name,
    sizeBytes: size,
    async read() {
      if (size > discLimits.fileBytes) throw new DiscUnreadable('tooLarge', 'file');
      // What a system makes up as it is read has no size, and may have no end.
      if (size === 0) return new Uint8Array();
      try {
        return await files.readFile(path);
      } catch {
        throw new DiscUnreadable('io', 'not readable');
      }
    },
  };
}
