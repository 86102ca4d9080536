import { attempt } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import type { ReportProgress } from '#shared/contract/worklist.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { Signer } from '#shared/reports/report.ts';
import type { OwnReports } from '#shared/worklist/archiveLook.ts';
import type { Records } from '../records/index.ts';
import { isBlank } from './drafts.ts';
import { Outbox } from './outbox.ts';
import { createReportHandlers, type ReportHandlers } from './reportHandlers.ts';
import type { ReportAudit, ReportContext } from './reportParts.ts';
import { openOutboxTable, openReportTables } from './reportTables.ts';

export interface ReportsParts
  extends Pick<
    ReportContext,
    | 'findArchive'
    | 'readStudyAttributes'
    | 'lastLook'
    | 'imagesOf'
    | 'imagesToShow'
    | 'displaysOf'
    | 'askArchive'
    | 'changeOf'
    | 'onSigned'
    | 'emit'
  > {
  readonly world: World;
  readonly records: Pick<Records, 'database' | 'archives'>;
  readonly audit: ReportAudit;
  /** Who reads and signs, asked at every preview and signing. */
  readonly settings: { read(): { readonly reader: Signer } };
  readonly appVersion: string;
  /** For archives that are not among the records' own: the practice archive, discs. */
  readonly describeArchive?: ReportContext['describeArchive'];
}

export interface Reports {
  /** The contract's report procedures, to be spread into the host's handlers. */
  readonly handlers: ReportHandlers;
  /** How far the report of a study is, for its row in the worklist; undefined while the disk does not say. */
  progressOf(study: StudyRef): ReportProgress | undefined;
  /** When the last version of a study's report arrived, epoch ms; undefined while none has, or the disk does not say. */
  deliveredAt(study: StudyRef): number | undefined;
  /** What has been sent from here into studies, of one report or of all: the archive counts it with their images. */
  sentReports(reportId?: string): readonly { readonly study: StudyRef; readonly own: OwnReports }[];
  /** Deliveries not yet confirmed: still on their way, and waiting for a person. */
  countUnsent(): { readonly waiting: number; readonly parked: number };
  /** Whether an archive is still owed a report; it must not be forgotten then. */
  owesArchive(archiveId: ArchiveId): boolean;
  /** Takes up what an earlier run left undelivered. Call once, when archives can be found. */
  start(): void;
  /** Tell it when an archive that did not answer does so again. */
  archiveAnswered(archiveId: ArchiveId): void;
  /** Breaks off deliveries on their way and waits until that is written down. */
  stop(): Promise<void>;
}

export function createReports(parts: ReportsParts): Reports {
  const context: ReportContext = {
    ...parts,
    database: parts.records.database,
    readSigner: () => parts.settings.read().reader,
    describeArchive: (archiveId) => parts.describeArchive?.(archiveId) ?? parts.records.archives.find(archiveId),
  };
  const tables = openReportTables(context.database);
  const table = openOutboxTable(context.database);
  const outbox = new Outbox(context, tables, table);

  const countUnsent = () => {
    const counted = attempt(() => table.count());
    return counted.ok ? counted.value : { waiting: 0, parked: 0 };
  };

  const readProgress = (study: StudyRef): ReportProgress => {
    const report = tables.findByStudy(study);
    if (!report) return 'none';
    const states = table.ofReport(report.reportId).map((row) => row.state);
    if (states.includes('parked')) return 'needsAttention';
    if (states.some((state) => state !== 'delivered')) return 'waitingToSend';
    if (!isBlank(report.draft)) return 'draft';
    return states.length > 0 ? 'delivered' : 'none';
  };

  return {
    handlers: createReportHandlers(context, tables, table, outbox),
    progressOf(study) {
      const read = attempt(() => readProgress(study));
      return read.ok ? read.value : undefined;
    },
    deliveredAt(study) {
      const read = attempt(() => {
        const report = tables.findByStudy(study);
        const times = report ? table.ofReport(report.reportId).flatMap((row) => row.deliveredAt ?? []) : [];
        return times.length > 0 ? Math.max(...times) : undefined;
      });
      return read.ok ? read.value : undefined;
    },
    sentReports(reportId) {
      const read = attempt(() => table.sent(reportId));
      return read.ok ? read.value : [];
    },
    countUnsent,
    owesArchive: (archiveId) => table.undelivered().some((row) => row.archiveId === archiveId),
    start: () => outbox.start(),
    archiveAnswered: (archiveId) => outbox.archiveAnswered(archiveId),
    stop: () => outbox.stop(),
  };
}
