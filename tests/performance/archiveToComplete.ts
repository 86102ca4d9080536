import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '#electron/host/host.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { allComplete, ask, startHost, valueIn } from '../integration/hostInTest.ts';
import { keysOfStudy } from './frameKeys.ts';
import type { PracticeProcess } from './practiceProcess.ts';
import { type Transfer, transferRaw } from './rawTransfer.ts';

/** The most connections that Durbeen opens to one archive in the background. */
const connections = 12;
const studies = 8;
const pollMs = 25;

export interface ArchiveRun {
  /** From the start of the host, its store empty, until every study is complete on disk. */
  readonly completeMs: number;
  readonly frames: number;
  readonly parallel: Transfer;
  readonly sequential: Transfer;
}

/** One host with an empty store over loopback, then the same frames by plain GETs. */
export async function runArchiveToComplete(archive: PracticeProcess): Promise<ArchiveRun> {
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-bench-'));
  const startPractice = () =>
    Promise.resolve({ ...archive, handler: noHandler, addSource: () => () => true, close: () => Promise.resolve() });
  try {
    const started = performance.now();
    const host = valueIn(await startHost(folder, { startPractice }));
    await completed(host);
    const completeMs = performance.now() - started;
    const keys = await everyKey(host);
    await host.stop();
    const parallel = await transferRaw(archive.url, keys, connections);
    const sequential = await transferRaw(archive.url, keys, 1);
    return { completeMs, frames: keys.length, parallel, sequential };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function noHandler(): never {
  throw new Error('the archive is in another process');
}

async function completed(host: Host): Promise<void> {
  for (;;) {
    const { items } = valueIn(await ask(host, 'worklist.list', {}));
    if (items.length >= studies && allComplete(items)) return;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

async function everyKey(host: Host): Promise<readonly FrameKey[]> {
  const { items } = valueIn(await ask(host, 'worklist.list', {}));
  const keys: FrameKey[] = [];
  for (const { study } of items) {
    keys.push(...keysOfStudy(valueIn(await ask(host, 'studies.open', { study }))));
    valueIn(await ask(host, 'studies.close', { study }));
  }
  return keys;
}
