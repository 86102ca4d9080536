import { describe, expect, it } from 'vitest';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import { call, ReportDesk, reportedStudy as study, reportText as text, value } from '#tests/fixtures/reportDesk.ts';
import { quetta, studyAttributes, studyForReport, studyOf } from '#tests/fixtures/reportWorld.ts';

const stage = new ReportDesk();

describe('drafts', () => {
  it('are kept, and an older revision is a conflict that overwrites nothing', async () => {
    const { reportId, revision } = await stage.write();
    const late = await stage.desk.reports.handlers['reports.saveDraft'](
      { reportId, revision: revision - 1, text: emptySections },
      call,
    );
    expect(late).toEqual({ ok: false, failure: { code: 'ReportConflict', details: { revision } } });
    expect((await stage.open()).draft).toEqual(text);
    expect(stage.desk.reports.progressOf(study)).toBe('draft');
    expect(stage.desk.reports.progressOf(studyOf(2))).toBe('none');
  });

  it('saving the same text again is no change', async () => {
    const first = await stage.write();
    expect(await stage.write()).toEqual(first);
  });

  it('of a study that nobody knows here are refused', async () => {
    expect(await stage.desk.reports.handlers['reports.open']({ study: studyOf(99) }, call)).toEqual({
      ok: false,
      failure: { code: 'NotFound' },
    });
  });
});

describe('signing', () => {
  it('works without a link, fixes text and object, and queues them for the archive of the study', async () => {
    const signed = value(await stage.sign());
    expect(signed).toMatchObject({
      draft: emptySections,
      versions: [{ version: 1, kind: 'final', text, signerName: 'Dr Ayesha Khan' }],
      deliveries: [{ version: 1, state: 'queued', attempts: 0, archiveName: 'Archive quetta' }],
    });
    expect(stage.desk.reports.progressOf(study)).toBe('waitingToSend');
    expect(stage.desk.reports.countUnsent()).toEqual({ waiting: 1, parked: 0 });
    expect(stage.desk.reports.owesArchive(quetta)).toBe(true);
    expect(stage.desk.audited).toEqual(['report.signed']);
    expect(stage.archive.requests).toEqual([]);
  });

  it('is refused for an empty report, without a signer, at an old revision, with clear codes', async () => {
    expect(await stage.sign({ ...emptySections, technique: 'CT' })).toEqual({
      ok: false,
      failure: { code: 'ReportEmpty' },
    });
    stage.desk.signer = { ...stage.desk.signer, name: '' };
    expect(await stage.sign()).toEqual({ ok: false, failure: { code: 'SignerMissing' } });
    const { reportId } = await stage.open();
    expect(await stage.desk.reports.handlers['reports.sign']({ reportId, revision: 0 }, call)).toMatchObject({
      failure: { code: 'ReportConflict' },
    });
    expect((await stage.open()).draft).toEqual(text);
  });

  it('V8 says before it that the archive has more images than are here, and records what was known', async () => {
    const at = await stage.write();
    stage.desk.looks.set(studyKey(study), { at: 5, counted: 4, listed: 2 });
    expect(value(await stage.desk.reports.handlers['reports.preview'](at, call)).warnings).toEqual([
      { code: 'StudyChanged' },
    ]);
    expect((await stage.desk.reports.handlers['reports.sign'](at, call)).ok).toBe(true);
    expect(stage.desk.audited).toContain('report.signed 2 of 4');
  });

  it('P6: without images it is signed only by who says so, of so many; the counts stay with what is signed', async () => {
    const at = await stage.write();
    const series = [
      { seriesInstanceUID: '1.1', seriesNumber: 2, description: 'soft tissue', here: 112, expected: 112 },
      { seriesInstanceUID: '1.2', seriesNumber: 3, description: 'lung', here: 1, expected: 112 },
    ];
    const images = { here: 113, expected: 224, unlisted: 0, series, askedAt: stage.world.clock.now() - 60_000 };
    stage.desk.images.set(studyKey(study), images);
    const preview = value(await stage.desk.reports.handlers['reports.preview'](at, call));
    expect(stage.desk.asked).toEqual([study]);
    const limitations = ['Signed while 111 of 224 images were not available to the reader.'];
    expect(preview.images).toEqual({ ...images, askedNow: true, limitations });
    const refused = { ok: false, failure: { code: 'ImagesMissing', details: { missing: 111 } } };
    expect(await stage.desk.reports.handlers['reports.sign'](at, call)).toEqual(refused);
    expect(await stage.desk.reports.handlers['reports.sign']({ ...at, missingChecked: 110 }, call)).toEqual(refused);
    const said = { ...at, missingChecked: 111, notViewed: 7 };
    const [version] = value(await stage.desk.reports.handlers['reports.sign'](said, call)).versions;
    expect([version?.images, version?.notViewed]).toEqual([{ ...images, askedNow: true, limitations }, 7]);
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({
      imagesHere: 113,
      imagesExpected: 224,
      imagesBySeries: '2:112/112 3:1/112',
      signedWithout: 111,
      imagesNotViewed: 7,
    });
    // What was signed then is read as it was, whatever has come since.
    stage.desk.images.set(studyKey(study), { ...images, here: 224 });
    const later = value(await stage.desk.reports.handlers['reports.open']({ study }, call));
    expect(later.versions[0]?.images?.here).toBe(113);
  });

  it('P6: images that the archive counts and does not list are missing too; with all here nobody is asked', async () => {
    const at = await stage.write();
    const whole = { here: 3, expected: 3, unlisted: 0, series: [], askedAt: 1, agreedAt: 1 };
    stage.desk.images.set(studyKey(study), { ...whole, unlisted: 3 });
    expect((await stage.desk.reports.handlers['reports.sign'](at, call)).ok).toBe(false);
    stage.desk.images.set(studyKey(study), whole);
    const signed = value(await stage.desk.reports.handlers['reports.sign'](at, call));
    // Nobody has asked of late: the record says so.
    expect(signed.versions[0]?.images).toEqual({ ...whole, askedNow: false });
    expect(stage.desk.auditDetails.at(-1)).not.toHaveProperty('signedWithout');
  });

  it('T22 is refused when the patient is no longer the one the draft was begun for, until a person has checked', async () => {
    const at = await stage.write();
    stage.desk.studies.set(
      studyKey(study),
      studyForReport(study, studyAttributes(study, { Alphabetic: 'Khan^Imran' })),
    );
    const changed = { code: 'IdentityChanged', details: { reason: 'sinceBegun' } };
    expect(value(await stage.desk.reports.handlers['reports.preview'](at, call)).warnings).toEqual([changed]);
    expect(await stage.desk.reports.handlers['reports.sign'](at, call)).toEqual({ ok: false, failure: changed });
    // Writing on is no confirmation.
    const more = { ...text, findings: 'More.' };
    const { revision } = value(await stage.desk.reports.handlers['reports.saveDraft']({ ...at, text: more }, call));
    expect(await stage.desk.reports.handlers['reports.sign']({ ...at, revision }, call)).toEqual({
      ok: false,
      failure: changed,
    });
    const checked = { ...at, revision, text: more, identityChecked: true };
    const saved = value(await stage.desk.reports.handlers['reports.saveDraft'](checked, call));
    const signed = await stage.desk.reports.handlers['reports.sign']({ ...at, revision: saved.revision }, call);
    expect(signed.ok).toBe(true);
    expect(stage.desk.audited).toEqual(['report.identityConfirmed', 'report.signed']);
  });

  it('T22 warns of a study that holds images of another patient', async () => {
    const attributes = studyAttributes(study);
    const stranger = { ...studyForReport(study).series[0]!.instances[0], '00100020': { vr: 'LO', Value: ['PK-9'] } };
    stage.desk.studies.set(studyKey(study), {
      attributes,
      series: [{ seriesInstanceUID: '1.2.9', instances: [stranger] }],
    });
    const at = await stage.write();
    const preview = value(await stage.desk.reports.handlers['reports.preview'](at, call));
    const mixed = { code: 'ImagesOfAnotherPatient' };
    expect(preview.warnings).toEqual([mixed]);
    expect(await stage.desk.reports.handlers['reports.sign'](at, call)).toEqual({ ok: false, failure: mixed });
    expect((await stage.desk.reports.handlers['reports.sign']({ ...at, mixedStudyChecked: true }, call)).ok).toBe(true);
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
        stage.desk.studies.set(studyKey(study), {
          attributes: known.attributes,
          series: [{ seriesInstanceUID: '1.2.9', instances: [instance as typeof first & object] }],
        });
      const at = await stage.write();
      put({ ...first, [tag]: other });
      expect((await stage.desk.reports.handlers['reports.sign'](at, call)).ok).toBe(false);
      put({ ...first, [tag]: { vr: other.vr } });
      expect((await stage.desk.reports.handlers['reports.sign'](at, call)).ok).toBe(true);
    },
  );

  it('shows before signing exactly what is hashed and sent', async () => {
    const at = await stage.write();
    const preview = value(await stage.desk.reports.handlers['reports.preview'](at, call));
    expect(preview).toEqual({
      canonicalText: 'FINDINGS\nRight upper lobe nodule.\n\nIMPRESSION\nدائیں پھیپھڑے میں گانٹھ\n',
      signerName: 'Dr Ayesha Khan',
      destination: 'Archive quetta',
      warnings: [],
    });
    const signed = value(await stage.desk.reports.handlers['reports.sign'](at, call));
    const { createHash } = await import('node:crypto');
    expect(signed.versions[0]?.digest).toBe(createHash('sha256').update(preview.canonicalText).digest('hex'));
  });

  it('P1 leaves rows that SQL cannot change, replace or delete', async () => {
    await stage.sign();
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
      expect(() => stage.desk.database.exec(sql), sql).toThrow();
    }
    expect(stage.desk.database.pragma('recursive_triggers', { simple: true })).toBe(1);
    expect((await stage.open()).versions[0]?.text).toEqual(text);
  });
});
