import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type FacetCorrection, facetCorrection, saidValues } from '#shared/contract/hanging.ts';
import { problemOfSaid } from '#shared/hanging/corrections.ts';
import type { AuditTrail } from '../audit/index.ts';

export type NewCorrection = Omit<FacetCorrection, 'id' | 'saidBy' | 'saidAt'>;

export interface CorrectionStore {
  /** What holds now, in the order in which it was said. */
  read(): Result<{ readonly corrections: readonly FacetCorrection[]; readonly unreadable: readonly string[] }, Failure>;
  /** On the disk and in the audit trail when it answers. See `hanging.correct`. */
  correct(correction: NewCorrection, saidBy: string): Result<FacetCorrection, Failure>;
  /** `NotFound` where it does not hold. */
  revoke(id: string): Result<void, Failure>;
}

const row = z.object({
  correction_id: z.string(),
  archive_id: z.string(),
  of_series: z.string(),
  said: z.string(),
  said_by: z.string(),
  said_at: z.number(),
});
type Row = z.infer<typeof row>;

/** What readers said of series. A row stays; what is taken back or said anew is marked as revoked. */
export function createCorrectionStore(
  { clock, random }: Pick<World, 'clock' | 'random'>,
  database: Database,
  audit: Pick<AuditTrail, 'record'>,
): CorrectionStore {
  const selectAll = database.prepare('SELECT * FROM series_correction WHERE revoked_at IS NULL ORDER BY sequence');
  const selectOwn = database.prepare(
    'SELECT * FROM series_correction WHERE archive_id = ? AND of_series = ? AND revoked_at IS NULL',
  );
  const insert = database.prepare(
    `INSERT INTO series_correction (correction_id, archive_id, of_series, said, said_by, said_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const markRevoked = database.prepare(
    'UPDATE series_correction SET revoked_at = ? WHERE correction_id = ? AND revoked_at IS NULL',
  );
  const now = () => Math.trunc(clock.now());

  return {
    read: () =>
      attempt(() => {
        const rows = selectAll.all().map((value) => row.parse(value));
        const read = rows.map(correctionIn);
        return {
          corrections: read.flatMap((correction) => correction ?? []),
          unreadable: rows.flatMap((each, index) => (read[index] ? [] : [each.correction_id])),
        };
      }),
    correct({ archiveId, of, values }, saidBy) {
      const problem = problemOfSaid({ archiveId, of, values });
      if (problem) return fail(failureOf('InvalidInput', { reason: problem }));
      return transact(database, (): Result<FacetCorrection, Failure> => {
        const own = selectOwn.get(archiveId, textOf(of));
        const before = own === undefined ? undefined : row.parse(own);
        if (before) markRevoked.run(now(), before.correction_id);
        const all = { ...(before && correctionIn(before)?.values), ...values };
        const correction = { id: random.uuid(), archiveId, of, values: all, saidBy, saidAt: now() };
        insert.run(correction.id, archiveId, textOf(of), JSON.stringify(all), saidBy, correction.saidAt);
        const recorded = audit.record('series.corrected', {
          correctionId: correction.id,
          archiveId,
          ...(of.kind === 'series' ? { seriesInstanceUID: of.seriesInstanceUID } : {}),
          of: of.kind,
          // Which values stands in the row that the id names.
          facets: Object.keys(values).sort().join(' '),
          ...(before && { inPlaceOf: before.correction_id }),
        });
        return recorded.ok ? succeed(correction) : recorded;
      });
    },
    revoke: (id) =>
      transact(database, (): Result<void, Failure> => {
        if (markRevoked.run(now(), id).changes === 0) return fail(failureOf('NotFound'));
        const recorded = audit.record('series.correctionRevoked', { correctionId: id });
        return recorded.ok ? succeed(undefined) : recorded;
      }),
  };
}

/** The same text for the same series, whatever the order of its parts was. */
function textOf(of: FacetCorrection['of']): string {
  return of.kind === 'series'
    ? JSON.stringify({ kind: of.kind, seriesInstanceUID: of.seriesInstanceUID })
    : JSON.stringify({
        kind: of.kind,
        station: of.station,
        protocol: of.protocol,
        description: of.description,
      });
}

/** A row that this version cannot read, or that says what may not be said, is left where it is and not used. */
function correctionIn(kept: Row): FacetCorrection | undefined {
  try {
    const { data } = facetCorrection.safeParse({
      id: kept.correction_id,
      archiveId: kept.archive_id,
      of: JSON.parse(kept.of_series) as unknown,
      values: saidValues.parse(JSON.parse(kept.said)),
      saidBy: kept.said_by,
      saidAt: kept.said_at,
    });
    return data && problemOfSaid(data) === undefined ? data : undefined;
  } catch {
    return undefined;
  }
}
