import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { transact } from '#electron/base/database/transaction.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type FrameKey, type StudyRef, wholeObjectNumber } from '#shared/dicom/frameKey.ts';
import { keyColumns, keyValues, placeFields, placeOfRow } from './frameColumns.ts';
import type { RecordPlace } from './packWriter.ts';

export interface FrameRow {
  readonly key: FrameKey;
  readonly place: RecordPlace;
  readonly receipt: FrameReceipt;
}

/** What first arrived under a frame's name. */
export interface FrameReceipt {
  readonly digest: string;
  readonly transferSyntaxUID: string;
}

/** What is known of a frame that is here, or was. */
export interface FrameHistory {
  readonly state: 'here' | 'lost' | 'bad';
  /** Undefined in rows of an older version. */
  readonly receipt: FrameReceipt | undefined;
  /** How often bytes of it turned out to be no image. */
  readonly strikes: number;
}

const historyRow = z
  .object({
    state: z.enum(['here', 'lost', 'bad']),
    digest: z.string().nullable(),
    transfer_syntax: z.string().nullable(),
    strikes: z.number(),
  })
  .transform(({ state, digest, transfer_syntax: syntax, strikes }): FrameHistory => {
    const receipt = digest === null || syntax === null ? undefined : { digest, transferSyntaxUID: syntax };
    return { state, receipt, strikes };
  });
const presentRow = z.object({ sop_instance_uid: z.string(), frame_number: z.number() });
const countRow = z.object({ series_instance_uid: z.string(), present: z.number() });
const startRow = z.object({ pack_offset: z.number(), first_chunk: z.number() }).optional();

/** The frames in `cache.db`. Every call may throw a driver's error; `studyCache` decides what that means. */
export interface FrameIndex {
  find(key: FrameKey): RecordPlace | undefined;
  /** Newer places replace older ones, unless `onlyMissing`. */
  put(rows: readonly FrameRow[], onlyMissing?: boolean): Result<void, Failure>;
  historyOf(key: FrameKey): FrameHistory | undefined;
  /** The copy at this place counts as missing from now on; what it was stays known. */
  forget(key: FrameKey, place: RecordPlace): void;
  /** These bytes are no image: the copy counts as missing, and they are not taken again. False when others are here. */
  condemn(key: FrameKey, digest: string): boolean;
  /** Frame numbers by SOP Instance UID. */
  present(study: StudyRef, series: string): Map<string, Set<number>>;
  countBySeries(study: StudyRef): Map<string, number>;
  /** Where the last indexed record of a pack begins, and which chunk that is. */
  lastStart(packId: string): { readonly offset: number; readonly chunk: number } | undefined;
  /** Drops frames whose instance the series no longer names. */
  keepOnly(study: StudyRef, series: string, sopInstanceUIDs: readonly string[]): void;
  /** These instances are others by now: their frames count as missing, and other bytes of them are no incident. */
  replace(study: StudyRef, series: string, sopInstanceUIDs: readonly string[]): void;
  /** Frames of packs that are not `there` count as missing; those of packs that are not `known` are forgotten. */
  keepOnlyPacks(there: readonly string[], known: readonly string[]): void;
  removeStudy(study: StudyRef): void;
}

const byKey =
  'archive_id = ? AND study_instance_uid = ? AND series_instance_uid = ? AND sop_instance_uid = ? AND frame_number = ?';
const bySeries = 'archive_id = ? AND study_instance_uid = ? AND series_instance_uid = ?';
const byStudy = 'archive_id = ? AND study_instance_uid = ?';
/** Whole objects lie among the frames, and are none. */
const isFrame = `frame_number <> ${wholeObjectNumber}`;

export function createFrameIndex(database: Database): FrameIndex {
  const select = database.prepare(
    `SELECT pack_id, first_chunk, pack_offset, sealed_bytes FROM frame WHERE ${byKey} AND state = 'here'`,
  );
  const selectHistory = database.prepare(`SELECT state, digest, transfer_syntax, strikes FROM frame WHERE ${byKey}`);
  const insert = (onConflict: string) =>
    database.prepare(
      `INSERT INTO frame (${keyColumns}, pack_id, first_chunk, pack_offset, sealed_bytes, digest, transfer_syntax)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO ${onConflict}`,
    );
  const replace = insert(`UPDATE SET pack_id = excluded.pack_id, first_chunk = excluded.first_chunk,
    pack_offset = excluded.pack_offset, sealed_bytes = excluded.sealed_bytes, digest = excluded.digest,
    transfer_syntax = excluded.transfer_syntax, state = 'here',
    checked = CASE WHEN digest = excluded.digest THEN checked ELSE 0 END`);
  const insertMissing = insert('NOTHING');
  const lose = database.prepare(
    `UPDATE frame SET state = 'lost' WHERE ${byKey} AND pack_id = ? AND pack_offset = ? AND state = 'here'`,
  );
  const condemnBytes = database.prepare(
    `UPDATE frame SET state = 'bad', strikes = strikes + 1 WHERE ${byKey} AND state = 'here' AND digest = ?`,
  );
  const selectPresent = database.prepare(
    `SELECT sop_instance_uid, frame_number FROM frame WHERE ${bySeries} AND state = 'here' AND ${isFrame}`,
  );
  const count = database.prepare(
    `SELECT series_instance_uid, count(*) AS present FROM frame WHERE ${byStudy} AND state = 'here' AND ${isFrame}
     GROUP BY series_instance_uid`,
  );
  const selectLast = database.prepare(
    'SELECT pack_offset, first_chunk FROM frame WHERE pack_id = ? ORDER BY pack_offset DESC LIMIT 1',
  );
  const eraseUnnamed = database.prepare(
    `DELETE FROM frame WHERE ${bySeries} AND sop_instance_uid NOT IN (SELECT value FROM json_each(?))`,
  );
  const replaceInstances = database.prepare(
    `UPDATE frame SET state = 'lost', digest = NULL, transfer_syntax = NULL, strikes = 0, checked = 0
     WHERE ${bySeries} AND sop_instance_uid IN (SELECT value FROM json_each(?))`,
  );
  const noteLost = database.prepare(
    `UPDATE frame SET state = 'lost', pack_id = '' WHERE pack_id <> '' AND state = 'here' AND pack_id NOT IN (SELECT value FROM json_each(?))`,
  );
  const eraseUnknown = database.prepare(
    `DELETE FROM frame WHERE pack_id <> '' AND pack_id NOT IN (SELECT value FROM json_each(?))`,
  );
  const eraseStudy = database.prepare(`DELETE FROM frame WHERE ${byStudy}`);

  return {
    find(key) {
      const row = select.get(...keyValues(key));
      return row === undefined ? undefined : placeOfRow(placeFields.parse(row));
    },
    put(rows, onlyMissing = false) {
      const write = onlyMissing ? insertMissing : replace;
      return transact(database, () => {
        for (const { key, place, receipt } of rows) {
          const { packId, firstChunk, offset, sealedBytes } = place;
          const { digest, transferSyntaxUID } = receipt;
          write.run(...keyValues(key), packId, firstChunk, offset, sealedBytes, digest, transferSyntaxUID);
        }
        return succeed(undefined);
      });
    },
    historyOf(key) {
      const row = selectHistory.get(...keyValues(key));
      return row === undefined ? undefined : historyRow.parse(row);
    },
    forget(key, place) {
      lose.run(...keyValues(key), place.packId, place.offset);
    },
    condemn: (key, digest) => condemnBytes.run(...keyValues(key), digest).changes > 0,
    present(study, series) {
      const frames = new Map<string, Set<number>>();
      for (const value of selectPresent.iterate(study.archiveId, study.studyInstanceUID, series)) {
        const row = presentRow.parse(value);
        addFrame(frames, row.sop_instance_uid, row.frame_number);
      }
      return frames;
    },
    countBySeries(study) {
      const rows = count.all(study.archiveId, study.studyInstanceUID).map((value) => countRow.parse(value));
      return new Map(rows.map((row) => [row.series_instance_uid, row.present]));
    },
    lastStart(packId) {
      const row = startRow.parse(selectLast.get(packId));
      return row && { offset: row.pack_offset, chunk: row.first_chunk };
    },
    keepOnly(study, series, sopInstanceUIDs) {
      eraseUnnamed.run(study.archiveId, study.studyInstanceUID, series, JSON.stringify(sopInstanceUIDs));
    },
    replace(study, series, sopInstanceUIDs) {
      replaceInstances.run(study.archiveId, study.studyInstanceUID, series, JSON.stringify(sopInstanceUIDs));
    },
    keepOnlyPacks(there, known) {
      eraseUnknown.run(JSON.stringify(known));
      noteLost.run(JSON.stringify(there));
    },
    removeStudy(study) {
      eraseStudy.run(study.archiveId, study.studyInstanceUID);
    },
  };
}

export function addFrame(frames: Map<string, Set<number>>, sopInstanceUID: string, frameNumber: number): void {
  const numbers = frames.get(sopInstanceUID);
  if (numbers) numbers.add(frameNumber);
  else frames.set(sopInstanceUID, new Set([frameNumber]));
}
