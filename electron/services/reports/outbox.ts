import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import { type DeliveryEvent, isDue, judgeFailure, nextDelivery, retryDelayMs } from '#shared/reports/delivery.ts';
import { deliver, type Parcel } from './deliver.ts';
import type { ReportContext } from './reportParts.ts';
import type { DeliveryRow, OutboxTable, ReportTables } from './reportTables.ts';

export interface Outbox {
  /** Takes up what an earlier run left, and begins. */
  start(): void;
  /** Something was queued, or a person decided: look now. */
  wake(): void;
  /** An archive that did not answer does so again: its reports need not wait out their delay. */
  archiveAnswered(archiveId: ArchiveId): void;
  /** Sends a parked delivery again, because a person decided so. */
  retry(deliveryId: string): Result<DeliveryRow, Failure>;
  /** Breaks off what is on its way and waits until that is written down. */
  stop(): Promise<void>;
}

/** One delivery at a time to each archive, oldest first; several archives side by side. */
export function createOutbox(context: ReportContext, tables: ReportTables, table: OutboxTable): Outbox {
  const { clock, random } = context.world;
  const underWay = new Map<ArchiveId, Promise<void>>();
  // An archive that fails is left alone as a whole: five hundred reports that wait are not five hundred questions.
  const resting = new Map<ArchiveId, { readonly failures: number; readonly until: number }>();
  const stopping = new AbortController();
  let cancelTimer: (() => void) | undefined;
  let started = false;

  /** Writes what happened to a delivery and says so; undefined when it could not happen in its state. */
  const happen = (row: DeliveryRow, event: DeliveryEvent, failure?: Failure): DeliveryRow | undefined => {
    const state = nextDelivery(row.state, event);
    if (!state) return undefined;
    const now = clock.now();
    const attempts = event === 'send' ? row.attempts + 1 : row.attempts;
    const delay = event === 'failedForNow' ? rest(row.archiveId, now) : 0;
    if (event === 'confirmed') resting.delete(row.archiveId);
    const next: DeliveryRow = {
      ...row,
      state,
      attempts,
      nextAttemptAt: now + delay,
      deliveredAt: state === 'delivered' ? now : undefined,
      // While it is sent again the reason of the last failure stays to be read; a person's retry wipes it.
      failure: event === 'send' ? row.failure : failure,
    };
    const written = transact(context.database, () => {
      table.update(next);
      if (state !== 'delivered' && state !== 'parked') return succeed(undefined);
      return context.audit.append(`report.${state}`, {
        reportId: row.reportId,
        version: row.version,
        attempts,
        ...(failure && { reason: failure.code }),
      });
    });
    if (!written.ok) return undefined;
    announce(next);
    return next;
  };

  /** How long the archive is left alone after one more failure in a row. */
  const rest = (archiveId: ArchiveId, now: number): number => {
    const failures = (resting.get(archiveId)?.failures ?? 0) + 1;
    const delay = retryDelayMs(failures, random.fraction());
    resting.set(archiveId, { failures, until: now + delay });
    return delay;
  };

  const findDue = (rows: readonly DeliveryRow[], archiveId: ArchiveId): DeliveryRow | undefined => {
    const now = clock.now();
    return isDue(resting.get(archiveId)?.until ?? 0, now) ? nextDue(rows, archiveId, now) : undefined;
  };

  const announce = (row: DeliveryRow): void => {
    const report = tables.find(row.reportId);
    if (!report) return;
    context.emit({
      event: 'reports.changed',
      study: report.study,
      reportId: report.reportId,
      revision: report.revision,
    });
  };

  const parcelOf = (row: DeliveryRow): Parcel | undefined => {
    const report = tables.find(row.reportId);
    const version = tables.versionsOf(row.reportId).find((candidate) => candidate.version === row.version);
    if (!report || !version) return undefined;
    return {
      studyInstanceUID: report.study.studyInstanceUID,
      sopInstanceUID: version.sopInstanceUID as SOPInstanceUID,
      identity: version.identity,
      part10: tables.readPart10(row.reportId, row.version),
      sentBefore: row.attempts > 1,
    };
  };

  const send = async (queued: DeliveryRow): Promise<void> => {
    const row = happen(queued, 'send');
    // The disk does not take a write: sending something that could not be written down would be sent for ever.
    if (!row) return;
    const archive = context.findArchive(row.archiveId);
    const parcel = parcelOf(row);
    const result =
      archive && parcel
        ? await deliver(archive, parcel, stopping.signal)
        : fail(failureOf(archive ? 'Unexpected' : 'ArchiveNotConfigured'));
    if (result.ok) happen(row, 'confirmed');
    // Broken off by us: that says nothing about the archive, so the reason before stays to be read.
    else if (result.failure.code === 'Cancelled') happen(row, 'failedForNow', row.failure);
    else happen(row, judgeFailure(result.failure.code), result.failure);
  };

  const work = async (archiveId: ArchiveId): Promise<void> => {
    for (;;) {
      const row = stopping.signal.aborted ? undefined : findDue(table.undelivered(), archiveId);
      if (!row) return;
      await send(row);
      // Written down at once on success; a row that stays due would be a disk that fails: leave it to the timer.
      const after = table.find(row.deliveryId);
      if (after?.state === 'queued' && isDue(after.nextAttemptAt, clock.now())) return;
    }
  };

  const look = (): void => {
    if (!started || stopping.signal.aborted) return;
    cancelTimer?.();
    const read = attempt(() => table.undelivered());
    const rows = read.ok ? read.value : [];
    for (const archiveId of new Set(rows.map((row) => row.archiveId))) {
      if (underWay.has(archiveId) || !findDue(rows, archiveId)) continue;
      const running = work(archiveId).finally(() => {
        underWay.delete(archiveId);
        look();
      });
      underWay.set(archiveId, running);
    }
    const waits = rows
      .filter((row) => row.state === 'queued' && !underWay.has(row.archiveId))
      .map((row) => Math.max(row.nextAttemptAt, resting.get(row.archiveId)?.until ?? 0) - clock.now());
    // After a failing disk the rows may still be due: a second's pause, never a tight loop.
    if (waits.length > 0) cancelTimer = clock.after(Math.max(1_000, Math.min(...waits)), look);
  };

  return {
    start() {
      for (const row of table.undelivered()) if (row.state === 'sending') happen(row, 'foundAtStart', row.failure);
      started = true;
      look();
    },
    wake: look,
    archiveAnswered(archiveId) {
      const now = clock.now();
      resting.delete(archiveId);
      for (const row of table.undelivered()) {
        if (row.archiveId === archiveId && row.state === 'queued') table.update({ ...row, nextAttemptAt: now });
      }
      look();
    },
    retry(deliveryId) {
      const row = table.find(deliveryId);
      if (!row) return fail(failureOf('NotFound'));
      resting.delete(row.archiveId);
      if (row.state === 'queued') table.update({ ...row, nextAttemptAt: clock.now() });
      const next = row.state === 'parked' ? happen(row, 'retry') : row;
      look();
      return next ? succeed(next) : fail(failureOf('DiskFailed'));
    },
    async stop() {
      stopping.abort();
      cancelTimer?.();
      await Promise.all(underWay.values());
    },
  };
}

/**
 * The delivery to an archive that has been due longest, so that one that keeps failing does not hold up the others.
 * Versions of one report keep their order: a younger one waits until the older is delivered or parked (each carries the
 * full text, so one that a person must see to holds up none).
 */
function nextDue(rows: readonly DeliveryRow[], archiveId: ArchiveId, nowMs: number): DeliveryRow | undefined {
  const seen = new Set<string>();
  let longest: DeliveryRow | undefined;
  for (const row of rows) {
    if (row.archiveId !== archiveId || row.state === 'parked' || seen.has(row.reportId)) continue;
    seen.add(row.reportId);
    if (row.state !== 'queued' || !isDue(row.nextAttemptAt, nowMs)) continue;
    if (!longest || row.nextAttemptAt < longest.nextAttemptAt) longest = row;
  }
  return longest;
}
