import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { createRequestHandler, defaultRootPath, listen } from '#electron/practice/index.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import { instanceDataset } from '#tests/fixtures/fakeArchive.ts';
import { allComplete, ask, startHost, valueIn, waitForList } from './hostInTest.ts';

const passphrase = 'correct horse battery';
const study = { studyInstanceUID: '1.2.77', patientId: 'H-1', studyDate: '20261101', series: {} };
const practice = { startPractice: () => Promise.reject(new Error('no practice archive here')) };
const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

function instancesOf(name: string, id: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    attributes: {
      ...instanceDataset(study, '1.2.77.1', { sopInstanceUID: `1.2.77.1.${index + 1}` }),
      '00080020': { vr: 'DA', Value: [study.studyDate] },
      '00080060': { vr: 'CS', Value: ['CT'] },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: name }] },
      '00100020': { vr: 'LO', Value: [id] },
    },
    transferSyntaxUID: explicitVRLittleEndian,
    frameCount: 1,
  }));
}

/** A study of three images of Alpha, all here; its archive can be given another. */
async function startScene() {
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-replaced-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const archive = { stored: instancesOf('Alpha^Anna', 'A-1', 3), fill: 7, holdsFrames: false };
  const source = {
    instances: () => archive.stored,
    readFrame: async () => {
      while (archive.holdsFrames) await new Promise((go) => setTimeout(go, 20));
      return new Uint8Array(16).fill(archive.fill);
    },
    readInstance: () => Promise.resolve(undefined),
  };
  const hospital = await listen(createRequestHandler({ sources: () => [source] }));
  undo.push(() => hospital.close());
  undo.push(() => {
    archive.holdsFrames = false;
    return Promise.resolve();
  });
  const start = async () => {
    const started = valueIn(await startHost(folder, practice));
    undo.push(() => started.stop());
    return started;
  };
  const host = await start();
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase }));
  valueIn(
    await ask(host, 'archives.save', {
      name: 'H',
      url: `http://127.0.0.1:${hospital.port}${defaultRootPath}`,
      signIn: { kind: 'basic', username: 'r' },
      secret: 's',
      assignment: { daysBack: 3650, modalities: [], prefetch: true },
    }),
  );
  const [item] = await waitForList(host, allComplete, 20_000);
  if (!item) throw new Error('no study');
  return { host, archive, start, ref: item.study };
}

async function pixelsOf(host: Host, ref: StudyRef, count: number): Promise<(number | undefined)[]> {
  const frames = Array.from({ length: count }, (_, index) =>
    host.readFrame(
      {
        ...ref,
        seriesInstanceUID: '1.2.77.1' as SeriesInstanceUID,
        sopInstanceUID: `1.2.77.1.${index + 1}` as SOPInstanceUID,
        frameNumber: 1,
      },
      { urgency: 'display' },
    ),
  );
  return (await Promise.all(frames)).map((frame) => (frame.ok ? frame.value.bytes[0] : undefined));
}

async function trySigning(host: Host, ref: StudyRef, mixedStudyChecked: boolean) {
  const reader = { name: 'Dr R', qualification: '', registrationNumber: '', organisation: '' };
  valueIn(await ask(host, 'settings.change', { reader }));
  const report = valueIn(await ask(host, 'reports.open', { study: ref }));
  const { reportId } = report;
  const text = { clinicalInformation: '', technique: '', comparison: '', findings: 'Tumour.', impression: 'Tumour.' };
  const saved = valueIn(await ask(host, 'reports.saveDraft', { reportId, revision: report.revision, text }));
  const at = { reportId, revision: saved.revision };
  const warnings = valueIn(await ask(host, 'reports.preview', at)).warnings.map(({ code }) => code);
  const signed = await ask(host, 'reports.sign', { ...at, mixedStudyChecked });
  return { warnings, signed: signed.ok ? 'signed' : signed.failure.code };
}

const changeSaid = async (host: Host) =>
  valueIn(await ask(host, 'worklist.list', {})).items[0]?.readiness.failure?.code;

for (const [what, count] of [
  ['as many images', 3],
  ['one image more', 4],
] as const) {
  it(`V4 V9 T22: no pixels of the patient before, under the same names, with ${what}`, async () => {
    const { host, archive, start, ref } = await startScene();
    valueIn(await ask(host, 'studies.open', { study: ref }));
    expect(await pixelsOf(host, ref, 3)).toEqual([7, 7, 7]);
    archive.stored = instancesOf('Beta^Boris', 'B-2', count);
    archive.fill = 9;
    await ask(host, 'worklist.refresh', {});
    await waitForList(host, ([item]) => item?.readiness.presentFrames === count && allComplete([item]), 20_000);
    expect(await pixelsOf(host, ref, count)).toEqual(Array.from({ length: count }, () => 9));
    // It was open all the while: what is on the screen may be the other patient's, and signing says so.
    expect(await changeSaid(host)).toBe('IdentityChanged');
    expect(await trySigning(host, ref, false)).toEqual({
      warnings: ['ImagesOfAnotherPatient'],
      signed: 'ImagesOfAnotherPatient',
    });
    await host.stop();
    undo.pop();
    const again = await start();
    valueIn(await ask(again, 'vault.unlock', { method: 'passphrase', passphrase }));
    expect(await changeSaid(again)).toBe('IdentityChanged');
    expect((await trySigning(again, ref, true)).signed).toBe('signed');
    expect(await changeSaid(again)).toBeUndefined();
  }, 90_000);
}

it('V4 T22: until the other patient has come nothing of the first is shown, and the study is not complete', async () => {
  const { host, archive, ref } = await startScene();
  archive.holdsFrames = true;
  archive.stored = instancesOf('Beta^Boris', 'B-2', 3);
  archive.fill = 9;
  await ask(host, 'worklist.refresh', {});
  await waitForList(host, ([item]) => item?.readiness.presentFrames === 0, 20_000);
  expect((await trySigning(host, ref, false)).signed).toBe('ImagesOfAnotherPatient');
  archive.holdsFrames = false;
  expect(await pixelsOf(host, ref, 3)).toEqual([9, 9, 9]);
  await waitForList(host, allComplete, 20_000);
  // Opened when all of it is the new patient's: there is nothing left to warn of.
  valueIn(await ask(host, 'studies.open', { study: ref }));
  expect(await changeSaid(host)).toBeUndefined();
}, 90_000);

it('V9: a name that the site corrects under the same ID frightens nobody', async () => {
  const { host, archive, ref } = await startScene();
  archive.stored = instancesOf('Alpha^Anne', 'A-1', 3);
  archive.fill = 7;
  await ask(host, 'worklist.refresh', {});
  await new Promise((go) => setTimeout(go, 500));
  await waitForList(host, allComplete, 20_000);
  expect(await changeSaid(host)).toBeUndefined();
  expect(await trySigning(host, ref, false)).toEqual({ warnings: [], signed: 'signed' });
}, 90_000);
