import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { createRequestHandler, type Disc, defaultRootPath, listen, openDisc } from '#electron/practice/index.ts';
import { createArchiveClient } from '#electron/services/archive/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { BuiltInArchive } from './openArchives.ts';

export interface OpenedDisc {
  readonly archive: BuiltInArchive;
  readonly disc: Disc;
}

/**
 * A disc as an archive: served on loopback by the practice server, so that worklist, prefetch and cache need not know
 * that it is none. Its id follows from its studies: the same disc put in again is the same archive.
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
  const listening = await listen(createRequestHandler({ sources: () => [disc.studies] }));
  const archiveId = discIdOf(disc);
  const url = `http://127.0.0.1:${listening.port}${defaultRootPath}`;
  const { network, random } = world;
  const made = createArchiveClient({ archiveId, url, signIn: { kind: 'none' }, network, random });
  const closeSource = async () => {
    await listening.close();
    await disc.close();
  };
  if (!made.ok) {
    await closeSource();
    return made;
  }
  const client = {
    ...made.value,
    async close() {
      await made.value.close();
      await closeSource();
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
