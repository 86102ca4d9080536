import { z } from 'zod';
import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { seal, unseal } from '#electron/base/crypto/seal.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';

export interface SeriesKey {
  readonly keyId: string;
  /** 32 bytes; the root of the series' packs. */
  readonly key: Uint8Array;
}

export interface PackRow {
  readonly packId: string;
  readonly keyId: string;
  readonly closed: boolean;
}

/** The keys of series, wrapped, in `records.db` and nowhere else, and which pack belongs to which. */
export interface SeriesKeys {
  /** The key of a series, made and on the disk when it is new. */
  keyFor(study: StudyRef, series: SeriesInstanceUID): Result<SeriesKey, Failure>;
  /** Undefined when it was erased or is of an epoch that is gone. */
  keyOfPack(packId: string): SeriesKey | undefined;
  /** Committed before the pack's first chunk is written. */
  addPack(packId: string, keyId: string): Result<void, Failure>;
  /** Every record of these packs is indexed and nothing more will be appended. */
  closePacks(packIds: readonly string[]): Result<void, Failure>;
  dropPacks(packIds: readonly string[]): Result<void, Failure>;
  /** Oldest first. */
  listPacks(): readonly PackRow[];
  /** Every pack, and whose it is; nothing when the disk does not say. */
  listStudies(): readonly { readonly packId: string; readonly study: StudyRef }[];
  /** Destroys a study's keys beyond recovery from this database; answers its packs, which are noise from then on. */
  eraseStudy(study: StudyRef): Result<readonly string[], Failure>;
  /** Overwrites what is held in memory. */
  wipe(): void;
}

const keyRow = z
  .object({
    key_id: z.string(),
    archive_id: z.string(),
    study_instance_uid: z.string(),
    series_instance_uid: z.string(),
    wrapped_key: z.instanceof(Uint8Array),
    epoch: z.number(),
  })
  .optional();
type KeyRow = NonNullable<z.infer<typeof keyRow>>;
const packRow = z.object({ pack_id: z.string(), key_id: z.string(), closed: z.number() });
const ownerRow = z
  .object({ pack_id: z.string(), archive_id: z.string(), study_instance_uid: z.string() })
  .transform((row) => ({
    packId: row.pack_id,
    study: { archiveId: row.archive_id as ArchiveId, studyInstanceUID: row.study_instance_uid as StudyInstanceUID },
  }));
const packIdRow = z.object({ pack_id: z.string() });

const ownerOf = (row: Omit<KeyRow, 'wrapped_key' | 'epoch'>): string =>
  `durbeen series key ${row.key_id} ${row.archive_id} ${row.study_instance_uid} ${row.series_instance_uid}`;

export function createSeriesKeys(
  world: World,
  records: Pick<Records, 'database'>,
  keys: Pick<DataKeys, 'epochKey' | 'epoch'>,
): SeriesKeys {
  const { database } = records;
  const held = new Map<string, SeriesKey>();
  const selectBySeries = database.prepare(
    'SELECT * FROM series_key WHERE archive_id = ? AND study_instance_uid = ? AND series_instance_uid = ?',
  );
  const selectByPack = database.prepare(
    'SELECT series_key.* FROM series_key JOIN series_pack USING (key_id) WHERE pack_id = ?',
  );
  const insertKey = database.prepare('INSERT INTO series_key VALUES (?, ?, ?, ?, ?, ?)');
  const eraseKey = database.prepare('DELETE FROM series_key WHERE key_id = ?');
  const insertPack = database.prepare('INSERT INTO series_pack (pack_id, key_id) VALUES (?, ?)');
  const closePack = database.prepare('UPDATE series_pack SET closed = 1 WHERE pack_id = ?');
  const dropPack = database.prepare('DELETE FROM series_pack WHERE pack_id = ?');
  const selectPacks = database.prepare('SELECT pack_id, key_id, closed FROM series_pack ORDER BY pack_order');
  const selectStudyKeys = database.prepare('SELECT * FROM series_key WHERE archive_id = ? AND study_instance_uid = ?');
  const selectOwners = database.prepare(
    'SELECT pack_id, archive_id, study_instance_uid FROM series_pack JOIN series_key USING (key_id)',
  );
  const selectPacksOfKey = database.prepare('SELECT pack_id FROM series_pack WHERE key_id = ?');

  const unwrap = (row: KeyRow): SeriesKey | undefined => {
    const known = held.get(row.key_id);
    if (known) return known;
    const key = row.epoch === keys.epoch ? unseal(keys.epochKey, row.wrapped_key, ownerOf(row)) : undefined;
    if (!key) return undefined;
    const opened = { keyId: row.key_id, key };
    held.set(row.key_id, opened);
    return opened;
  };
  const forEachPack = (packIds: readonly string[], act: (packId: string) => unknown): Result<void, Failure> =>
    packIds.length === 0
      ? succeed(undefined)
      : transact(database, () => {
          for (const packId of packIds) act(packId);
          return succeed(undefined);
        });

  const makeKey = (study: StudyRef, series: SeriesInstanceUID): SeriesKey => {
    const row = {
      key_id: Buffer.from(world.random.bytes(16)).toString('hex'),
      archive_id: study.archiveId,
      study_instance_uid: study.studyInstanceUID,
      series_instance_uid: series,
    };
    const key = world.random.bytes(32);
    const wrapped = seal(keys.epochKey, key, ownerOf(row), world.random.bytes(12));
    insertKey.run(row.key_id, row.archive_id, row.study_instance_uid, row.series_instance_uid, wrapped, keys.epoch);
    const made = { keyId: row.key_id, key };
    held.set(row.key_id, made);
    return made;
  };

  return {
    keyFor: (study, series) =>
      transact(database, () => {
        const row = keyRow.parse(selectBySeries.get(study.archiveId, study.studyInstanceUID, series));
        const known = row && unwrap(row);
        if (known) return succeed(known);
        // A key that no longer opens makes its packs noise; they go with its row.
        if (row) eraseKey.run(row.key_id);
        return succeed(makeKey(study, series));
      }),
    keyOfPack(packId) {
      const row = keyRow.parse(selectByPack.get(packId));
      return row && unwrap(row);
    },
    addPack(packId, keyId) {
      const added = attempt(() => insertPack.run(packId, keyId));
      return added.ok ? succeed(undefined) : added;
    },
    closePacks: (packIds) => forEachPack(packIds, (packId) => closePack.run(packId)),
    dropPacks: (packIds) => forEachPack(packIds, (packId) => dropPack.run(packId)),
    listPacks: () =>
      selectPacks.all().map((value) => {
        const row = packRow.parse(value);
        return { packId: row.pack_id, keyId: row.key_id, closed: row.closed === 1 };
      }),
    listStudies() {
      const listed = attempt(() => selectOwners.all().map((value) => ownerRow.parse(value)));
      return listed.ok ? listed.value : [];
    },
    eraseStudy(study) {
      const erased = transact<readonly string[], Failure>(database, () => {
        const packs: string[] = [];
        for (const value of selectStudyKeys.all(study.archiveId, study.studyInstanceUID)) {
          const row = keyRow.parse(value);
          if (!row) continue;
          packs.push(...selectPacksOfKey.all(row.key_id).map((pack) => packIdRow.parse(pack).pack_id));
          eraseKey.run(row.key_id);
          held.get(row.key_id)?.key.fill(0);
          held.delete(row.key_id);
        }
        return succeed(packs);
      });
      // The write-ahead log still holds pages with the wrapped keys until it is emptied.
      if (erased.ok) attempt(() => database.pragma('wal_checkpoint(TRUNCATE)'));
      return erased;
    },
    wipe() {
      for (const { key } of held.values()) key.fill(0);
      held.clear();
    },
  };
}
