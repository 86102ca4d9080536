import type { DeliverySnapshot, ReportSnapshot } from '#shared/contract/reports.ts';
import type { ReportContext } from './reportParts.ts';
import type { DeliveryRow, OutboxTable, ReportRow, ReportTables } from './reportTables.ts';

/** A report as the reading side sees it. */
export function snapshotOf(
  context: ReportContext,
  tables: ReportTables,
  outbox: OutboxTable,
  report: ReportRow,
): ReportSnapshot {
  return {
    reportId: report.reportId,
    study: report.study,
    revision: report.revision,
    draft: report.draft,
    ...(report.savedAt !== undefined && { savedAt: report.savedAt }),
    versions: tables.versionsOf(report.reportId).map((version) => ({
      version: version.version,
      kind: version.kind,
      text: version.sections,
      signerName: version.signer.name,
      signedAt: version.signedAt,
      sopInstanceUID: version.sopInstanceUID,
      digest: version.digest,
      ...(version.images && { images: version.images }),
      ...(version.notViewed !== undefined && { notViewed: version.notViewed }),
      ...(version.displays && { displays: [...version.displays] }),
    })),
    deliveries: outbox.ofReport(report.reportId).map((row) => deliverySnapshotOf(context, row)),
  };
}

export function deliverySnapshotOf(context: ReportContext, row: DeliveryRow): DeliverySnapshot {
  return {
    deliveryId: row.deliveryId,
    version: row.version,
    archiveName: context.describeArchive(row.archiveId)?.name ?? '',
    state: row.state,
    attempts: row.attempts,
    ...(row.deliveredAt !== undefined && { deliveredAt: row.deliveredAt }),
    ...(row.state === 'queued' && { nextAttemptAt: row.nextAttemptAt }),
    ...(row.failure && { failure: row.failure }),
  };
}
