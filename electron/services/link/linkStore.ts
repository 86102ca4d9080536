import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { archiveId } from '#shared/contract/identifiers.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { DayUsage } from './usageLedger.ts';

/** What a line was like when it was last measured: a new start need not learn it again. */
export interface LineTrace {
  readonly goodputs: readonly number[];
  /** When the last of them was measured, epoch ms; without it as lately as anything. */
  readonly goodputsAt?: number | undefined;
  readonly leastRoundTripMs?: number | undefined;
}

export interface LinkStore {
  days(): readonly DayUsage[];
  /** Removes days; what cannot be removed is removed another time. */
  forget(days: readonly DayUsage[]): void;
  /** Of lines measured after an instant, epoch ms, what was measured after it. */
  traces(measuredAfter: number): ReadonlyMap<ArchiveId, LineTrace>;
  /** Traces of what was measured since they were last saved: `at` says how old they are. */
  save(days: readonly DayUsage[], traces: ReadonlyMap<ArchiveId, LineTrace>, at: number): Result<void, Failure>;
}

const dayRow = z.object({
  archive_id: archiveId,
  day: z.string(),
  bytes: z.number(),
  outages: z.number(),
  away_ms: z.number(),
});
const lineRow = z.object({ archive_id: archiveId, trace: z.string() });
const traceSchema = z.object({
  goodputs: z.array(z.number().min(0)).max(1000),
  goodputsAt: z.number().optional(),
  leastRoundTripMs: z.number().optional(),
});

export function createLinkStore(database: Database): LinkStore {
  const selectDays = database.prepare('SELECT archive_id, day, bytes, outages, away_ms FROM link_day');
  const forgetDay = database.prepare('DELETE FROM link_day WHERE archive_id = ? AND day = ?');
  const selectLines = database.prepare('SELECT archive_id, trace FROM link_line WHERE measured_at > ?');
  const saveDay = database.prepare(`
    INSERT INTO link_day (archive_id, day, bytes, outages, away_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (archive_id, day)
    DO UPDATE SET bytes = excluded.bytes, outages = excluded.outages, away_ms = excluded.away_ms`);
  const saveLine = database.prepare(`
    INSERT INTO link_line (archive_id, measured_at, trace) VALUES (?, ?, ?)
    ON CONFLICT (archive_id) DO UPDATE SET measured_at = excluded.measured_at, trace = excluded.trace`);
  return {
    // Measurements are no records: what cannot be read of them is as if never measured.
    days() {
      const rows = attempt(() => selectDays.all());
      return rows.ok ? rows.value.flatMap(readDay) : [];
    },
    forget(days) {
      transact(database, () => {
        for (const { archiveId: id, day } of days) forgetDay.run(id, day);
        return succeed(undefined);
      });
    },
    traces(measuredAfter) {
      const rows = attempt(() => selectLines.all(measuredAfter));
      const traces = rows.ok ? rows.value.flatMap(readTrace) : [];
      return new Map(traces.map(([id, trace]) => [id, since(trace, measuredAfter)]));
    },
    save: (days, traces, at) =>
      transact(database, () => {
        for (const { archiveId: id, day, bytes, outages, awayMs } of days)
          saveDay.run(id, day, bytes, outages, Math.round(awayMs));
        for (const [id, trace] of traces) saveLine.run(id, Math.round(at), JSON.stringify(trace));
        return succeed(undefined);
      }),
  };
}

function readDay(value: unknown): DayUsage[] {
  const found = dayRow.safeParse(value);
  if (!found.success) return [];
  const { archive_id, away_ms, ...rest } = found.data;
  return [{ ...rest, archiveId: archive_id, awayMs: away_ms }];
}

function since(trace: LineTrace, measuredAfter: number): LineTrace {
  return (trace.goodputsAt ?? Number.POSITIVE_INFINITY) > measuredAfter ? trace : { ...trace, goodputs: [] };
}

function readTrace(value: unknown): [ArchiveId, LineTrace][] {
  const found = lineRow.parse(value);
  const trace = traceSchema.safeParse(JSON.parse(found.trace));
  return trace.success ? [[found.archive_id, trace.data]] : [];
}
