import { describe, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import { call, ReportDesk, reportedStudy as study, reportText as text, value } from '#tests/fixtures/reportDesk.ts';
import { openReportWorld, quetta, studyAttributes, studyForReport, studyOf } from '#tests/fixtures/reportWorld.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createUnreliableArchive } from '#tests/fixtures/unreliableArchive.ts';

const stage = new ReportDesk();

describe('delivery', () => {
  const delivered = async () => (await stage.open()).deliveries.map((delivery) => delivery.state);

  it('brings the report to the archive when the line is back, and says when', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.failure = { code: 'ArchiveUnreachable' };
    stage.desk.reports.start();
    const signed = value(await stage.sign());
    await stage.world.clock.advanceAsync(60_000);
    expect((await stage.open()).deliveries[0]).toMatchObject({
      state: 'queued',
      failure: { code: 'ArchiveUnreachable' },
    });
    const { reportId } = signed;
    expect(stage.desk.reports.sentReports(reportId)).toMatchObject([{ study, own: { delivered: 0, underWay: 1 } }]);
    stage.archive.failure = undefined;
    stage.desk.reports.archiveAnswered(quetta);
    await settle();
    expect((await stage.open()).deliveries[0]).toMatchObject({
      state: 'delivered',
      deliveredAt: stage.world.clock.now(),
    });
    expect([...stage.archive.stored.keys()]).toEqual([signed.versions[0]?.sopInstanceUID]);
    expect(stage.desk.reports.progressOf(study)).toBe('delivered');
    const own = { seriesInstanceUID: expect.stringMatching(/^2\.25\./) as string, delivered: 1, underWay: 0 };
    expect(stage.desk.reports.sentReports()).toEqual([{ study, own }]);
    expect(stage.desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 0 });
    expect(stage.desk.audited).toEqual(['report.signed', 'report.delivered']);
    const file = readPart10([...stage.archive.stored.values()][0]?.bytes ?? new Uint8Array());
    expect(file.ok && JSON.stringify(file.value.dataset)).toContain('دائیں پھیپھڑے میں گانٹھ');
  });

  it('P2 never sends twice what a lost answer hid, and confirms it instead', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    const store = stage.archive.storeInstance;
    stage.archive.storeInstance = async (...args) => {
      await store(...args);
      stage.archive.failure = { code: 'ArchiveTimedOut' };
      return { ok: false, failure: { code: 'ArchiveTimedOut' } };
    };
    stage.desk.reports.start();
    await stage.sign();
    await settle();
    stage.archive.failure = undefined;
    await stage.world.clock.advanceAsync(10_000);
    expect(await delivered()).toEqual(['delivered']);
    expect([...stage.archive.stored.values()].map((file) => file.times)).toEqual([1]);
  });

  it('counts 409 for what it has as delivered, but parks what it truly refuses, until a person decides', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.storeFailure = { code: 'ArchiveStoreRefused', details: { status: 403 } };
    stage.desk.reports.start();
    await stage.sign();
    await stage.world.clock.advanceAsync(3_600_000);
    const parked = (await stage.open()).deliveries[0];
    expect(parked).toMatchObject({ state: 'parked', attempts: 1, failure: { code: 'ArchiveStoreRefused' } });
    expect(stage.desk.reports.progressOf(study)).toBe('needsAttention');
    expect(stage.desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 1 });
    expect(stage.desk.reports.sentReports()).toEqual([]);
    const unsent = value(await stage.desk.reports.handlers['reports.listUnsent']({}, call));
    expect(unsent).toMatchObject([{ patientLabel: 'Ali Muhammad · PK-1.2.3.1', delivery: { state: 'parked' } }]);
    stage.archive.storeFailure = undefined;
    await stage.desk.reports.handlers['reports.retryDelivery']({ deliveryId: parked?.deliveryId ?? '' }, call);
    await settle();
    expect(await delivered()).toEqual(['delivered']);
  });

  it('T22 parks a report whose patient has another name in the archive now, and never sends it', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.studies = [studyAttributes(study, { Alphabetic: 'Khan^Imran' })];
    stage.desk.reports.start();
    await stage.sign();
    await settle();
    expect((await stage.open()).deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'IdentityChanged' } });
    expect(stage.archive.requests).toEqual(['search']);
    stage.archive.studies = [];
    await stage.desk.reports.handlers['reports.retryDelivery'](
      { deliveryId: (await stage.open()).deliveries[0]?.deliveryId ?? '' },
      call,
    );
    await settle();
    expect((await stage.open()).deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'StudyChanged' } });
  });

  it('A10 holds up no report because the archive cannot say the name, and writes none that nobody can read', async () => {
    stage.desk.studies.set(studyKey(study), studyForReport(study, studyAttributes(study, { Alphabetic: '???^??' })));
    stage.archive.studies = [studyAttributes(study, { Alphabetic: '^', Ideographic: '\u001b$B;3' })];
    stage.desk.archives.set(quetta, stage.archive);
    stage.desk.reports.start();
    const { versions } = value(await stage.sign());
    await settle();
    expect((await stage.open()).deliveries[0]).toMatchObject({ state: 'delivered' });
    const row = stage.desk.database.prepare('SELECT part10 FROM report_version WHERE sop_instance_uid = ?');
    const { part10 } = row.get(versions[0]?.sopInstanceUID) as { part10: Uint8Array };
    const file = readPart10(part10);
    expect((file.ok && file.value.dataset['00100010']?.Value) ?? []).toEqual([]);
    expect(file.ok && file.value.dataset['00100020']?.Value).toEqual([`PK-${study.studyInstanceUID}`]);
  });

  it('of a disc waits for a person; of an archive that is no longer configured too', async () => {
    const onDisc = studyOf(5, 'disc-1' as ArchiveId);
    stage.desk.studies.set(studyKey(onDisc), studyForReport(onDisc));
    stage.desk.reports.start();
    const { reportId } = value(await stage.desk.reports.handlers['reports.open']({ study: onDisc }, call));
    await stage.desk.reports.handlers['reports.saveDraft']({ reportId, revision: 0, text }, call);
    const signed = value(await stage.desk.reports.handlers['reports.sign']({ reportId, revision: 1 }, call));
    expect(signed.deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'NoDestination' } });
    await stage.sign();
    await settle();
    expect((await stage.open()).deliveries[0]).toMatchObject({
      state: 'parked',
      failure: { code: 'ArchiveNotConfigured' },
    });
  });

  it('sends an addendum after its report, as a new instance with a predecessor', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.failure = { code: 'ArchiveUnreachable' };
    stage.desk.reports.start();
    const first = value(await stage.sign());
    const second = value(await stage.sign({ ...emptySections, impression: 'Side corrected: right.' }));
    expect(second.versions.map((version) => version.kind)).toEqual(['final', 'addendum']);
    stage.archive.failure = undefined;
    await stage.world.clock.advanceAsync(600_000);
    expect([...stage.archive.stored.keys()]).toEqual(second.versions.map((version) => version.sopInstanceUID));
    const addendum = readPart10([...stage.archive.stored.values()][1]?.bytes ?? new Uint8Array());
    const dataset = JSON.stringify(addendum.ok && addendum.value.dataset);
    expect(dataset).toContain(first.versions[0]?.sopInstanceUID);
    expect(dataset).toContain('Side corrected: right.');
    expect(dataset).toContain('Right upper lobe nodule.');
  });

  it('P1 takes up after a restart what was on its way', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.storeInstance = () => new Promise(() => undefined);
    stage.desk.reports.start();
    await stage.sign();
    await settle();
    expect(await delivered()).toEqual(['sending']);
    stage.desk.close();
    stage.desk = await openReportWorld(stage.world, stage.world.directory);
    stage.desk.archives.set(
      quetta,
      createUnreliableArchive({
        archiveId: quetta,
        studies: [studyAttributes(study)],
        fraction: stage.world.random.fraction,
      }),
    );
    stage.desk.reports.start();
    await settle();
    expect(await delivered()).toEqual(['delivered']);
  });

  it('sends nothing while the disk takes no write, does not spin, and goes on when it does', async () => {
    await stage.sign();
    stage.desk.archives.set(quetta, stage.archive);
    stage.desk.database.pragma('query_only = ON');
    stage.desk.reports.start();
    await stage.world.clock.advanceAsync(600_000);
    expect(stage.archive.requests).toEqual([]);
    stage.desk.database.pragma('query_only = OFF');
    await stage.world.clock.advanceAsync(600_000);
    expect(await delivered()).toEqual(['delivered']);
  });

  it('keeps asking when the disk fails between sending and writing it down, and doubles nothing', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    const store = stage.archive.storeInstance;
    stage.archive.storeInstance = async (...args) => {
      const stored = await store(...args);
      stage.desk.database.pragma('query_only = ON');
      return stored;
    };
    stage.desk.reports.start();
    await stage.sign();
    await stage.world.clock.advanceAsync(60_000);
    expect(await delivered()).toEqual(['sending']);
    stage.desk.database.pragma('query_only = OFF');
    await stage.world.clock.advanceAsync(600_000);
    expect(await delivered()).toEqual(['delivered']);
    expect([...stage.archive.stored.values()].map((file) => file.times)).toEqual([1]);
  });

  it('goes on when the clock was set back by a year', async () => {
    stage.desk.archives.set(quetta, stage.archive);
    stage.archive.failure = { code: 'ArchiveUnreachable' };
    stage.desk.reports.start();
    await stage.sign();
    await stage.world.clock.advanceAsync(1_000);
    stage.world.clock.jumpTo(stage.world.clock.now() - 365 * 86_400_000);
    stage.archive.failure = undefined;
    await stage.world.clock.advanceAsync(10_000);
    expect(await delivered()).toEqual(['delivered']);
  });
});
