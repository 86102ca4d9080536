import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createRequestHandler, defaultRootPath, listen } from '#electron/practice/index.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { instanceDataset } from '#tests/fixtures/fakeArchive.ts';
import { allComplete, ask, startHost, valueIn, waitForList } from './hostInTest.ts';

/** A site that changes a study after it was read, and an archive over HTTP that says so when it is asked. */
const study = { studyInstanceUID: '1.2.77', patientId: 'A-1', studyDate: '20261101', series: {} };
const image = (number: number, side: string) => ({
  attributes: {
    ...instanceDataset(study, '1.2.77.1', { sopInstanceUID: `1.2.77.1.${number}` }),
    '00080020': { vr: 'DA', Value: [study.studyDate] },
    '00080060': { vr: 'CS', Value: ['CR'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Alpha^Anna' }] },
    '00100020': { vr: 'LO', Value: ['A-1'] },
    '00200060': { vr: 'CS', Value: [side] },
  },
  transferSyntaxUID: explicitVRLittleEndian,
  frameCount: 1,
});

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

it('V6: an image that took the place of another is found at opening, and before signing, though the counts agree', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'changed-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  let stored = [1, 2, 3].map((number) => image(number, 'L'));
  const site = await listen(
    createRequestHandler({
      sources: () => [
        {
          instances: () => stored,
          readFrame: () => Promise.resolve(new Uint8Array(16).fill(7)),
          readInstance: () => Promise.resolve(undefined),
        },
      ],
    }),
  );
  undo.push(() => site.close());
  const host = valueIn(await startHost(folder, { startPractice: () => Promise.reject(new Error('not asked for')) }));
  undo.push(() => host.stop());
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase: 'correct horse battery' }));
  valueIn(
    await ask(host, 'archives.save', {
      name: 'Turbat',
      url: `http://127.0.0.1:${site.port}${defaultRootPath}`,
      signIn: { kind: 'none' },
      assignment: { daysBack: 3650, modalities: [], prefetch: true },
    }),
  );
  const [item] = await waitForList(host, allComplete, 20_000);
  if (!item) throw new Error('nothing in the list');
  const open = async () => valueIn(await ask(host, 'studies.open', { study: item.study }));
  const namesOf = ({ series }: Awaited<ReturnType<typeof open>>) =>
    series.flatMap(({ instances }) => instances.map((one) => textOf(one, 'SOPInstanceUID')?.split('.').at(-1))).sort();

  stored = [1, 2, 4].map((number) => image(number, 'R'));
  expect(namesOf(await open())).toEqual(['1', '2', '3']);
  await vi.waitFor(async () => expect(namesOf(await open())).toEqual(['1', '2', '3', '4']), 20_000);
  const [now] = await waitForList(host, allComplete, 20_000);
  expect(now?.readiness).toMatchObject({ state: 'complete', presentFrames: 4, newImages: 1, goneImages: 1 });
  const report = valueIn(await ask(host, 'reports.open', { study: item.study }));
  const { reportId } = report;
  const text = { clinicalInformation: '', technique: '', comparison: '', findings: '', impression: 'Fracture.' };
  const { revision } = valueIn(await ask(host, 'reports.saveDraft', { reportId, revision: report.revision, text }));
  expect(valueIn(await ask(host, 'reports.preview', { reportId, revision })).images).toMatchObject({ gone: 1 });

  // Once more while the report is being looked over: the question before signing finds it.
  stored = [1, 2, 5].map((number) => image(number, 'R'));
  const { images } = valueIn(await ask(host, 'reports.preview', { reportId, revision }));
  expect(images?.gone).toBe(2);
  expect((images?.unlisted ?? 0) + (images?.expected ?? 0)).toBe(5);
}, 60_000);
