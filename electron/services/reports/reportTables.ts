import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { deliveryState } from '#shared/contract/reports.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { emptySections } from '#shared/reports/report.ts';
import { kept, keptDisplays, keptFailure, keptIdentity, keptImages, keptSections, keptSigner } from './keptJson.ts';

const reportRow = z
  .object({
    report_id: z.string(),
    archive_id: z.string(),
    study_instance_uid: z.string(),
    series_instance_uid: z.string(),
    revision: z.number(),
    verification: z.enum(['UNVERIFIED', 'VERIFIED']),
    draft: kept(keptSections),
    identity: kept(keptIdentity).nullable(),
    saved_at: z.number().nullable(),
  })
  .transform((row) => ({
    reportId: row.report_id,
    study: { archiveId: row.archive_id as ArchiveId, studyInstanceUID: row.study_instance_uid as StudyInstanceUID },
    seriesInstanceUID: row.series_instance_uid,
    revision: row.revision,
    verification: row.verification,
    draft: row.draft,
    identity: row.identity ?? undefined,
    savedAt: row.saved_at ?? undefined,
  }));
export type ReportRow = z.output<typeof reportRow>;

const versionRow = z
  .object({
    version: z.number(),
    kind: z.enum(['final', 'addendum']),
    sections: kept(keptSections),
    digest: z.string(),
    signer: kept(keptSigner),
    signed_at: z.number(),
    identity: kept(keptIdentity),
    sop_instance_uid: z.string(),
    images: kept(keptImages).nullable(),
    not_viewed: z.number().nullable(),
    displays: kept(keptDisplays).nullable(),
  })
  .transform((row) => ({
    version: row.version,
    kind: row.kind,
    sections: row.sections,
    digest: row.digest,
    signer: row.signer,
    signedAt: row.signed_at,
    identity: row.identity,
    sopInstanceUID: row.sop_instance_uid,
    images: row.images ?? undefined,
    notViewed: row.not_viewed ?? undefined,
    displays: row.displays ?? undefined,
  }));
export type VersionRow = z.output<typeof versionRow>;

const deliveryRow = z
  .object({
    delivery_id: z.string(),
    report_id: z.string(),
    version: z.number(),
    archive_id: z.string(),
    state: deliveryState,
    attempts: z.number(),
    next_attempt_at: z.number(),
    delivered_at: z.number().nullable(),
    failure: kept(keptFailure).nullable(),
  })
  .transform((row) => ({
    deliveryId: row.delivery_id,
    reportId: row.report_id,
    version: row.version,
    archiveId: row.archive_id as ArchiveId,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    deliveredAt: row.delivered_at ?? undefined,
    failure: row.failure ?? undefined,
  }));
export type DeliveryRow = z.output<typeof deliveryRow>;

const sentRow = z
  .object({
    archive_id: z.string(),
    study_instance_uid: z.string(),
    series_instance_uid: z.string(),
    delivered: z.number(),
    under_way: z.number(),
  })
  .transform((row) => ({
    study: { archiveId: row.archive_id as ArchiveId, studyInstanceUID: row.study_instance_uid as StudyInstanceUID },
    own: { seriesInstanceUID: row.series_instance_uid, delivered: row.delivered, underWay: row.under_way },
  }));

const versionColumns =
  'version, kind, sections, digest, signer, signed_at, identity, sop_instance_uid, images, not_viewed, displays';

export type ReportTables = ReturnType<typeof openReportTables>;

/** The statements of reports and their versions, rows parsed. Throws what SQLite throws; callers wrap in `attempt`. */
export function openReportTables(database: Database) {
  const byStudy = database.prepare('SELECT * FROM report WHERE archive_id = ? AND study_instance_uid = ?');
  const byId = database.prepare('SELECT * FROM report WHERE report_id = ?');
  const insert = database.prepare(`
    INSERT INTO report (report_id, archive_id, study_instance_uid, series_instance_uid, revision, verification, draft,
      created_at)
    VALUES (@reportId, @archiveId, @studyInstanceUID, @seriesInstanceUID, 0, 'UNVERIFIED', @draft, @createdAt)`);
  const update = database.prepare(`
    UPDATE report SET revision = @revision, verification = @verification, draft = @draft, identity = @identity,
      saved_at = @savedAt WHERE report_id = @reportId`);
  const versions = database.prepare(
    `SELECT ${versionColumns} FROM report_version WHERE report_id = ? ORDER BY version`,
  );
  const bytes = database.prepare('SELECT part10 FROM report_version WHERE report_id = ? AND version = ?');
  const insertVersion = database.prepare(`
    INSERT INTO report_version (report_id, version, kind, sections, canonical_text, digest, signer, signed_at,
      offset_minutes, identity, sop_instance_uid, images, not_viewed, displays, part10)
    VALUES (@reportId, @version, @kind, @sections, @canonicalText, @digest, @signer, @signedAt, @offsetMinutes,
      @identity, @sopInstanceUID, @images, @notViewed, @displays, @part10)`);

  return {
    findByStudy: (study: StudyRef) => optional(reportRow, byStudy.get(study.archiveId, study.studyInstanceUID)),
    find: (reportId: string) => optional(reportRow, byId.get(reportId)),
    insert: (report: { reportId: string; study: StudyRef; seriesInstanceUID: string; createdAt: number }) =>
      insert.run({
        reportId: report.reportId,
        ...report.study,
        seriesInstanceUID: report.seriesInstanceUID,
        draft: JSON.stringify(emptySections),
        createdAt: report.createdAt,
      }),
    update: (report: ReportRow) =>
      update.run({
        reportId: report.reportId,
        revision: report.revision,
        verification: report.verification,
        draft: JSON.stringify(report.draft),
        identity: report.identity ? JSON.stringify(report.identity) : null,
        savedAt: report.savedAt ?? null,
      }),
    versionsOf: (reportId: string): readonly VersionRow[] => versions.all(reportId).map((row) => versionRow.parse(row)),
    readPart10: (reportId: string, version: number): Uint8Array =>
      z.object({ part10: z.instanceof(Uint8Array) }).parse(bytes.get(reportId, version)).part10,
    insertVersion: (
      version: VersionRow & { reportId: string; canonicalText: string; offsetMinutes: number; part10: Uint8Array },
    ) =>
      insertVersion.run({
        ...version,
        sections: JSON.stringify(version.sections),
        signer: JSON.stringify(version.signer),
        identity: JSON.stringify(version.identity),
        images: version.images ? JSON.stringify(version.images) : null,
        notViewed: version.notViewed ?? null,
        displays: version.displays ? JSON.stringify(version.displays) : null,
      }),
  };
}

export type OutboxTable = ReturnType<typeof openOutboxTable>;

/** The statements of the outbox, rows parsed. */
export function openOutboxTable(database: Database) {
  const insert = database.prepare(`
    INSERT INTO outbox (delivery_id, report_id, version, archive_id, state, next_attempt_at, queued_at, failure)
    VALUES (@deliveryId, @reportId, @version, @archiveId, @state, @now, @now, @failure)`);
  const update = database.prepare(`
    UPDATE outbox SET state = @state, attempts = @attempts, next_attempt_at = @nextAttemptAt,
      delivered_at = @deliveredAt, failure = @failure WHERE delivery_id = @deliveryId`);
  const one = database.prepare('SELECT * FROM outbox WHERE delivery_id = ?');
  const ofReport = database.prepare('SELECT * FROM outbox WHERE report_id = ? ORDER BY version');
  // In the order of queueing: a clock that was set back must not turn an addendum and its report around.
  const undelivered = database.prepare("SELECT * FROM outbox WHERE state <> 'delivered' ORDER BY rowid");
  const sent = database.prepare(`
    SELECT archive_id, study_instance_uid, series_instance_uid, count(*) FILTER (WHERE outbox.state = 'delivered') AS
      delivered, count(*) FILTER (WHERE outbox.state IN ('sending', 'queued') AND attempts > 0) AS under_way
    FROM report JOIN outbox USING (report_id, archive_id)
    WHERE @reportId IS NULL OR report_id = @reportId GROUP BY report_id HAVING delivered + under_way > 0`);
  const counts = database.prepare("SELECT state, count(*) AS n FROM outbox WHERE state <> 'delivered' GROUP BY state");
  const parse = (row: unknown): DeliveryRow => deliveryRow.parse(row);

  return {
    insert: (
      row: Pick<DeliveryRow, 'deliveryId' | 'reportId' | 'version' | 'archiveId' | 'state' | 'failure'> & {
        now: number;
      },
    ) => insert.run({ ...row, failure: row.failure ? JSON.stringify(row.failure) : null }),
    update: (row: DeliveryRow) =>
      update.run({
        deliveryId: row.deliveryId,
        state: row.state,
        attempts: row.attempts,
        nextAttemptAt: row.nextAttemptAt,
        deliveredAt: row.deliveredAt ?? null,
        failure: row.failure ? JSON.stringify(row.failure) : null,
      }),
    find: (deliveryId: string) => optional(deliveryRow, one.get(deliveryId)),
    ofReport: (reportId: string): readonly DeliveryRow[] => ofReport.all(reportId).map(parse),
    /** How many versions of each report have been sent into their study; of one report, or of all. */
    sent: (reportId?: string) => sent.all({ reportId: reportId ?? null }).map((row) => sentRow.parse(row)),
    undelivered: (): readonly DeliveryRow[] => undelivered.all().map(parse),
    count: (): { readonly waiting: number; readonly parked: number } => {
      const rows = counts.all().map((row) => z.object({ state: deliveryState, n: z.number() }).parse(row));
      const parked = rows.find((row) => row.state === 'parked')?.n ?? 0;
      return { waiting: rows.reduce((sum, row) => sum + row.n, 0) - parked, parked };
    },
  };
}

function optional<Schema extends z.ZodType>(schema: Schema, row: unknown): z.output<Schema> | undefined {
  return row === undefined ? undefined : schema.parse(row);
}
