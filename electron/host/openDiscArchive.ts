import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { createRequestHandler, type Disc, defaultRootPath, openDisc } from '#electron/practice/index.ts';
import { createArchiveClient } from '#electron/services/archive/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { handlerNetwork } from './handlerNetwork.ts';
import type { BuiltInArchive } from './openArchives.ts';

export interface OpenedDisc {
  readonly archive: BuiltInArchive;
  readonly disc: Disc;
}

/**
 * A disc as an archive: answered by the practice server without a socket, so that worklist, prefetch and cache need not
 * know that it is none, and no other program can ask for it. Its id follows from its studies: the same disc put in again is the same archive.
 */
export async function openDiscArchive(
  world: World,
  parser: Parser,
  path: string,
  signal: AbortSignal,
): Promise<Result<OpenedDisc, Failure>> {
  const opened = await openDisc({ path, files: world.files, parser, signal });
  if (!opened.ok) return opened;
  const disc = opened.value;
  const archiveId = discIdOf(disc);
  const network = handlerNetwork(createRequestHandler({ sources: () => [disc.studies] }));
  const made = createArchiveClient({
    archiveId,
    url: `http://127.0.0.1${defaultRootPath}`,
    signIn: { kind: 'none' },
    network,
    random: world.random,
  });
  if (!made.ok) {
    await disc.close();
    return made;
  }
  const client = {
    ...made.value,
    async close() {
      await made.value.close();
      await disc.close();
    },
  };
  return succeed({ archive: { client, description: describeDisc(archiveId, basename(path) || path) }, disc });
}

function describeDisc(archiveId: ArchiveId, name: string): BuiltInArchive['description'] {
  return {
    archiveId,
    name: name.slice(0, 80),
    kind: 'disc',
    url: '',
    signIn: { kind: 'none' },
    hasSecret: false,
    assignment: { daysBack: 3650, modalities: [], prefetch: true },
  };
}

function discIdOf(disc: Disc): ArchiveId {
  const uids = disc.studies.instances().map(({ attributes }) => textOf(attributes, 'StudyInstanceUID') ?? '');
  const studies = [...new Set(uids)].sort().join('\n');
  return `disc-${createHash('sha256').update(studies).digest('hex').slice(0, 24)}` as ArchiveId;
}
