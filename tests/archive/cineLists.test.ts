import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startParser } from '#electron/parser/index.ts';
import { createRequestHandler, type StoredInstance } from '#electron/practice/index.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import { ask, realWorld, startHost, valueIn, waitForList } from '#tests/integration/hostInTest.ts';
import { startFaultyArchive } from './faultyArchive.ts';

// Real cines fetched by the whole host: how many questions they take. On a line of 700 ms each is 0.7 s.

const data = sharedData();
const files = ['us-colour/DIRW0007.dcm', 'xa-multiframe/HasFragmentSequence.dcm'];
const parser = startParser({ clock: realWorld.clock });
const folder = await mkdtemp(join(tmpdir(), 'durbeen-cine-'));
afterAll(async () => {
  await parser.close();
  await rm(folder, { recursive: true, force: true });
});

interface Cine {
  readonly instance: StoredInstance;
  readonly frames: readonly Uint8Array[];
}

async function readCine(path: string, at: number): Promise<Cine> {
  const file = await readFile(path);
  const { attributes, frames, transferSyntaxUID } = valueIn(await parser.readFile(file));
  const patient = datasetOf({ PatientID: [`CINE-${at}`], StudyDate: ['20260115'] });
  return {
    instance: { transferSyntaxUID, frameCount: frames.length, attributes: { ...attributes, ...patient } },
    frames: frames.map((place) => Uint8Array.from(frameBytes(file, place, transferSyntaxUID, 8))),
  };
}

describe.skipIf(!data)('real cines', () => {
  test('N14: 65 frames of ultrasound and 96 of angiography take at most 1 + bytes/1 MiB questions each', async () => {
    const cines = await Promise.all(files.map((file, at) => readCine(join(data as string, file), at)));
    const cineOf = (instance: StoredInstance) => cines.find((one) => one.instance === instance);
    const source = {
      instances: () => cines.map(({ instance }) => instance),
      readFrame: (instance: StoredInstance, number: number) => Promise.resolve(cineOf(instance)?.frames[number - 1]),
      readInstance: () => Promise.resolve(undefined),
    };
    const archive = await startFaultyArchive(createRequestHandler({ sources: () => [source] }), 'cines');
    const startPractice = () => Promise.reject(new Error('not wanted here'));
    const host = valueIn(await startHost(folder, { startPractice }));
    valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase: 'correct horse battery' }));
    const assignment = { daysBack: 3650, modalities: [], prefetch: true };
    const { url } = archive;
    valueIn(await ask(host, 'archives.save', { name: 'Cines', url, signIn: { kind: 'none' }, assignment }));
    await waitForList(
      host,
      (items) =>
        items.length === 2 &&
        items.every(({ readiness: { presentFrames = 0, expectedFrames = 1 } }) => presentFrames === expectedFrames),
      60_000,
    );
    await host.stop();
    await archive.close();
    for (const { instance, frames } of cines) {
      const uid = textOf(instance.attributes, 'SOPInstanceUID') as string;
      const questions = archive.requests.filter(({ target }) => target.includes(`${uid}/frames/`));
      const bytes = frames.reduce((sum, { length }) => sum + length, 0);
      process.stdout.write(`N14: ${frames.length} frames, ${bytes} bytes: ${questions.length} questions\n`);
      expect(questions.length).toBeLessThanOrEqual(1 + bytes / (1024 * 1024));
    }
  });
});
