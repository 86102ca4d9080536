import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { keyFields, keyOfRow, placeFields, placeOfRow } from './frameColumns.ts';
import type { RecordPlace } from './packWriter.ts';

export interface PlacedFrame {
  readonly key: FrameKey;
  readonly place: RecordPlace;
}

/** Which packs have been read through and proven, and when. Every call may throw a driver's error. */
export interface ScrubIndex {
  /**
   * The pack whose turn it is: one that was broken off, else one never read, else the one read longest ago. Undefined
   * while all have been read since `before`, epoch ms. What a clock that was wrong dated after `now` counts as longest
   * ago.
   */
  next(before: number, now: number): { readonly packId: string; readonly fromOffset: number } | undefined;
  /** Some frames of a pack that count as here, in the order in which they lie. */
  framesFrom(packId: string, offset: number, limit: number): readonly PlacedFrame[];
  noteProgress(packId: string, nextOffset: number): void;
  noteProven(packId: string, at: number): void;
  /** Of all packs with frames: those proven since, and all. */
  count(since: number): { readonly proven: number; readonly packs: number };
}

const nextRow = z.object({ pack_id: z.string(), next_offset: z.number().nullable() }).optional();
const countRow = z.object({ proven: z.number().nullable(), packs: z.number() });
const placedRow = keyFields
  .extend(placeFields.shape)
  .transform((row): PlacedFrame => ({ key: keyOfRow(row), place: placeOfRow(row) }));

const packs = `(SELECT DISTINCT pack_id FROM frame WHERE state = 'here')`;

export function createScrubIndex(database: Database): ScrubIndex {
  // A pack that was broken off has an offset; one that was never read has no row.
  const selectNext = database.prepare(`
    SELECT pack_id, next_offset FROM ${packs} LEFT JOIN scrubbed USING (pack_id)
    WHERE proven_at IS NULL OR proven_at < @before OR proven_at > @now OR next_offset > 0
    ORDER BY coalesce(next_offset, 0) = 0, iif(proven_at > @now, 0, coalesce(proven_at, 0)), pack_id LIMIT 1`);
  const selectFrames = database.prepare(`
    SELECT * FROM frame WHERE pack_id = ? AND pack_offset >= ? AND state = 'here' ORDER BY pack_offset LIMIT ?`);
  const note = database.prepare(`
    INSERT INTO scrubbed (pack_id, proven_at, next_offset) VALUES (@packId, 0, @nextOffset)
    ON CONFLICT DO UPDATE SET next_offset = excluded.next_offset`);
  const noteProven = database.prepare(`
    INSERT INTO scrubbed (pack_id, proven_at, next_offset) VALUES (@packId, @at, 0)
    ON CONFLICT DO UPDATE SET proven_at = excluded.proven_at, next_offset = 0`);
  const forgetGone = database.prepare(`DELETE FROM scrubbed WHERE pack_id NOT IN ${packs}`);
  const count = database.prepare(`
    SELECT sum(proven_at >= ? AND next_offset = 0) AS proven, count(*) AS packs
    FROM ${packs} LEFT JOIN scrubbed USING (pack_id)`);
  return {
    next(before, now) {
      const row = nextRow.parse(selectNext.get({ before, now }));
      return row && { packId: row.pack_id, fromOffset: row.next_offset ?? 0 };
    },
    framesFrom: (packId, offset, limit) =>
      selectFrames.all(packId, offset, limit).map((value) => placedRow.parse(value)),
    noteProgress(packId, nextOffset) {
      note.run({ packId, nextOffset });
    },
    noteProven(packId, at) {
      noteProven.run({ packId, at });
      forgetGone.run();
    },
    count(since) {
      const row = countRow.parse(count.get(since));
      return { proven: row.proven ?? 0, packs: row.packs };
    },
  };
}
