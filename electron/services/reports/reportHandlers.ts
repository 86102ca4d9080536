import { attempt } from '#electron/base/database/storeFailure.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ReportSnapshot, reports as reportProcedures } from '#shared/contract/reports.ts';
import { isReadableGroup } from '#shared/dicom/readableName.ts';
import { openReport, saveDraft } from './drafts.ts';
import { LastLooks } from './lastLooks.ts';
import type { Outbox } from './outbox.ts';
import type { ReportContext } from './reportParts.ts';
import { deliverySnapshotOf, snapshotOf } from './reportSnapshot.ts';
import type { OutboxTable, ReportRow, ReportTables } from './reportTables.ts';
import { previewReport, signReport } from './signReport.ts';

export type ReportHandlers = Pick<Handlers<DurbeenContract>, keyof typeof reportProcedures>;

/** The contract's report procedures. A failing disk becomes a failure here; everything changed is announced. */
export function createReportHandlers(
  context: ReportContext,
  tables: ReportTables,
  table: OutboxTable,
  outbox: Outbox,
): ReportHandlers {
  const looks = new LastLooks();
  const announce = (report: ReportRow): void => {
    context.emit({
      event: 'reports.changed',
      study: report.study,
      reportId: report.reportId,
      revision: report.revision,
    });
  };
  const answer = (result: Result<ReportRow, Failure>): Result<ReportSnapshot, Failure> =>
    result.ok ? attempt(() => snapshotOf(context, tables, table, result.value)) : result;

  return {
    'reports.open': async ({ study }) => answer(openReport(context, tables, study)),
    'reports.saveDraft': async (input) => {
      const saved = saveDraft(context, tables, input);
      if (!saved.ok) return saved;
      if (saved.value.revision !== input.revision) announce(saved.value);
      return succeed({ revision: saved.value.revision, savedAt: saved.value.savedAt ?? context.world.clock.now() });
    },
    'reports.preview': async (input) => {
      const found = attempt(() => tables.find(input.reportId));
      const study = found.ok ? found.value?.study : undefined;
      // What has come to the archive since is known before anybody signs (link.md V8).
      const askedNow = study && !input.again ? ((await context.askArchive?.(study)) ?? false) : false;
      return flatten(attempt(() => previewReport(context, tables, looks, input, askedNow)));
    },
    'reports.sign': async (input) => {
      const signed = signReport(context, tables, table, looks, input);
      if (signed.ok) {
        context.onSigned?.(signed.value.study);
        announce(signed.value);
        outbox.wake();
      }
      return answer(signed);
    },
    'reports.retryDelivery': async ({ deliveryId }) => {
      const retried = flatten(attempt(() => outbox.retry(deliveryId)));
      if (!retried.ok) return retried;
      const report = tables.find(retried.value.reportId);
      return report ? answer(succeed(report)) : { ok: false, failure: { code: 'NotFound' } };
    },
    'reports.listUnsent': async () => attempt(() => listUnsent(context, tables, table)),
  };
}

/** Every delivery not yet confirmed, with a name that the reader knows the patient by. */
function listUnsent(context: ReportContext, tables: ReportTables, table: OutboxTable) {
  return table.undelivered().flatMap((row) => {
    const report = tables.find(row.reportId);
    const version = tables.versionsOf(row.reportId).find((candidate) => candidate.version === row.version);
    if (!report || !version) return [];
    const { name, patientId } = version.identity;
    const patientLabel = [name.find(isReadableGroup)?.replaceAll('^', ' '), patientId].filter(Boolean);
    return [
      {
        study: report.study,
        reportId: report.reportId,
        patientLabel: patientLabel.join(' · '),
        delivery: deliverySnapshotOf(context, row),
      },
    ];
  });
}

function flatten<Value, Inner, Outer>(result: Result<Result<Value, Inner>, Outer>): Result<Value, Inner | Outer> {
  return result.ok ? result.value : result;
}
