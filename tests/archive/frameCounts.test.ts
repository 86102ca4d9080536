import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import { createServices } from '#electron/host/createServices.ts';
import { createRequestHandler, type StoredInstance, writePart10 } from '#electron/practice/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { closeParser, instanceOf, pixelsOf, rawSyntax, sharedParser, startAsking } from './asking.ts';
import { createFastWorld } from './fastWorld.ts';
import { startFaultyArchive } from './faultyArchive.ts';
import type { Quirk } from './quirks.ts';

afterAll(closeParser);

/** The file of an image, with so many frames and whatever else it says. */
function fileOf(image: StoredInstance, frames: number, numberOfFrames = frames): Uint8Array {
  const attributes = { ...image.attributes, '00280008': { vr: 'IS', Value: [numberOfFrames] } };
  const pixels = Array.from({ length: frames }, (_, index) => pixelsOf(1, index + 1));
  return writePart10({ attributes, transferSyntaxUID: rawSyntax, frames: pixels });
}

/** An archive that gives no frames, only this whole file. */
const givesOnly =
  (file: Uint8Array): Quirk =>
  (ask) =>
  (request) => {
    if (/\/frames\//.test(request.target)) return Promise.resolve({ status: 501, headers: {}, body: new Uint8Array() });
    if (!/\/instances\/[\d.]+(\?|$)/.test(request.target)) return ask(request);
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/dicom' }, body: file });
  };

it('V6: a file of fewer frames than its metadata promised is refused, each of its frames', async () => {
  const image = instanceOf({ number: 1, frames: 10 });
  await using asking = await startAsking({ images: [image], quirks: [givesOnly(fileOf(image, 6))] });
  const invalid = { code: 'ArchiveAnswerInvalid', details: { reason: 'frames' } };
  expect(await asking.read(1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toMatchObject({ failure: invalid, frames: [] });
  expect(await asking.read(1, [8])).toMatchObject({ failure: invalid });
});

it('V6: nor is a file believed that counts as its metadata does and holds fewer', async () => {
  const image = instanceOf({ number: 1, frames: 10 });
  await using asking = await startAsking({ images: [image], quirks: [givesOnly(fileOf(image, 6, 10))] });
  expect((await asking.read(1, [8])).failure?.code).toMatch(/^(ArchiveAnswerInvalid|DicomDamaged)$/);
});

it('V6: an image whose file holds no pixels is a failure, and what is no image holds none', async () => {
  const image = instanceOf({ number: 1 });
  await using asking = await startAsking({ images: [image], quirks: [givesOnly(fileOf(image, 0, 1))] });
  expect((await asking.read(1)).failure?.code).toMatch(/^(ArchiveAnswerInvalid|DicomDamaged)$/);
  const report = instanceOf({ number: 1, attributes: { SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.33'] } });
  await using other = await startAsking({ images: [report], quirks: [givesOnly(fileOf(report, 0, 1))] });
  expect((await other.read(1)).failure?.code).toBe('NoPixelData');
});

it('V6: a study of ten frames of which the archive can give six is never "complete"', async () => {
  const image = instanceOf({ number: 1, frames: 10, attributes: { StudyDate: ['20260915'] } });
  const file = fileOf(image, 6);
  const source = {
    instances: () => [image],
    readFrame: () => Promise.resolve(undefined),
    readInstance: () => Promise.resolve(file),
  };
  const archive = await startFaultyArchive(createRequestHandler({ sources: () => [source] }), 'fewer', [
    { when: /\/frames\//, fault: { kind: 'status', status: 501 } },
  ]);
  const directory = await mkdtemp(join(tmpdir(), 'durbeen-frames-'));
  const made = await createServices({
    world: createFastWorld({ seed: 1, speed: 1 }),
    log: silentLog,
    directory,
    profile: 'patients',
    keys: testKeys(),
    appVersion: '0',
    builtIn: [],
    emit: () => undefined,
    parser: sharedParser(),
  });
  if (!made.ok) throw new Error(made.failure.code);
  const services = made.value;
  services.records.archives.save({
    archiveId: 'fewer' as ArchiveId,
    name: 'Fewer',
    kind: 'dicomweb',
    url: archive.url,
    signIn: { kind: 'none' },
    assignment: { daysBack: 3000, modalities: [], prefetch: true },
  });
  await services.archivesChanged();
  const readiness = () => services.worklist.list().items[0]?.readiness;
  await vi.waitUntil(() => /complete|failed|noImages/.test(readiness()?.state ?? ''), { timeout: 20_000 });
  expect(readiness()).toMatchObject({
    state: 'failed',
    presentFrames: 0,
    expectedFrames: 10,
    failure: { code: 'ArchiveAnswerInvalid' },
  });
  await services.stop();
  await archive.close();
  await rm(directory, { recursive: true, force: true });
}, 40_000);
