import { basename } from 'node:path';
import type { Files } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StoredStudies } from '../storedStudies.ts';
import { type DiscContainer, DiscUnreadable, failureOfDisc, readAt } from './container.ts';
import { indexDisc, type RefusedFile } from './discStudies.ts';
import { openFolder, openSingleFile } from './folderContainer.ts';
import { isIso, openIso } from './isoContainer.ts';
import { openZip } from './zipContainer.ts';

/** A folder, a ZIP or an ISO image of DICOM, open for reading; its studies are served like any archive's. */
export interface Disc {
  readonly studies: StoredStudies;
  readonly studyCount: number;
  readonly instanceCount: number;
  /** What was left out: damaged DICOM first, then what is no DICOM at all. */
  readonly refused: readonly RefusedFile[];
  close(): Promise<void>;
}

export interface DiscOptions {
  readonly path: string;
  readonly files: Files;
  readonly parser: Parser;
  readonly signal?: AbortSignal;
  /** After each file. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Opens and indexes a disc. Failures: `PathNotFound`, `PathNotReadable`, `NothingFound`, `DicomDamaged` or
 * `DicomTooLarge` for the container itself, `Cancelled`. Nothing of it is written anywhere.
 */
export async function openDisc(options: DiscOptions): Promise<Result<Disc, Failure>> {
  let container: DiscContainer | undefined;
  try {
    container = await openContainer(options.files, options.path, options.signal);
    if (options.signal?.aborted) throw new DiscUnreadable('cancelled', 'while it was opened');
    const indexed = await indexDisc(container, options);
    if (indexed.ok && indexed.value.instanceCount > 0) return indexed;
    await container.close();
    return indexed.ok ? fail(failureOf('NothingFound', { files: container.files.length })) : indexed;
  } catch (error) {
    await container?.close();
    return fail(failureOfOpening(error));
  }
}

async function openContainer(files: Files, path: string, signal: AbortSignal | undefined): Promise<DiscContainer> {
  const about = await files.stat(path);
  if (about.isDirectory()) return openFolder(files, path, signal);
  // A device gives bytes for ever, and a pipe makes whoever opens it wait for the other end.
  if (!about.isFile()) throw new DiscUnreadable('io', 'neither file nor folder');
  const handle = await files.open(path, 'r');
  try {
    if ((await startOf(handle, about.size)).startsWith('PK')) return await openZip(handle, about.size);
    if (await isIso(handle, about.size)) return await openIso(handle, about.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return openSingleFile(files, path, basename(path));
}

async function startOf(handle: Awaited<ReturnType<Files['open']>>, length: number): Promise<string> {
  return (await readAt(handle, 0, Math.min(4, length))).toString('latin1');
}

function failureOfOpening(error: unknown): Failure {
  if (error instanceof DiscUnreadable) return failureOfDisc(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failureOf('PathNotFound');
  if (typeof code === 'string') return failureOf('PathNotReadable', { reason: code });
  throw error;
}
