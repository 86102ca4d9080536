import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { framesOf } from '#electron/services/prefetch/index.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import { decodeInNode } from '#tests/fixtures/decodeInNode.ts';
import { type Reference, references, sharedData } from '#tests/fixtures/sharedData.ts';
import { allComplete, ask, realWorld, startHost, valueIn, waitForList } from './hostInTest.ts';
import { sampleFolder, startOrthanc } from './orthanc.ts';

const names = ['ct-abdomen', 'mr-brain-multiseries', 'cr-dx', 'us-colour', 'charsets'];
const folders = names.map(sampleFolder).filter((folder) => folder !== undefined);
const orthanc = folders.length === names.length ? await startOrthanc() : undefined;
const passphrase = 'correct horse battery';
const noPractice = { startPractice: () => Promise.reject(new Error('not wanted here')) };

let folder: string;
let host: Host;
let parser: Parser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-orthanc-host-'));
  parser = startParser({ clock: realWorld.clock });
  host = valueIn(await startHost(folder, noPractice));
});
afterAll(async () => {
  await host.stop();
  await parser.close();
  await orthanc?.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Frames {
  readonly transferSyntaxUID: string;
  readonly frames: readonly Uint8Array[];
}

/** Every frame of every study, by SOP Instance UID, through the door's own call. */
async function readEverything(items: readonly WorklistItem[]): Promise<Map<string, Frames>> {
  const read = new Map<string, Frames>();
  for (const { study } of items) {
    const opened = valueIn(await ask(host, 'studies.open', { study }));
    for (const { seriesInstanceUID, instances } of opened.series) {
      for (const instance of instances) {
        const sopInstanceUID = textOf(instance, 'SOPInstanceUID') as SOPInstanceUID;
        const frames = [];
        for (let frameNumber = 1; frameNumber <= framesOf(instance); frameNumber += 1) {
          const key: FrameKey = { ...study, seriesInstanceUID, sopInstanceUID, frameNumber };
          frames.push(valueIn(await host.readFrame(key, { urgency: 'near' })));
        }
        const [first] = frames;
        if (first) read.set(sopInstanceUID, { ...first, frames: frames.map(({ bytes }) => bytes) });
      }
    }
    valueIn(await ask(host, 'studies.close', { study }));
  }
  return read;
}

const digestOf = (frames: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const frame of frames) hash.update(frame);
  return hash.digest('hex');
};

/** Named as images, and whole files without a pixel: two samples of character sets are such, and never count as here. */
function hasNoPixels({ readiness: { state, failure } }: WorklistItem): boolean {
  return state === 'failed' && failure?.details?.['reason'] === 'frames';
}

/** Complete, or with no image in the archive itself. */
function isSettled(item: WorklistItem): boolean {
  return item.readiness.state === 'complete' || item.readiness.state === 'noImages' || hasNoPixels(item);
}

async function decodedDigest({ transferSyntaxUID, frames }: Frames, shape: Reference): Promise<string> {
  const { rows, columns, samples, bits } = shape;
  const size = { rows, columns, samples, bytesPerSample: Math.ceil(bits / 8) };
  return digestOf(await Promise.all(frames.map((frame) => decodeInNode(transferSyntaxUID, frame, size))));
}

describe.skipIf(!orthanc)('a host on real Orthanc', () => {
  let items: readonly WorklistItem[];
  let before: Map<string, Frames>;

  it('lists every study and fetches all of them by itself', async () => {
    await orthanc!.load(...folders);
    const studies = (await orthanc!.ask('/studies')) as string[];
    valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase }));
    valueIn(
      await ask(host, 'archives.save', {
        name: 'Orthanc',
        url: orthanc!.url,
        signIn: { kind: 'none' },
        // The samples' dates go back thirty years: all of them are wanted.
        assignment: { daysBack: 3650, modalities: [], prefetch: true },
      }),
    );
    await ask(host, 'worklist.refresh', {});
    items = valueIn(await ask(host, 'worklist.list', {})).items;
    for (const { study } of items) valueIn(await ask(host, 'studies.open', { study }));
    const all = await waitForList(host, (rows) => rows.length > 0 && rows.every(isSettled), 120_000);
    expect(all).toHaveLength(studies.length);
    items = all.filter(({ readiness }) => readiness.state === 'complete');
    expect(items.length).toBeGreaterThan(studies.length / 2);
    expect(all.filter(hasNoPixels)).toHaveLength(2);
  });

  it('F7, V1: every decoded frame of a lossless syntax equals the reference', async () => {
    before = await readEverything(items);
    const data = sharedData() as string;
    let equal = 0;
    for (const reference of references(data, names)) {
      const parsed = await parser.readFile(await readFile(join(data, reference.path)));
      const uid = parsed.ok ? textOf(parsed.value.attributes, 'SOPInstanceUID') : undefined;
      const frames = uid === undefined ? undefined : before.get(uid);
      if (!frames || !transferSyntaxes.get(reference.transferSyntaxUID)?.lossless) continue;
      expect(await decodedDigest(frames, reference), reference.path).toBe(reference.allFrames);
      equal += 1;
    }
    expect(equal).toBeGreaterThan(380);
  });

  it('C2: reads the same after Orthanc has stopped and the host has been started again', async () => {
    await orthanc!.stop();
    await host.stop();
    host = valueIn(await startHost(folder, noPractice));
    valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
    const isKnown = ({ study }: WorklistItem) =>
      items.some((item) => item.study.studyInstanceUID === study.studyInstanceUID);
    const rows = await waitForList(host, (all) => allComplete(all.filter(isKnown)), 20_000);
    const again = rows.filter(isKnown);
    expect(again).toHaveLength(items.length);
    const after = await readEverything(again);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [uid, { frames }] of after) expect(digestOf(frames)).toBe(digestOf(before.get(uid)!.frames));
  });

  it('opens the same files from disk as a disc, and says which it left out', async () => {
    const opened = valueIn(await ask(host, 'discs.open', { path: folders[2]! }));
    const files = readdirSync(folders[2]!).length;
    expect(opened.instances + opened.refusedCount).toBe(files);
    const rows = await waitForList(
      host,
      (all) => allComplete(all.filter(({ study }) => study.archiveId === opened.archiveId)),
      60_000,
    );
    expect(rows.filter(({ study }) => study.archiveId === opened.archiveId)).toHaveLength(opened.studies);
  });
});
