import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { createRequestHandler, defaultRootPath, type Listening, listen } from '#electron/practice/index.ts';
import type { ArchiveDraft } from '#shared/contract/archives.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { instanceDataset } from '#tests/fixtures/fakeArchive.ts';
import { allComplete, ask, startHost, valueIn, waitForList } from './hostInTest.ts';

const passphrase = 'correct horse battery';
const study = { studyInstanceUID: '1.2.77', patientId: 'H-1', studyDate: '20260901', series: {} };
const stored = [1, 2, 3].map((number) => ({
  attributes: {
    ...instanceDataset(study, '1.2.77.1', { sopInstanceUID: `1.2.77.1.${number}` }),
    '00080020': { vr: 'DA', Value: [study.studyDate] },
    '00080060': { vr: 'CS', Value: ['CT'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Canary^Hospital' }] },
    '00100020': { vr: 'LO', Value: [study.patientId] },
  },
  transferSyntaxUID: explicitVRLittleEndian,
  frameCount: 1,
}));

let folder: string;
let host: Host;
let hospital: Listening;
let draft: ArchiveDraft;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-patients-'));
  hospital = await listen(
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
  draft = {
    name: 'City hospital',
    url: `http://127.0.0.1:${hospital.port}${defaultRootPath}`,
    signIn: { kind: 'basic', username: 'reader' },
    secret: 'a secret',
    assignment: { daysBack: 3650, modalities: [], prefetch: true },
  };
  host = valueIn(await startHost(folder, { startPractice: () => Promise.reject(new Error('not wanted here')) }));
});
afterAll(async () => {
  await host.stop();
  await hospital.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a host with patients', () => {
  let known: StudyRef;
  let recoveryCode: string;

  it('keeps no hospital before the lock is set up', async () => {
    expect(await ask(host, 'archives.save', draft)).toEqual({ ok: false, failure: failureOf('VaultNotSetUp') });
    expect(await ask(host, 'host.switchProfile', { profile: 'patients' })).toMatchObject({ ok: false });
    expect(valueIn(await ask(host, 'host.describe', {})).profile).toBe('practice');
  });

  it('tests a hospital before it is kept', async () => {
    const report = valueIn(await ask(host, 'archives.test', draft));
    expect(report.checks.find(({ check }) => check === 'search')).toMatchObject({ outcome: 'works' });
  });

  it('goes to the patients with the first hospital, and answers a description without the secret', async () => {
    recoveryCode = valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase })).recoveryCode;
    const saved = valueIn(await ask(host, 'archives.save', draft));
    expect(saved).toMatchObject({ name: 'City hospital', kind: 'dicomweb', hasSecret: true });
    expect(JSON.stringify(valueIn(await ask(host, 'archives.list', {})))).not.toContain('a secret');
    expect(valueIn(await ask(host, 'host.describe', {}))).toMatchObject({
      profile: 'patients',
      lock: { state: 'open' },
    });
    const items = await waitForList(host, allComplete, 20_000);
    expect(items).toMatchObject([{ archiveName: 'City hospital', readiness: { presentFrames: 3 } }]);
    known = items[0]!.study;
  });

  it('follows a changed archive without losing what is here', async () => {
    const [archive] = valueIn(await ask(host, 'archives.list', {}));
    const renamed = { ...draft, archiveId: archive!.archiveId, name: 'General', secret: undefined };
    expect(valueIn(await ask(host, 'archives.save', renamed))).toMatchObject({ name: 'General', hasSecret: true });
    const items = await waitForList(host, allComplete, 20_000);
    expect(items).toMatchObject([{ archiveName: 'General' }]);
  });

  it('refuses an address twice; removed and added again, the archive finds its drafts', async () => {
    const again = { ...draft, url: `${draft.url}/` };
    expect(await ask(host, 'archives.save', again)).toEqual({
      ok: false,
      failure: failureOf('ArchiveAlreadyListed', { name: 'General' }),
    });
    const { reportId, revision } = valueIn(await ask(host, 'reports.open', { study: known }));
    const text = { clinicalInformation: '', technique: '', comparison: '', findings: 'Kept words.', impression: '' };
    valueIn(await ask(host, 'reports.saveDraft', { reportId, revision, text }));
    valueIn(await ask(host, 'archives.remove', { archiveId: known.archiveId }));
    expect(valueIn(await ask(host, 'archives.save', { ...again, name: 'General' })).archiveId).toBe(known.archiveId);
    await waitForList(host, allComplete, 20_000);
    expect(valueIn(await ask(host, 'reports.open', { study: known })).draft.findings).toBe('Kept words.');
  });

  it('locked, it shows nothing of the patients until the right key opens it', async () => {
    const locked = valueIn(await ask(host, 'vault.lock', {}));
    expect(locked).toMatchObject({ profile: 'practice', lock: { state: 'locked' } });
    expect(await ask(host, 'studies.open', { study: known })).toMatchObject({ ok: false });
    expect(await ask(host, 'host.switchProfile', { profile: 'patients' })).toEqual({
      ok: false,
      failure: failureOf('StoreLocked'),
    });
    expect(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase: 'not the right one' })).toMatchObject({
      ok: false,
      failure: { code: 'PassphraseWrong' },
    });
    const opened = valueIn(await ask(host, 'vault.unlock', { method: 'recoveryCode', recoveryCode }));
    expect(opened).toMatchObject({ profile: 'patients', lock: { state: 'open' } });
  });

  it('T2: with the screen locked nothing is shown of the patients, and the profile behind it stays as it is', async () => {
    const locked = valueIn(await ask(host, 'vault.lock', { fetchOn: true }));
    expect(locked).toMatchObject({ profile: 'patients', lock: { state: 'locked', fetchesOn: true } });
    const refused = { ok: false, failure: failureOf('StoreLocked') };
    expect(await ask(host, 'studies.open', { study: known })).toEqual(refused);
    expect(await ask(host, 'worklist.list', {})).toEqual(refused);
    // The page lets go of what it had open.
    expect(await ask(host, 'studies.close', { study: known })).toMatchObject({ ok: true });
    expect(await ask(host, 'settings.change', { lockAfterMinutes: null })).toEqual(refused);
    expect(await ask(host, 'host.switchProfile', { profile: 'patients' })).toEqual(refused);
    const frame = { ...known, seriesInstanceUID: '1.2.77.1', sopInstanceUID: '1.2.77.1.2', frameNumber: 1 } as never;
    expect(await host.readFrame(frame, { urgency: 'display' })).toEqual(refused);
    expect(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase: 'not the right one' })).toMatchObject({
      ok: false,
    });
    expect(valueIn(await ask(host, 'host.describe', {})).lock.state).toBe('locked');
    const opened = valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
    expect(opened).toMatchObject({ profile: 'patients', lock: { state: 'open' } });
    expect(valueIn(await ask(host, 'worklist.list', {})).items).toHaveLength(1);
  });

  it('T2: who leaves the locked screen for practice leaves no key behind', async () => {
    valueIn(await ask(host, 'vault.lock', { fetchOn: true }));
    expect(valueIn(await ask(host, 'host.switchProfile', { profile: 'practice' }))).toMatchObject({
      profile: 'practice',
      lock: { state: 'locked' },
    });
    expect(await ask(host, 'host.switchProfile', { profile: 'patients' })).toMatchObject({ ok: false });
    valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
  });

  it('reads the study after the hospital is gone', async () => {
    await hospital.close();
    const opened = valueIn(await ask(host, 'studies.open', { study: known }));
    expect(opened.series[0]?.instances).toHaveLength(3);
    const frame = await host.readFrame(
      {
        ...known,
        seriesInstanceUID: opened.series[0]!.seriesInstanceUID,
        sopInstanceUID: '1.2.77.1.2' as never,
        frameNumber: 1,
      },
      { urgency: 'display' },
    );
    expect(frame.ok && [...frame.value.bytes]).toEqual(new Array(16).fill(7));
  });

  it('answers calls that come while the profile changes', async () => {
    const [, list] = await Promise.all([
      ask(host, 'host.switchProfile', { profile: 'practice' }),
      ask(host, 'worklist.list', {}),
    ]);
    expect(valueIn(list).archives).toMatchObject([{ kind: 'practice' }]);
  });
});
