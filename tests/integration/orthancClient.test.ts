import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { type ArchiveClient, createArchiveClient, type ReceivedFrame } from '#electron/services/archive/index.ts';
import type { ArchiveDraft } from '#shared/contract/archives.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { personNameOf } from '#shared/dicom/personName.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { type Orthanc, sampleFolder, startOrthanc } from './orthanc.ts';

const lane = { lane: 'background' } as const;

function clientOf(url: string, signIn: ArchiveDraft['signIn'] = { kind: 'none' }, secret?: string): ArchiveClient {
  const archiveId = 'orthanc' as ArchiveId;
  const made = createArchiveClient({ archiveId, url, signIn, secret, network: systemNetwork, random: systemRandom });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

function succeeded<Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code);

const charsets = sampleFolder('charsets');
const abdomen = sampleFolder('ct-abdomen');
const archive: Orthanc | undefined = await startOrthanc();

afterAll(() => archive?.remove());

describe.skipIf(!archive || !charsets || !abdomen)('against real Orthanc', () => {
  const orthanc = archive as Orthanc;
  const client = clientOf(archive?.url ?? 'http://127.0.0.1');
  let slices: string[] = [];

  beforeAll(async () => {
    const names = (await readdir(abdomen as string)).sort().slice(0, 6);
    slices = names.map((name) => join(abdomen as string, name));
    await orthanc.load(...slices, charsets as string);
  });
  afterAll(() => client.close());

  async function addressesOf(studyUid: string) {
    const study = studyUid as StudyInstanceUID;
    const addresses: { study: StudyInstanceUID; series: SeriesInstanceUID; instance: SOPInstanceUID }[] = [];
    for (const row of succeeded(await client.searchSeries(study, lane))) {
      const series = textOf(row, 'SeriesInstanceUID') as SeriesInstanceUID;
      for (const item of succeeded(await client.readSeriesMetadata(study, series, lane))) {
        addresses.push({ study, series, instance: textOf(item, 'SOPInstanceUID') as SOPInstanceUID });
      }
    }
    return addresses;
  }

  test('lists all studies with their names in their scripts', async () => {
    const studies = succeeded(await client.searchStudies({}, lane));
    expect(studies.length).toBe(((await orthanc.ask('/studies')) as unknown[]).length);
    const names = studies.map((row) => personNameOf(row, 'PatientName')).flatMap((name) => (name ? [name] : []));
    const all = names.map((name) => `${name.alphabetic} ${name.ideographic} ${name.phonetic}`).join('\n');
    for (const name of ['قباني', 'Διονυσιος', 'שרון', 'Люкceмбypг', '王', '洪', '山田', 'やまだ']) {
      expect(all, name).toContain(name);
    }
  });

  test('A7 filters by study, patient and date', async () => {
    const [ct] = succeeded(await client.searchStudies({}, lane)).filter(
      (row) => textOf(row, 'ModalitiesInStudy') === 'CT',
    );
    const study = textOf(ct!, 'StudyInstanceUID') as StudyInstanceUID;
    const patientId = textOf(ct!, 'PatientID')!;
    const day = textOf(ct!, 'StudyDate')!;
    for (const query of [{ studyInstanceUID: study }, { patientId }, { studyDate: `${day}-${day}`, patientId }]) {
      const found = succeeded(await client.searchStudies(query, lane));
      expect(found.map((row) => textOf(row, 'StudyInstanceUID'))).toEqual([study]);
    }
    expect(succeeded(await client.searchStudies({ studyDate: '18500101-18500102' }, lane))).toEqual([]);
    expect(textOf(ct!, 'NumberOfStudyRelatedInstances')).toBe('6');
  });

  test('retrieves frames as stored, equal to the files', async () => {
    const studies = succeeded(await client.searchStudies({}, lane));
    const ct = studies.find((row) => textOf(row, 'NumberOfStudyRelatedInstances') === '6')!;
    const addresses = await addressesOf(textOf(ct, 'StudyInstanceUID')!);
    expect(addresses.length).toBe(6);
    const digests = new Set<string>();
    for (const address of addresses) {
      const frames: ReceivedFrame[] = [];
      succeeded(await client.readFrames(address, [1], (frame) => void frames.push(frame), lane));
      expect(frames[0]?.transferSyntaxUID).toBe('1.2.840.10008.1.2.4.80');
      digests.add(createHash('sha256').update(frames[0]!.bytes).digest('hex'));
      const file = succeeded(await client.readInstance(address, lane));
      expect(Buffer.from(file).indexOf(frames[0]!.bytes)).toBeGreaterThan(0);
    }
    expect(digests.size).toBe(6);
  });

  test('renders a frame for a glance, small and as an image', async () => {
    const studies = succeeded(await client.searchStudies({}, lane));
    const ct = studies.find((row) => textOf(row, 'NumberOfStudyRelatedInstances') === '6')!;
    const [first] = await addressesOf(textOf(ct, 'StudyInstanceUID')!);
    const rendered = succeeded(await client.readRendered(first!, 1, 256, lane));
    expect(rendered.mediaType).toBe('image/jpeg');
    expect(rendered.bytes.length).toBeGreaterThan(2_000);
    expect(rendered.bytes.length).toBeLessThan(40_000);
    // The first frame header (SOF0, ITU-T T.81 B.2.2) says its height and width.
    const header = Buffer.from(rendered.bytes);
    const sof = header.indexOf(Buffer.from([0xff, 0xc0]));
    expect([header.readUInt16BE(sof + 5), header.readUInt16BE(sof + 7)]).toEqual([256, 256]);
  });

  test('stores one instance and names it, twice, then finds it', async () => {
    const file = await readFile(slices[0]!);
    const studies = succeeded(await client.searchStudies({}, lane));
    const ct = studies.find((row) => textOf(row, 'NumberOfStudyRelatedInstances') === '6')!;
    const [first] = (await addressesOf(textOf(ct, 'StudyInstanceUID')!)).filter((address) =>
      file.includes(address.instance),
    );
    const { study, instance } = first!;
    expect(succeeded(await client.storeInstance(study, instance, file, lane))).toEqual({ outcome: 'stored' });
    expect(succeeded(await client.hasInstance(study, instance, lane))).toBe(true);
    expect(succeeded(await client.hasInstance(study, '1.2.3' as SOPInstanceUID, lane))).toBe(false);
    // Stored under another name than the one we wait for: no success.
    expect(codeOf(await client.storeInstance(study, '1.2.3' as SOPInstanceUID, file, lane))).toBe(
      'ArchiveAnswerInvalid',
    );
    expect(codeOf(await client.storeInstance(study, instance, Buffer.from('not DICOM'), lane))).toBe(
      'ArchiveStoreRefused',
    );
  });

  test('nothing is at a wrong address, and no studies is not an error', async () => {
    const wrong = clientOf(orthanc.url.replace('dicom-web', 'wrong'));
    expect(codeOf(await wrong.searchStudies({}, lane))).toBe('ArchiveNotFound');
    await wrong.close();
    const page = clientOf(`${orthanc.url.replace('/dicom-web', '')}/app`);
    expect(codeOf(await page.searchStudies({}, lane))).toBe('ArchiveNotFound');
    await page.close();
    expect(succeeded(await client.searchSeries('1.2.3' as StudyInstanceUID, lane))).toEqual([]);
  });

  test('an archive that is switched off is refused, and answers again when it is back', async () => {
    await orthanc.stop();
    expect(codeOf(await client.searchStudies({}, lane))).toBe('ArchiveConnectionRefused');
    await orthanc.start();
    expect(succeeded(await client.searchStudies({}, lane)).length).toBeGreaterThan(10);
  });
});

describe.skipIf(!archive)('sign-in against real Orthanc', () => {
  test('a right password opens, a wrong one is told as such', async () => {
    const locked = await startOrthanc({ auth: { username: 'reader', password: 'pässwort' } });
    const outcomes: unknown[] = [];
    for (const secret of ['pässwort', 'wrong', undefined]) {
      const client = clientOf(locked?.url ?? '', { kind: 'basic', username: 'reader' }, secret);
      outcomes.push(codeOf(await client.searchStudies({}, lane)));
      await client.close();
    }
    await locked?.remove();
    expect(outcomes).toEqual(['ok', 'ArchiveSignInRefused', 'ArchiveSignInRefused']);
  });
});
