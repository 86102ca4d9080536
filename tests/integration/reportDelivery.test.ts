/** A report of real studies, signed while the archive is off, delivered to real Orthanc, and read there by others. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import { type ArchiveClient, createArchiveClient } from '#electron/services/archive/index.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { identityOf, samePatient } from '#shared/reports/identity.ts';
import { emptySections } from '#shared/reports/report.ts';
import { ensureDebianTools } from '#tests/fixtures/debianTools.ts';
import { openReportWorld, type ReportWorld } from '#tests/fixtures/reportWorld.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { type Orthanc, sampleFolder, startOrthanc } from './orthanc.ts';

const run = promisify(execFile);
const call = { signal: new AbortController().signal };
const lane = { lane: 'background' } as const;
const archiveId = 'orthanc' as ArchiveId;

const charsets = sampleFolder('charsets');
const chest = sampleFolder('cr-dx');
// One that keeps the first of two equal UIDs, as many archives do: a resend must not become a second effect.
const orthanc: Orthanc | undefined = await startOrthanc({ settings: { OverwriteInstances: false } });
const tools = await ensureDebianTools({ dciodvfy: 'dicom3tools', dsrdump: 'dcmtk' });
afterAll(() => orthanc?.remove());

describe.skipIf(!orthanc || !charsets || !chest)('a report for real Orthanc', () => {
  let scene: TestWorld;
  let desk: ReportWorld;
  let client: ArchiveClient;
  const studies: StudyRef[] = [];

  beforeAll(async () => {
    await orthanc?.load(charsets!, chest!);
    const made = createArchiveClient({
      archiveId,
      url: orthanc!.url,
      signIn: { kind: 'none' },
      secret: undefined,
      network: systemNetwork,
      random: systemRandom,
    });
    if (!made.ok) throw new Error(made.failure.code);
    client = made.value;
    scene = await createTestWorld();
    const world: World = { clock: systemClock, files: systemFiles, random: systemRandom, network: systemNetwork };
    desk = await openReportWorld(world, scene.directory);
    desk.archives.set(archiveId, client);
    const found = await client.searchStudies({}, lane);
    if (!found.ok) throw new Error(found.failure.code);
    for (const attributes of found.value) await know(attributes);
  });
  afterAll(async () => {
    await desk.reports.stop();
    desk.close();
    await client.close();
    await scene.remove();
  });

  /** Reads a study as the prefetch does: its row, and every instance's attributes. */
  async function know(attributes: DicomDataset): Promise<void> {
    const study: StudyRef = { archiveId, studyInstanceUID: textOf(attributes, 'StudyInstanceUID') as StudyInstanceUID };
    const rows = await client.searchSeries(study.studyInstanceUID, lane);
    if (!rows.ok) throw new Error(rows.failure.code);
    const series: { seriesInstanceUID: string; instances: readonly DicomDataset[] }[] = [];
    for (const row of rows.value) {
      const seriesInstanceUID = textOf(row, 'SeriesInstanceUID') as SeriesInstanceUID;
      const metadata = await client.readSeriesMetadata(study.studyInstanceUID, seriesInstanceUID, lane);
      if (metadata.ok) series.push({ seriesInstanceUID, instances: metadata.value });
    }
    studies.push(study);
    desk.studies.set(studyKey(study), { attributes, series });
  }

  async function sign(study: StudyRef): Promise<string> {
    const opened = await desk.reports.handlers['reports.open']({ study }, call);
    if (!opened.ok) throw new Error(opened.failure.code);
    const { reportId, revision } = opened.value;
    const text = { ...emptySections, findings: 'Lungs clear.\nکوئی رطوبت نہیں۔', impression: 'Normal chest.' };
    const saved = await desk.reports.handlers['reports.saveDraft']({ reportId, revision, text }, call);
    if (!saved.ok) throw new Error(saved.failure.code);
    const signed = await desk.reports.handlers['reports.sign']({ reportId, revision: saved.value.revision }, call);
    if (!signed.ok) throw new Error(signed.failure.code);
    return signed.value.versions.at(-1)!.sopInstanceUID;
  }

  it('signed while it is off, appears once when it is back, byte for byte, also when sent again', async () => {
    expect(studies.length).toBeGreaterThan(10);
    await orthanc!.stop();
    desk.reports.start();
    const signed = new Map<StudyRef, string>();
    for (const study of studies) signed.set(study, await sign(study));
    await expect.poll(async () => (await unsent())[0]?.delivery.failure?.code).toBe('ArchiveConnectionRefused');
    await orthanc!.start();
    desk.reports.archiveAnswered(archiveId);
    await expect.poll(() => desk.reports.countUnsent(), { timeout: 60_000 }).toEqual({ waiting: 0, parked: 0 });

    for (const [study, uid] of signed) {
      const bytes = await fetchReport(study, uid);
      const kept = desk.database.prepare('SELECT part10 FROM report_version WHERE sop_instance_uid = ?').get(uid) as {
        part10: Uint8Array;
      };
      expect(Buffer.compare(bytes, kept.part10)).toBe(0);
      const again = await client.storeInstance(study.studyInstanceUID, uid as SOPInstanceUID, bytes, lane);
      expect(again.ok).toBe(true);
    }
    const reports = (await orthanc!.ask('/instances?expand')) as { MainDicomTags: { SOPInstanceUID: string } }[];
    const uids = reports.map((instance) => instance.MainDicomTags.SOPInstanceUID);
    for (const uid of signed.values()) expect(uids.filter((other) => other === uid)).toHaveLength(1);
  });

  it('keeps every patient name as the archive has it, and lands in the same study', async () => {
    for (const study of studies) {
      const found = await client.searchStudies({ studyInstanceUID: study.studyInstanceUID }, lane);
      if (!found.ok) throw new Error(found.failure.code);
      expect(found.value).toHaveLength(1);
      const before = desk.studies.get(studyKey(study))!.attributes;
      // Equal, but for groups that this archive garbles: a report leaves those out (rule A10).
      expect(samePatient(identityOf(found.value[0]!), identityOf(before))).toBe(true);
      expect(textOf(found.value[0]!, 'PatientID')).toBe(textOf(before, 'PatientID'));
    }
  });

  it.runIf(tools.dciodvfy && tools.dsrdump)('is read by dsrdump and found faultless by dciodvfy', async () => {
    const rows = desk.database.prepare('SELECT sop_instance_uid AS uid, part10 FROM report_version').all() as {
      uid: string;
      part10: Uint8Array;
    }[];
    for (const { uid, part10 } of rows) {
      const file = join(scene.directory, `${uid}.dcm`);
      await writeFile(file, part10);
      const { stdout } = await run('dsrdump', [file]);
      expect(stdout).toContain('Normal chest.');
      const said = await run('dciodvfy', ['-new', file]).then(
        ({ stderr }) => stderr,
        (error: { stderr?: string }) => error.stderr ?? '',
      );
      expect(said.split('\n').filter((line) => /^(Error|Abort)/.test(line))).toEqual([]);
    }
  });

  async function unsent() {
    const listed = await desk.reports.handlers['reports.listUnsent']({}, call);
    return listed.ok ? listed.value : [];
  }

  async function fetchReport(study: StudyRef, uid: string): Promise<Uint8Array> {
    const rows = await client.searchSeries(study.studyInstanceUID, lane);
    if (!rows.ok) throw new Error(rows.failure.code);
    const series = rows.value.find((row) => textOf(row, 'Modality') === 'SR');
    const read = await client.readInstance(
      {
        study: study.studyInstanceUID,
        series: textOf(series!, 'SeriesInstanceUID') as SeriesInstanceUID,
        instance: uid as SOPInstanceUID,
      },
      lane,
    );
    if (!read.ok) throw new Error(read.failure.code);
    expect(readPart10(read.value).ok).toBe(true);
    return read.value;
  }
});
