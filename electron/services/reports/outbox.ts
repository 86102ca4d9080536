import { attempt, storeFailureOf } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import {
  type DeliveryEvent,
  isDue,
  judgeFailure,
  maxDelayMs,
  nextDelivery,
  retryDelayMs,
} from '#shared/reports/delivery.ts';
import { deliver, type Parcel } from './deliver.ts';
import type { ReportContext } from './reportParts.ts';
import type { DeliveryRow, OutboxTable, ReportTables } from './reportTables.ts';

/** One delivery at a time to each archive; several archives side by side. */
export class Outbox {
  readonly #context: ReportContext;
  readonly #tables: ReportTables;
  readonly #table: OutboxTable;
  readonly #underWay = new Map<ArchiveId, Promise<void>>();
  // An archive that fails is left alone as a whole: five hundred reports that wait are not five hundred questions.
  readonly #resting = new Map<ArchiveId, { readonly failures: number; readonly until: number }>();
  readonly #stopping = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #started = false;

  constructor(context: ReportContext, tables: ReportTables, table: OutboxTable) {
    this.#context = context;
    this.#tables = tables;
    this.#table = table;
  }

  /** Takes up what an earlier run left, and begins. */
  start(): void {
    this.#started = true;
    this.wake();
  }

  /** Something was queued, something is over, or time has passed: looks what is due and sees to it. */
  readonly wake = (): void => {
    if (!this.#started || this.#stopping.signal.aborted) return;
    this.#cancelTimer?.();
    const read = attempt(() => this.#table.undelivered());
    if (!read.ok) {
      // The disk does not answer; it is asked again, for as long as it takes.
      this.#cancelTimer = this.#context.world.clock.after(maxDelayMs / 10, this.wake);
      return;
    }
    const rows = read.value.map((row) => this.#takeUp(row));
    for (const archiveId of new Set(rows.map((row) => row.archiveId))) {
      if (this.#underWay.has(archiveId) || !this.#findDue(rows, archiveId)) continue;
      const running = this.#work(archiveId)
        .catch((error: unknown) => {
          // Also after a bug: without a rest the wake below would meet the same one at once, and for ever.
          this.#rest(archiveId, this.#context.world.clock.now());
          if (!storeFailureOf(error)) throw error;
        })
        .finally(() => {
          this.#underWay.delete(archiveId);
          this.wake();
        });
      this.#underWay.set(archiveId, running);
    }
    this.#sleep(rows);
  };

  /** An archive that did not answer does so again: its reports need not wait out their delay. */
  archiveAnswered(archiveId: ArchiveId): void {
    this.#resting.delete(archiveId);
    // Whether a full disk takes this does not matter: the delays pass by themselves, and the next answer comes.
    attempt(() => {
      for (const row of this.#table.undelivered()) if (row.archiveId === archiveId) this.#makeDue(row);
    });
    this.wake();
  }

  /** Sends a parked delivery again, because a person decided so. */
  retry(deliveryId: string): Result<DeliveryRow, Failure> {
    const found = attempt(() => this.#table.find(deliveryId));
    if (!found.ok) return found;
    const row = found.value;
    if (!row) return fail(failureOf('NotFound'));
    this.#resting.delete(row.archiveId);
    const due = attempt(() => this.#makeDue(row));
    if (!due.ok) return due;
    const next = row.state === 'parked' ? this.#happen(row, 'retry') : row;
    this.wake();
    return next ? succeed(next) : fail(failureOf('DiskFailed'));
  }

  /** Breaks off what is on its way and waits until that is written down. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancelTimer?.();
    await Promise.allSettled(this.#underWay.values());
  }

  /** What is marked as being sent, and is not: left by an earlier run, or by a disk that took no write at the end. */
  #takeUp(row: DeliveryRow): DeliveryRow {
    if (row.state !== 'sending' || this.#underWay.has(row.archiveId)) return row;
    return this.#happen(row, 'foundAtStart', row.failure) ?? row;
  }

  async #work(archiveId: ArchiveId): Promise<void> {
    for (;;) {
      const row = this.#stopping.signal.aborted ? undefined : this.#findDue(this.#table.undelivered(), archiveId);
      if (!row) return;
      await this.#send(row);
    }
  }

  async #send(queued: DeliveryRow): Promise<void> {
    const row = this.#happen(queued, 'send');
    if (!row) {
      // The disk does not take a write: what cannot be written down would be sent for ever. Later, then.
      this.#rest(queued.archiveId, this.#context.world.clock.now());
      return;
    }
    const archive = this.#context.findArchive(row.archiveId);
    const parcel = this.#parcelOf(row);
    const result =
      archive && parcel
        ? await deliver(archive, parcel, this.#stopping.signal)
        : fail(failureOf(archive ? 'Unexpected' : 'ArchiveNotConfigured'));
    if (result.ok) this.#happen(row, 'confirmed');
    // Broken off by us: that says nothing about the archive, so the reason before stays to be read.
    else if (result.failure.code === 'Cancelled') this.#happen(row, 'failedForNow', row.failure);
    else this.#happen(row, judgeFailure(result.failure.code), result.failure);
  }

  #parcelOf(row: DeliveryRow): Parcel | undefined {
    const report = this.#tables.find(row.reportId);
    const version = this.#tables.versionsOf(row.reportId).find((candidate) => candidate.version === row.version);
    if (!report || !version) return undefined;
    return {
      studyInstanceUID: report.study.studyInstanceUID,
      sopInstanceUID: version.sopInstanceUID as SOPInstanceUID,
      identity: version.identity,
      part10: this.#tables.readPart10(row.reportId, row.version),
      sentBefore: row.attempts > 1,
    };
  }

  /** Writes what happened to a delivery and says so; undefined when it could not happen, or not be written. */
  #happen(row: DeliveryRow, event: DeliveryEvent, failure?: Failure): DeliveryRow | undefined {
    const state = nextDelivery(row.state, event);
    if (!state) return undefined;
    const now = this.#context.world.clock.now();
    if (event === 'confirmed') this.#resting.delete(row.archiveId);
    const next: DeliveryRow = {
      ...row,
      state,
      attempts: event === 'send' ? row.attempts + 1 : row.attempts,
      nextAttemptAt: event === 'failedForNow' ? this.#rest(row.archiveId, now) : now,
      deliveredAt: state === 'delivered' ? now : undefined,
      // While it is sent again the reason of the last failure stays to be read; a person's retry wipes it.
      failure: event === 'send' ? row.failure : failure,
    };
    const written = transact(this.#context.database, () => {
      this.#table.update(next);
      return this.#audit(next);
    });
    if (!written.ok) return undefined;
    this.#announce(next);
    return next;
  }

  #audit({ state, reportId, version, attempts, failure }: DeliveryRow): Result<unknown, Failure> {
    if (state !== 'delivered' && state !== 'parked') return succeed(undefined);
    const reason = failure && { reason: failure.code };
    return this.#context.audit.append(`report.${state}`, { reportId, version, attempts, ...reason });
  }

  #announce(row: DeliveryRow): void {
    const report = attempt(() => this.#tables.find(row.reportId));
    if (!report.ok || !report.value) return;
    const { study, reportId, revision } = report.value;
    this.#context.emit({ event: 'reports.changed', study, reportId, revision });
  }

  #makeDue(row: DeliveryRow): void {
    if (row.state !== 'queued') return;
    this.#table.update({ ...row, nextAttemptAt: this.#context.world.clock.now() });
  }

  /** Until when the archive is left alone after one more failure in a row. */
  #rest(archiveId: ArchiveId, now: number): number {
    const failures = (this.#resting.get(archiveId)?.failures ?? 0) + 1;
    const until = now + retryDelayMs(failures, this.#context.world.random.fraction());
    this.#resting.set(archiveId, { failures, until });
    return until;
  }

  #findDue(rows: readonly DeliveryRow[], archiveId: ArchiveId): DeliveryRow | undefined {
    const now = this.#context.world.clock.now();
    return isDue(this.#resting.get(archiveId)?.until ?? 0, now) ? nextDue(rows, archiveId, now) : undefined;
  }

  #sleep(rows: readonly DeliveryRow[]): void {
    const { clock } = this.#context.world;
    const waits = rows
      .filter((row) => row.state !== 'parked' && !this.#underWay.has(row.archiveId))
      .map((row) => Math.max(row.nextAttemptAt, this.#resting.get(row.archiveId)?.until ?? 0) - clock.now());
    // After a failing disk the rows may still be due: a second's pause, never a tight loop.
    if (waits.length > 0) this.#cancelTimer = clock.after(Math.max(1_000, Math.min(...waits)), this.wake);
  }
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
