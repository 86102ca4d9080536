import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import type { Result } from '#shared/base/result.ts';
import type { ReportSnapshot } from '#shared/contract/reports.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import {
  openReportWorld,
  quetta,
  type ReportWorld,
  studyAttributes,
  studyForReport,
  studyOf,
} from '#tests/fixtures/reportWorld.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createUnreliableArchive, type UnreliableArchive } from '#tests/fixtures/unreliableArchive.ts';

const study = studyOf(1);
const call = { signal: new AbortController().signal };
const text = { ...emptySections, findings: 'Right upper lobe nodule.', impression: 'دائیں پھیپھڑے میں گانٹھ' };

let world: TestWorld;
let desk: ReportWorld;
let archive: UnreliableArchive;

beforeEach(async () => {
  world = await createTestWorld();
  desk = await openReportWorld(world, world.directory);
  desk.studies.set(studyKey(study), studyForReport(study));
  archive = createUnreliableArchive({
    archiveId: quetta,
    studies: [studyAttributes(study)],
    fraction: world.random.fraction,
  });
});
afterEach(async () => {
  await desk.reports.stop();
  desk.close();
  await world.remove();
});

function value<Value>(result: Result<Value, { code: string }>): Value {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
const open = async (): Promise<ReportSnapshot> => value(await desk.reports.handlers['reports.open']({ study }, call));
async function write(draft = text): Promise<{ reportId: string; revision: number }> {
  const { reportId, revision } = await open();
  const saved = value(await desk.reports.handlers['reports.saveDraft']({ reportId, revision, text: draft }, call));
  return { reportId, revision: saved.revision };
}
const sign = async (draft = text) => desk.reports.handlers['reports.sign'](await write(draft), call);

describe('drafts', () => {
  it('are kept, and an older revision is a conflict that overwrites nothing', async () => {
    const { reportId, revision } = await write();
    const late = await desk.reports.handlers['reports.saveDraft'](
      { reportId, revision: revision - 1, text: emptySections },
      call,
    );
    expect(late).toEqual({ ok: false, failure: { code: 'ReportConflict', details: { revision } } });
    expect((await open()).draft).toEqual(text);
    expect(desk.reports.progressOf(study)).toBe('draft');
    expect(desk.reports.progressOf(studyOf(2))).toBe('none');
  });

  it('saving the same text again is no change', async () => {
    const first = await write();
    expect(await write()).toEqual(first);
  });

  it('of a study that nobody knows here are refused', async () => {
    expect(await desk.reports.handlers['reports.open']({ study: studyOf(99) }, call)).toEqual({
      ok: false,
      failure: { code: 'NotFound' },
    });
  });
});

describe('signing', () => {
  it('works without a link, fixes text and object, and queues them for the archive of the study', async () => {
    const signed = value(await sign());
    expect(signed).toMatchObject({
      verification: 'VERIFIED',
      draft: emptySections,
      versions: [{ version: 1, kind: 'final', text, signerName: 'Dr Ayesha Khan' }],
      deliveries: [{ version: 1, state: 'queued', attempts: 0, archiveName: 'Archive quetta' }],
    });
    expect(desk.reports.progressOf(study)).toBe('waitingToSend');
    expect(desk.reports.unsentCount()).toBe(1);
    expect(desk.reports.owesArchive(quetta)).toBe(true);
    expect(desk.audited).toEqual(['report.signed']);
    expect(archive.requests).toEqual([]);
  });

  it('is refused for an empty report, without a signer, at an old revision, with clear codes', async () => {
    expect(await sign({ ...emptySections, technique: 'CT' })).toEqual({ ok: false, failure: { code: 'ReportEmpty' } });
    desk.signer = { ...desk.signer, name: '' };
    expect(await sign()).toEqual({ ok: false, failure: { code: 'SignerMissing' } });
    const { reportId } = await open();
    expect(await desk.reports.handlers['reports.sign']({ reportId, revision: 0 }, call)).toMatchObject({
      failure: { code: 'ReportConflict' },
    });
    expect((await open()).draft).toEqual(text);
  });

  it('V8 says before it that the archive has more images than are here, and records what was known', async () => {
    const at = await write();
    desk.looks.set(studyKey(study), { at: 5, counted: 4, listed: 2 });
    expect(value(await desk.reports.handlers['reports.preview'](at, call)).warnings).toEqual([
      { code: 'StudyChanged' },
    ]);
    expect((await desk.reports.handlers['reports.sign'](at, call)).ok).toBe(true);
    expect(desk.audited).toContain('report.signed 2 of 4');
  });

  it('P6: without images it is signed only by who says so, of so many; the counts stay with what is signed', async () => {
    const at = await write();
    const series = [
      { seriesInstanceUID: '1.1', seriesNumber: 2, description: 'soft tissue', here: 112, expected: 112 },
      { seriesInstanceUID: '1.2', seriesNumber: 3, description: 'lung', here: 1, expected: 112 },
    ];
    const images = { here: 113, expected: 224, unlisted: 0, series, askedAt: world.clock.now() - 60_000 };
    desk.images.set(studyKey(study), images);
    const preview = value(await desk.reports.handlers['reports.preview'](at, call));
    expect(desk.asked).toEqual([study]);
    expect(preview.images).toEqual({ ...images, askedNow: true });
    const refused = { ok: false, failure: { code: 'ImagesMissing', details: { missing: 111 } } };
    expect(await desk.reports.handlers['reports.sign'](at, call)).toEqual(refused);
    expect(await desk.reports.handlers['reports.sign']({ ...at, missingChecked: 110 }, call)).toEqual(refused);
    const said = { ...at, missingChecked: 111, notViewed: 7 };
    const [version] = value(await desk.reports.handlers['reports.sign'](said, call)).versions;
    expect([version?.images, version?.notViewed]).toEqual([{ ...images, askedNow: true }, 7]);
    expect(desk.auditDetails.at(-1)).toMatchObject({
      imagesHere: 113,
      imagesExpected: 224,
      imagesBySeries: '2:112/112 3:1/112',
      signedWithout: 111,
      imagesNotViewed: 7,
    });
    // What was signed then is read as it was, whatever has come since.
    desk.images.set(studyKey(study), { ...images, here: 224 });
    const later = value(await desk.reports.handlers['reports.open']({ study }, call));
    expect(later.versions[0]?.images?.here).toBe(113);
  });

  it('P6: images that the archive counts and does not list are missing too; with all here nobody is asked', async () => {
    const at = await write();
    const whole = { here: 3, expected: 3, unlisted: 0, series: [], askedAt: 1, agreedAt: 1 };
    desk.images.set(studyKey(study), { ...whole, unlisted: 3 });
    expect((await desk.reports.handlers['reports.sign'](at, call)).ok).toBe(false);
    desk.images.set(studyKey(study), whole);
    const signed = value(await desk.reports.handlers['reports.sign'](at, call));
    // Nobody has asked of late: the record says so.
    expect(signed.versions[0]?.images).toEqual({ ...whole, askedNow: false });
    expect(desk.auditDetails.at(-1)).not.toHaveProperty('signedWithout');
  });

  it('T22 is refused when the patient is no longer the one the draft was begun for, until a person has checked', async () => {
    const at = await write();
    desk.studies.set(studyKey(study), studyForReport(study, studyAttributes(study, { Alphabetic: 'Khan^Imran' })));
    const changed = { code: 'IdentityChanged', details: { reason: 'sinceBegun' } };
    expect(value(await desk.reports.handlers['reports.preview'](at, call)).warnings).toEqual([changed]);
    expect(await desk.reports.handlers['reports.sign'](at, call)).toEqual({ ok: false, failure: changed });
    // Writing on is no confirmation.
    const more = { ...text, findings: 'More.' };
    const { revision } = value(await desk.reports.handlers['reports.saveDraft']({ ...at, text: more }, call));
    expect(await desk.reports.handlers['reports.sign']({ ...at, revision }, call)).toEqual({
      ok: false,
      failure: changed,
    });
    const checked = { ...at, revision, text: more, identityChecked: true };
    const saved = value(await desk.reports.handlers['reports.saveDraft'](checked, call));
    const signed = await desk.reports.handlers['reports.sign']({ ...at, revision: saved.revision }, call);
    expect(signed.ok).toBe(true);
    expect(desk.audited).toEqual(['report.identityConfirmed', 'report.signed']);
  });

  it('T22 warns of a study that holds images of another patient', async () => {
    const attributes = studyAttributes(study);
    const stranger = { ...studyForReport(study).series[0]!.instances[0], '00100020': { vr: 'LO', Value: ['PK-9'] } };
    desk.studies.set(studyKey(study), { attributes, series: [{ seriesInstanceUID: '1.2.9', instances: [stranger] }] });
    const at = await write();
    const preview = value(await desk.reports.handlers['reports.preview'](at, call));
    const mixed = { code: 'ImagesOfAnotherPatient' };
    expect(preview.warnings).toEqual([mixed]);
    expect(await desk.reports.handlers['reports.sign'](at, call)).toEqual({ ok: false, failure: mixed });
    expect((await desk.reports.handlers['reports.sign']({ ...at, mixedStudyChecked: true }, call)).ok).toBe(true);
  });

  it.each([
    ['00100010', { vr: 'PN', Value: [{ Alphabetic: 'Somebody^Else' }] }],
    ['00100030', { vr: 'DA', Value: ['19010101'] }],
    ['00100040', { vr: 'CS', Value: ['O'] }],
  ])(
    'T22 refuses to sign where an image says another %s under the same ID, and not where it says none',
    async (tag, other) => {
      const known = studyForReport(study);
      const [first] = known.series[0]!.instances;
      const put = (instance: object) =>
        desk.studies.set(studyKey(study), {
          attributes: known.attributes,
          series: [{ seriesInstanceUID: '1.2.9', instances: [instance as typeof first & object] }],
        });
      const at = await write();
      put({ ...first, [tag]: other });
      expect((await desk.reports.handlers['reports.sign'](at, call)).ok).toBe(false);
      put({ ...first, [tag]: { vr: other.vr } });
      expect((await desk.reports.handlers['reports.sign'](at, call)).ok).toBe(true);
    },
  );

  it('shows before signing exactly what is hashed and sent', async () => {
    const at = await write();
    const preview = value(await desk.reports.handlers['reports.preview'](at, call));
    expect(preview).toEqual({
      canonicalText: 'FINDINGS\nRight upper lobe nodule.\n\nIMPRESSION\nدائیں پھیپھڑے میں گانٹھ\n',
      signerName: 'Dr Ayesha Khan',
      destination: 'Archive quetta',
      warnings: [],
    });
    const signed = value(await desk.reports.handlers['reports.sign'](at, call));
    const { createHash } = await import('node:crypto');
    expect(signed.versions[0]?.digest).toBe(createHash('sha256').update(preview.canonicalText).digest('hex'));
  });

  it('P1 leaves rows that SQL cannot change, replace or delete', async () => {
    await sign();
    for (const sql of [
      "UPDATE report_version SET canonical_text = ''",
      'DELETE FROM report_version',
      'INSERT OR REPLACE INTO report_version SELECT * FROM report_version',
      'DELETE FROM outbox',
      "UPDATE outbox SET archive_id = 'elsewhere'",
      'DELETE FROM report',
      "UPDATE report SET verification = 'UNVERIFIED'",
      "UPDATE report SET study_instance_uid = '9.9'",
      'INSERT OR REPLACE INTO report SELECT * FROM report',
      "INSERT INTO outbox (delivery_id, report_id, version, archive_id, state, next_attempt_at, queued_at) SELECT 'x', report_id, 1, 'elsewhere', 'queued', 0, 0 FROM report",
    ]) {
      expect(() => desk.database.exec(sql), sql).toThrow();
    }
    expect(desk.database.pragma('recursive_triggers', { simple: true })).toBe(1);
    expect((await open()).versions[0]?.text).toEqual(text);
  });
});

describe('delivery', () => {
  const delivered = async () => (await open()).deliveries.map((delivery) => delivery.state);

  it('brings the report to the archive when the line is back, and says when', async () => {
    desk.archives.set(quetta, archive);
    archive.failure = { code: 'ArchiveUnreachable' };
    desk.reports.start();
    const signed = value(await sign());
    await world.clock.advanceAsync(60_000);
    expect((await open()).deliveries[0]).toMatchObject({ state: 'queued', failure: { code: 'ArchiveUnreachable' } });
    archive.failure = undefined;
    desk.reports.archiveAnswered(quetta);
    await settle();
    expect((await open()).deliveries[0]).toMatchObject({ state: 'delivered', deliveredAt: world.clock.now() });
    expect([...archive.stored.keys()]).toEqual([signed.versions[0]?.sopInstanceUID]);
    expect(desk.reports.progressOf(study)).toBe('delivered');
    expect(desk.reports.unsentCount()).toBe(0);
    expect(desk.audited).toEqual(['report.signed', 'report.delivered']);
    const file = readPart10([...archive.stored.values()][0]?.bytes ?? new Uint8Array());
    expect(file.ok && JSON.stringify(file.value.dataset)).toContain('دائیں پھیپھڑے میں گانٹھ');
  });

  it('P2 never sends twice what a lost answer hid, and confirms it instead', async () => {
    desk.archives.set(quetta, archive);
    const store = archive.storeInstance;
    archive.storeInstance = async (...args) => {
      await store(...args);
      archive.failure = { code: 'ArchiveTimedOut' };
      return { ok: false, failure: { code: 'ArchiveTimedOut' } };
    };
    desk.reports.start();
    await sign();
    await settle();
    archive.failure = undefined;
    await world.clock.advanceAsync(10_000);
    expect(await delivered()).toEqual(['delivered']);
    expect([...archive.stored.values()].map((file) => file.times)).toEqual([1]);
  });

  it('counts 409 for what it has as delivered, but parks what it truly refuses, until a person decides', async () => {
    desk.archives.set(quetta, archive);
    archive.storeFailure = { code: 'ArchiveStoreRefused', details: { status: 403 } };
    desk.reports.start();
    await sign();
    await world.clock.advanceAsync(3_600_000);
    const parked = (await open()).deliveries[0];
    expect(parked).toMatchObject({ state: 'parked', attempts: 1, failure: { code: 'ArchiveStoreRefused' } });
    expect(desk.reports.progressOf(study)).toBe('needsAttention');
    expect(desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 1 });
    const unsent = value(await desk.reports.handlers['reports.listUnsent']({}, call));
    expect(unsent).toMatchObject([{ patientLabel: 'Ali Muhammad · PK-1.2.3.1', delivery: { state: 'parked' } }]);
    archive.storeFailure = undefined;
    await desk.reports.handlers['reports.retryDelivery']({ deliveryId: parked?.deliveryId ?? '' }, call);
    await settle();
    expect(await delivered()).toEqual(['delivered']);
  });

  it('T22 parks a report whose patient has another name in the archive now, and never sends it', async () => {
    desk.archives.set(quetta, archive);
    archive.studies = [studyAttributes(study, { Alphabetic: 'Khan^Imran' })];
    desk.reports.start();
    await sign();
    await settle();
    expect((await open()).deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'IdentityChanged' } });
    expect(archive.requests).toEqual(['search']);
    archive.studies = [];
    await desk.reports.handlers['reports.retryDelivery'](
      { deliveryId: (await open()).deliveries[0]?.deliveryId ?? '' },
      call,
    );
    await settle();
    expect((await open()).deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'StudyChanged' } });
  });

  it('A10 holds up no report because the archive cannot say the name, and writes none that nobody can read', async () => {
    desk.studies.set(studyKey(study), studyForReport(study, studyAttributes(study, { Alphabetic: '???^??' })));
    archive.studies = [studyAttributes(study, { Alphabetic: '^', Ideographic: '\u001b$B;3' })];
    desk.archives.set(quetta, archive);
    desk.reports.start();
    const { versions } = value(await sign());
    await settle();
    expect((await open()).deliveries[0]).toMatchObject({ state: 'delivered' });
    const row = desk.database.prepare('SELECT part10 FROM report_version WHERE sop_instance_uid = ?');
    const { part10 } = row.get(versions[0]?.sopInstanceUID) as { part10: Uint8Array };
    const file = readPart10(part10);
    expect((file.ok && file.value.dataset['00100010']?.Value) ?? []).toEqual([]);
    expect(file.ok && file.value.dataset['00100020']?.Value).toEqual([`PK-${study.studyInstanceUID}`]);
  });

  it('of a disc waits for a person; of an archive that is no longer configured too', async () => {
    const onDisc = studyOf(5, 'disc-1' as ArchiveId);
    desk.studies.set(studyKey(onDisc), studyForReport(onDisc));
    desk.reports.start();
    const { reportId } = value(await desk.reports.handlers['reports.open']({ study: onDisc }, call));
    await desk.reports.handlers['reports.saveDraft']({ reportId, revision: 0, text }, call);
    const signed = value(await desk.reports.handlers['reports.sign']({ reportId, revision: 1 }, call));
    expect(signed.deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'NoDestination' } });
    await sign();
    await settle();
    expect((await open()).deliveries[0]).toMatchObject({ state: 'parked', failure: { code: 'ArchiveNotConfigured' } });
  });

  it('sends an addendum after its report, as a new instance with a predecessor', async () => {
    desk.archives.set(quetta, archive);
    archive.failure = { code: 'ArchiveUnreachable' };
    desk.reports.start();
    const first = value(await sign());
    const second = value(await sign({ ...emptySections, impression: 'Side corrected: right.' }));
    expect(second.versions.map((version) => version.kind)).toEqual(['final', 'addendum']);
    archive.failure = undefined;
    await world.clock.advanceAsync(600_000);
    expect([...archive.stored.keys()]).toEqual(second.versions.map((version) => version.sopInstanceUID));
    const addendum = readPart10([...archive.stored.values()][1]?.bytes ?? new Uint8Array());
    const dataset = JSON.stringify(addendum.ok && addendum.value.dataset);
    expect(dataset).toContain(first.versions[0]?.sopInstanceUID);
    expect(dataset).toContain('Side corrected: right.');
    expect(dataset).toContain('Right upper lobe nodule.');
  });

  it('P1 takes up after a restart what was on its way', async () => {
    desk.archives.set(quetta, archive);
    archive.storeInstance = () => new Promise(() => undefined);
    desk.reports.start();
    await sign();
    await settle();
    expect(await delivered()).toEqual(['sending']);
    desk.close();
    desk = await openReportWorld(world, world.directory);
    desk.archives.set(
      quetta,
      createUnreliableArchive({
        archiveId: quetta,
        studies: [studyAttributes(study)],
        fraction: world.random.fraction,
      }),
    );
    desk.reports.start();
    await settle();
    expect(await delivered()).toEqual(['delivered']);
  });

  it('sends nothing while the disk takes no write, does not spin, and goes on when it does', async () => {
    await sign();
    desk.archives.set(quetta, archive);
    desk.database.pragma('query_only = ON');
    desk.reports.start();
    await world.clock.advanceAsync(600_000);
    expect(archive.requests).toEqual([]);
    desk.database.pragma('query_only = OFF');
    await world.clock.advanceAsync(600_000);
    expect(await delivered()).toEqual(['delivered']);
  });

  it('keeps asking when the disk fails between sending and writing it down, and doubles nothing', async () => {
    desk.archives.set(quetta, archive);
    const store = archive.storeInstance;
    archive.storeInstance = async (...args) => {
      const stored = await store(...args);
      desk.database.pragma('query_only = ON');
      return stored;
    };
    desk.reports.start();
    await sign();
    await world.clock.advanceAsync(60_000);
    expect(await delivered()).toEqual(['sending']);
    desk.database.pragma('query_only = OFF');
    await world.clock.advanceAsync(600_000);
    expect(await delivered()).toEqual(['delivered']);
    expect([...archive.stored.values()].map((file) => file.times)).toEqual([1]);
  });

  it('goes on when the clock was set back by a year', async () => {
    desk.archives.set(quetta, archive);
    archive.failure = { code: 'ArchiveUnreachable' };
    desk.reports.start();
    await sign();
    await world.clock.advanceAsync(1_000);
    world.clock.jumpTo(world.clock.now() - 365 * 86_400_000);
    archive.failure = undefined;
    await world.clock.advanceAsync(10_000);
    expect(await delivered()).toEqual(['delivered']);
  });
});
