import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { sectionNames } from '#shared/reports/report.ts';
import { openReportWorld, type ReportWorld, studyForReport, studyOf } from '#tests/fixtures/reportWorld.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { keptSections } from './keptJson.ts';
import { openOutboxTable, openReportTables } from './reportTables.ts';

const study = studyOf(1);
const reportId = '8c8a6bb2-6d6f-4c55-8f29-3f7d8b1c0a11';
const call = { signal: new AbortController().signal };
const longest = 'a'.repeat(60_000);

let world: TestWorld;
let desk: ReportWorld;

beforeEach(async () => {
  world = await createTestWorld();
  desk = await openReportWorld(world, world.directory);
  desk.studies.set(studyKey(study), studyForReport(study));
  writeOldReport(desk.database);
});
afterEach(async () => {
  await desk.reports.stop();
  desk.close();
  await world.remove();
});

/** As another year's program wrote it: before there was a comparison, with a failure code that is no more. */
function writeOldReport(database: Database): void {
  const sections = JSON.stringify({ clinicalInformation: '', technique: 'CT', findings: longest, impression: 'No.' });
  const identity = JSON.stringify({ patientId: 'PK-1.2.3.1', name: ['Ali^Muhammad', 'علی^محمد', ''] });
  database
    .prepare(`INSERT INTO report (report_id, archive_id, study_instance_uid, series_instance_uid, revision, verification,
      draft, created_at) VALUES (?, ?, ?, '2.25.9', 3, 'VERIFIED', ?, 1)`)
    .run(reportId, study.archiveId, study.studyInstanceUID, sections);
  database
    .prepare(`INSERT INTO report_version (report_id, version, kind, sections, canonical_text, digest, signer, signed_at,
      offset_minutes, identity, sop_instance_uid, part10) VALUES (?, 1, 'final', ?, 'x', ?, ?, 1, 0, ?, '2.25.10', ?)`)
    .run(reportId, sections, 'd'.repeat(64), JSON.stringify({ name: 'Dr Khan' }), identity, new Uint8Array([1]));
  database
    .prepare(`INSERT INTO outbox (delivery_id, report_id, version, archive_id, state, attempts, next_attempt_at,
      queued_at, failure) VALUES ('d1', ?, 1, ?, 'parked', 2, 1, 1, ?)`)
    .run(reportId, study.archiveId, JSON.stringify({ code: 'ArchiveUnwell', details: [503], id: 'f-1' }));
}

it('reads what was kept before a section, a part of the signer or of the identity was known', () => {
  const [version] = openReportTables(desk.database).versionsOf(reportId);
  expect(version).toMatchObject({
    sections: { technique: 'CT', comparison: '', findings: longest, impression: 'No.' },
    signer: { name: 'Dr Khan', qualification: '', registrationNumber: '', organisation: '' },
    identity: { patientId: 'PK-1.2.3.1', issuer: '', birthDate: '', sex: '' },
  });
  expect(openReportTables(desk.database).find(reportId)?.draft.comparison).toBe('');
});

it('reads a failure whose code has gone as Unexpected, and keeps the id that finds its log line', () => {
  expect(
    openOutboxTable(desk.database)
      .undelivered()
      .map((row) => row.failure),
  ).toEqual([{ code: 'Unexpected', id: 'f-1' }]);
});

it('one such row stops neither the report, nor the list of what is unsent, nor the outbox', async () => {
  const opened = await desk.reports.handlers['reports.open']({ study }, call);
  expect(opened).toMatchObject({ ok: true, value: { reportId, deliveries: [{ failure: { code: 'Unexpected' } }] } });
  expect(await desk.reports.handlers['reports.listUnsent']({}, call)).toMatchObject({
    ok: true,
    value: [{ reportId, delivery: { deliveryId: 'd1' } }],
  });
  expect(desk.reports.progressOf(study)).not.toBe('none');
  expect(() => desk.reports.start()).not.toThrow();
});

it('knows every section there is', () => {
  expect(Object.keys(keptSections.shape)).toEqual(sectionNames);
});
