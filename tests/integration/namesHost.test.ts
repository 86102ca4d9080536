/** Names in every character set, through the host, from archives that garble them (rule A10). */
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { createArchiveClient } from '#electron/services/archive/index.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type DicomDataset, textOf, valuesOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { personNameOf } from '#shared/dicom/personName.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import { emptySections } from '#shared/reports/report.ts';
import { ask, realWorld, startHost, valueIn, waitForList } from './hostInTest.ts';
import { type Orthanc, sampleFolder, startOrthanc } from './orthanc.ts';

const samples = sampleFolder('charsets');
const edits = sampleFolder('synthetic-edits');
const [utf8, latin1] = samples && edits ? await Promise.all([startOrthanc(), startOrthanc({ latin1: true })]) : [];
const passphrase = 'correct horse battery';
const noPractice = { startPractice: () => Promise.reject(new Error('not wanted here')) };
const lane = { lane: 'background' } as const;

let parser: Parser;
/** By Study Instance UID, what the files themselves say. */
const truth = new Map<string, DicomDataset>();
const folders: string[] = [];
const hosts: Host[] = [];

beforeAll(async () => {
  parser = startParser({ clock: realWorld.clock });
  if (!samples || !edits) return;
  const charsetEdits = readdirSync(edits).filter((name) => name.startsWith('charset-'));
  const files = [
    ...readdirSync(samples).map((name) => join(samples, name)),
    ...charsetEdits.map((name) => join(edits, name)),
  ];
  for (const file of files) {
    const parsed = await parser.readFile(await readFile(file));
    if (!parsed.ok) continue;
    truth.set(textOf(parsed.value.attributes, 'StudyInstanceUID')!, parsed.value.attributes);
    await Promise.all([utf8?.load(file), latin1?.load(file)]);
  }
});
afterAll(async () => {
  for (const host of hosts) await host.stop();
  await parser.close();
  await Promise.all([utf8?.remove(), latin1?.remove()]);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function startOn(folder: string): Promise<Host> {
  const host = valueIn(await startHost(folder, noPractice));
  hosts.push(host);
  return host;
}

/** A host whose only archive is this one, and that has read every study of it. */
async function readAll(orthanc: Orthanc): Promise<{ host: Host; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'durbeen-names-'));
  folders.push(folder);
  const host = await startOn(folder);
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase }));
  const assignment = { daysBack: 3650, modalities: [], prefetch: false };
  valueIn(
    await ask(host, 'archives.save', { name: 'Orthanc', url: orthanc.url, signIn: { kind: 'none' }, assignment }),
  );
  const { items } = valueIn(await ask(host, 'worklist.refresh', {}));
  for (const { study } of items) {
    valueIn(await ask(host, 'studies.open', { study }));
    valueIn(await ask(host, 'studies.close', { study }));
  }
  return { host, folder };
}

const fileOf = ({ study }: WorklistItem) => truth.get(study.studyInstanceUID) as DicomDataset;
const namesIn = (items: readonly WorklistItem[]) => new Map(items.map((item) => [item.patientId, item.patientName]));
const trueNames = () =>
  new Map([...truth.values()].map((file) => [textOf(file, 'PatientID'), personNameOf(file, 'PatientName')]));
const isAsInFile = (item: WorklistItem) =>
  JSON.stringify(item.patientName) === JSON.stringify(personNameOf(fileOf(item), 'PatientName'));

async function expectTrueNames(host: Host): Promise<readonly WorklistItem[]> {
  const read = waitForList(host, (items) => items.length === truth.size && items.every(isAsInFile), 15_000);
  await read.catch(() => undefined);
  const { items } = valueIn(await ask(host, 'worklist.list', {}));
  expect(namesIn(items)).toEqual(trueNames());
  return items;
}

describe.skipIf(!utf8 || !latin1)('A10: names in every character set', () => {
  let folder: string;
  let host: Host;

  it('are right from a UTF-8 archive, where it knows the code extensions and where it does not', async () => {
    expect(truth.size).toBeGreaterThan(18);
    const read = await readAll(utf8!);
    const items = await expectTrueNames(read.host);
    const kanji = items.find(({ patientId }) => patientId === 'H32EXAMPLE')!;
    expect(kanji.patientName).toMatchObject({ ideographic: '山田 太郎', phonetic: 'やまだ たろう' });
    const opened = valueIn(await ask(read.host, 'studies.open', { study: kanji.study }));
    const [instance] = opened.series[0]!.instances;
    expect(valuesOf(instance!, 'PatientName')).toEqual(valuesOf(fileOf(kanji), 'PatientName'));
    expect(textOf(instance!, 'SOPInstanceUID')).toBe(textOf(fileOf(kanji), 'SOPInstanceUID'));
  });

  it('are right from a Latin-1 archive that drops their letters, and descriptions too', async () => {
    ({ host, folder } = await readAll(latin1!));
    const items = await expectTrueNames(host);
    const urdu = items.find(({ patientId }) => patientId === 'LAB-urdu')!;
    expect(urdu).toMatchObject({ patientName: { alphabetic: 'محمد علی' }, studyDescription: 'Brain – صدر' });
    // The archive says "^" again, and "ceyp" for a Russian: what was learned stays.
    valueIn(await ask(host, 'worklist.refresh', {}));
    await expectTrueNames(host);
  });

  it('bind a report that is signed there, go out with it, and hold it up nowhere', async () => {
    const reader = { name: 'Dr. Noor', qualification: '', registrationNumber: '7', organisation: 'Test' };
    valueIn(await ask(host, 'settings.change', { reader }));
    const { items } = valueIn(await ask(host, 'worklist.list', {}));
    const signed = new Map<WorklistItem, string>();
    for (const id of ['LAB-urdu', 'LAB-hindi', 'LAB-mixed', 'SCSRUSS', 'H32EXAMPLE']) {
      const item = items.find(({ patientId }) => patientId === id)!;
      const { reportId, revision } = valueIn(await ask(host, 'reports.open', { study: item.study }));
      const text = { ...emptySections, impression: 'Normal.' };
      const saved = valueIn(await ask(host, 'reports.saveDraft', { reportId, revision, text }));
      // Of these nothing but the headers has been fetched.
      const sign = { reportId, revision: saved.revision, missingChecked: 1 };
      const report = valueIn(await ask(host, 'reports.sign', sign));
      signed.set(item, report.versions.at(-1)!.sopInstanceUID);
    }
    const isOver = ({ report }: WorklistItem) => report === 'delivered' || report === 'needsAttention';
    const ids = [...signed.keys()].map(({ patientId }) => patientId);
    const after = await waitForList(host, (all) => all.filter(isOver).length === ids.length, 20_000);
    expect(
      after
        .filter(({ report }) => report === 'delivered')
        .map(({ patientId }) => patientId)
        .sort(),
    ).toEqual(ids.sort());
    for (const [item, uid] of signed) {
      const report = await fetchReport(item, uid);
      expect(valuesOf(report, 'PatientName')).toEqual(valuesOf(fileOf(item), 'PatientName'));
      expect(textOf(report, 'PatientID')).toBe(item.patientId);
    }
  });

  it('stay after a restart with the archive off', async () => {
    await latin1!.stop();
    await host.stop();
    host = await startOn(folder);
    valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
    const items = await expectTrueNames(host);
    const kanji = items.find(({ patientId }) => patientId === 'H32EXAMPLE')!;
    const opened = valueIn(await ask(host, 'studies.open', { study: kanji.study }));
    const [instance] = opened.series[0]!.instances;
    expect(valuesOf(instance!, 'PatientName')).toEqual(valuesOf(fileOf(kanji), 'PatientName'));
  });

  async function fetchReport({ study }: WorklistItem, uid: string): Promise<DicomDataset> {
    const { network, random } = realWorld;
    const archiveId = 'check' as ArchiveId;
    const client = valueIn(
      createArchiveClient({
        archiveId,
        url: latin1!.url,
        signIn: { kind: 'none' },
        secret: undefined,
        network,
        random,
      }),
    );
    const rows = valueIn(await client.searchSeries(study.studyInstanceUID, lane));
    const series = rows.find((row) => textOf(row, 'Modality') === 'SR')!;
    const address = {
      study: study.studyInstanceUID,
      series: textOf(series, 'SeriesInstanceUID') as SeriesInstanceUID,
      instance: uid as SOPInstanceUID,
    };
    const file = valueIn(await client.readInstance(address, lane));
    await client.close();
    return valueIn(await parser.readFile(file)).attributes;
  }
});
