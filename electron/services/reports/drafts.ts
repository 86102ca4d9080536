import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { uidFromRandom } from '#shared/dicom/uids.ts';
import { identityOf } from '#shared/reports/identity.ts';
import { type ReportSections, sectionNames } from '#shared/reports/report.ts';
import { verificationSteps } from '#shared/reports/transitions.ts';
import type { ReportContext } from './reportParts.ts';
import type { ReportRow, ReportTables } from './reportTables.ts';

/** The report of a study; made empty when there is none. A study that nobody knows here gets none. */
export function openReport(context: ReportContext, tables: ReportTables, study: StudyRef): Result<ReportRow, Failure> {
  const known = attempt(() => tables.findByStudy(study));
  if (!known.ok) return known;
  // Reading needs no write: what is there can be read on a full disk too.
  if (known.value) return succeed(known.value);
  return transact(context.database, (): Result<ReportRow, Failure> => {
    if (!context.readStudyAttributes(study)) return fail(failureOf('NotFound'));
    tables.insert({
      reportId: context.world.random.uuid(),
      study: { archiveId: study.archiveId, studyInstanceUID: study.studyInstanceUID },
      seriesInstanceUID: uidFromRandom(context.world.random.bytes(16)),
      createdAt: context.world.clock.now(),
    });
    const made = tables.findByStudy(study);
    return made ? succeed(made) : fail(failureOf('Unexpected'));
  });
}

/** Finds a report as the asker knows it: an older revision is a conflict, never an overwrite. */
export function findAt(tables: ReportTables, reportId: string, revision: number): Result<ReportRow, Failure> {
  const report = tables.find(reportId);
  if (!report) return fail(failureOf('NotFound'));
  if (report.revision !== revision) return fail(failureOf('ReportConflict', { revision: report.revision }));
  return succeed(report);
}

/**
 * Keeps the text. With the first words the report is bound to the patient as the archive names him now (T22); an
 * emptied draft is bound to nobody. Saving the same text again changes nothing.
 */
export function saveDraft(
  context: ReportContext,
  tables: ReportTables,
  input: {
    readonly reportId: string;
    readonly revision: number;
    readonly text: ReportSections;
    readonly identityChecked?: boolean | undefined;
  },
): Result<ReportRow, Failure> {
  return transact(context.database, (): Result<ReportRow, Failure> => {
    const found = findAt(tables, input.reportId, input.revision);
    if (!found.ok) return found;
    const report = found.value;
    const rebinds = input.identityChecked === true;
    if (!rebinds && report.savedAt !== undefined && sameText(report.draft, input.text)) return found;
    const saved: ReportRow = {
      ...report,
      revision: report.revision + 1,
      verification: verificationSteps[report.verification].saveDraft.to,
      draft: input.text,
      identity: bindIdentity(context, rebinds ? { ...report, identity: undefined } : report, input.text),
      savedAt: context.world.clock.now(),
    };
    tables.update(saved);
    if (!rebinds) return succeed(saved);
    const audited = context.audit.append('report.identityConfirmed', { reportId: report.reportId });
    return audited.ok ? succeed(saved) : audited;
  });
}

function bindIdentity(context: ReportContext, report: ReportRow, text: ReportSections): ReportRow['identity'] {
  if (isBlank(text)) return undefined;
  if (report.identity) return report.identity;
  const study = context.readStudyAttributes(report.study);
  return study && identityOf(study.attributes);
}

export function isBlank(text: ReportSections): boolean {
  return sectionNames.every((name) => text[name].trim() === '');
}

function sameText(left: ReportSections, right: ReportSections): boolean {
  return sectionNames.every((name) => left[name] === right[name]);
}
