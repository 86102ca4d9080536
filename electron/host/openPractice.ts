import { join } from 'node:path';
import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import { type Practice, startPractice } from '#electron/practice/index.ts';
import { type ArchiveClient, createArchiveClient } from '#electron/services/archive/index.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { deferClient } from './deferredClient.ts';
import type { BuiltInArchive } from './openArchives.ts';

export const practiceArchiveId = 'practice' as ArchiveId;

export type StartPractice = typeof startPractice;

export interface OpenPractice {
  readonly client: ArchiveClient;
  /** How far the patients are drawn, 0 to 1; undefined once they are served. */
  readonly progress: () => number | undefined;
  /** Stops drawing, so that whoever waits for the archive is answered. */
  giveUp(): void;
  close(): Promise<void>;
}

/** The practice archive as the services of the practice profile know it. */
export function practiceArchive({ client }: OpenPractice): BuiltInArchive {
  return {
    client,
    description: {
      archiveId: practiceArchiveId,
      name: 'Practice',
      kind: 'practice',
      url: '',
      signIn: { kind: 'none' },
      hasSecret: false,
      assignment: { daysBack: 3650, modalities: [], prefetch: true },
    },
  };
}

/** Starts the practice archive beside everything else: its patients are drawn while the window is already there. */
export function openPractice(
  world: World,
  cacheDirectory: string,
  onProgress: () => void,
  log: Log,
  start: StartPractice = startPractice,
): OpenPractice {
  const stop = new AbortController();
  let progress: number | undefined = 0;
  const note = (share: number | undefined) => {
    progress = share;
    onProgress();
  };
  const started = start({ world, folder: join(cacheDirectory, 'practice'), onProgress: note, signal: stop.signal });
  // The studies that are kept stay readable when the practice archive cannot start; its row says that it is not there.
  const settled = started.then(
    (practice): Practice | undefined => practice,
    (error: unknown) => {
      if (!stop.signal.aborted)
        log.error('practice.failed', { kind: error instanceof Error ? error.name : typeof error });
      return undefined;
    },
  );
  const opening = settled.then((practice): Result<ArchiveClient, Failure> => {
    note(undefined);
    if (!practice) return fail(failureOf('ArchiveUnreachable'));
    const { network, random } = world;
    const { url } = practice;
    return createArchiveClient({ archiveId: practiceArchiveId, url, signIn: { kind: 'none' }, network, random });
  });
  const client = deferClient(practiceArchiveId, opening);
  return {
    client,
    progress: () => progress,
    giveUp: () => stop.abort(),
    async close() {
      stop.abort();
      await (await settled)?.close();
    },
  };
}
