import type { FileHandle } from 'node:fs/promises';
import { type DiscContainer, type DiscFile, DiscUnreadable, discLimits, readAt } from './container.ts';

/** ECMA-119 (ISO 9660), with the Joliet descriptor for long names where there is one. */
const sectorBytes = 2048;
const firstDescriptor = 16;
const maxDescriptors = 64;
const maxFolderBytes = 16 * 1024 * 1024;
const jolietEscapes = new Set(['%/@', '%/C', '%/E']);

interface Extent {
  readonly at: number;
  readonly length: number;
}

/** Whether an image has a volume descriptor where ISO 9660 puts the first. */
export async function isIso(handle: FileHandle, length: number): Promise<boolean> {
  if (length < (firstDescriptor + 1) * sectorBytes) return false;
  return (await readAt(handle, firstDescriptor * sectorBytes, 6)).toString('latin1', 1) === 'CD001';
}

/** All files of an ISO image, read where they lie. */
export async function openIso(handle: FileHandle, length: number): Promise<DiscContainer> {
  const { root, wide } = await findRoot(handle);
  const found: DiscFile[] = [];
  // A directory that contains itself would never end.
  const visited = new Set<number>();
  const visit = async (folder: Extent, prefix: string, depth: number): Promise<void> => {
    if (depth > discLimits.folderDepth || visited.has(folder.at)) throw new DiscUnreadable('damaged', 'folders');
    if (folder.length > maxFolderBytes) throw new DiscUnreadable('tooLarge', 'folder');
    visited.add(folder.at);
    for (const entry of readFolder(await readAt(handle, folder.at, folder.length), wide)) {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isFolder) await visit(entry.extent, name, depth + 1);
      else found.push(fileOf(handle, length, name, entry.extent));
      if (found.length > discLimits.files) throw new DiscUnreadable('tooLarge', 'too many files');
    }
  };
  await visit(root, '', 0);
  return { files: found, close: () => handle.close() };
}

async function findRoot(handle: FileHandle): Promise<{ readonly root: Extent; readonly wide: boolean }> {
  let primary: Extent | undefined;
  for (let index = 0; index < maxDescriptors; index += 1) {
    const descriptor = await readAt(handle, (firstDescriptor + index) * sectorBytes, sectorBytes);
    if (descriptor.toString('latin1', 1, 6) !== 'CD001') throw new DiscUnreadable('damaged', 'descriptor');
    const kind = descriptor[0];
    if (kind === 255) break;
    if (kind === 1) primary ??= extentOf(descriptor, 156);
    if (kind === 2 && jolietEscapes.has(descriptor.toString('latin1', 88, 91))) {
      return { root: extentOf(descriptor, 156), wide: true };
    }
  }
  if (!primary) throw new DiscUnreadable('damaged', 'no volume');
  return { root: primary, wide: false };
}

function extentOf(record: Buffer, at: number): Extent {
  return { at: record.readUInt32LE(at + 2) * sectorBytes, length: record.readUInt32LE(at + 10) };
}

function* readFolder(bytes: Buffer, wide: boolean) {
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    if (length === 0) {
      // Records do not cross sectors; the rest of this one is empty.
      at = (Math.floor(at / sectorBytes) + 1) * sectorBytes;
      continue;
    }
    const nameBytes = bytes[at + 32] ?? 0;
    if (length < 33 + nameBytes || at + length > bytes.length) throw new DiscUnreadable('damaged', 'folder record');
    const raw = bytes.subarray(at + 33, at + 33 + nameBytes);
    const flags = bytes[at + 25] ?? 0;
    const isItselfOrParent = nameBytes === 1 && (raw[0] === 0 || raw[0] === 1);
    // Associated files and files in several pieces (flags 4 and 128) do not occur on discs of DICOM.
    if (!isItselfOrParent && (flags & 0x84) === 0) {
      yield { name: nameOf(raw, wide), isFolder: (flags & 2) !== 0, extent: extentOf(bytes, at) };
    }
    at += length;
  }
}

function nameOf(raw: Buffer, wide: boolean): string {
  const text = wide
    ? Buffer.from(raw)
        .subarray(0, raw.length & ~1)
        .swap16()
        .toString('utf16le')
    : raw.toString('latin1');
  return text.replace(/;\d+$/, '').replace(/\.$/, '');
}

function fileOf(handle: FileHandle, imageLength: number, name: string, extent: Extent): DiscFile {
  return {
    name,
    sizeBytes: extent.length,
    async read() {
      if (extent.length > discLimits.fileBytes) throw new DiscUnreadable('tooLarge', 'file');
      if (extent.at + extent.length > imageLength) throw new DiscUnreadable('damaged', 'ends too soon');
      return readAt(handle, extent.at, extent.length);
    },
  };
}
