import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { studyRef } from '#shared/contract/identifiers.ts';
import { type DicomDataset, readDicomJson } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import type { CachedSeries } from './index.ts';
import { parseJson } from './packRecord.ts';

/** The attributes of studies and series in `cache.db`. Every call may throw a driver's error, as in `cacheIndex`. */
export interface AttributeIndex {
  saveStudy(study: StudyRef, attributes: string): void;
  /** JSON text, as saved. */
  findStudy(study: StudyRef): string | undefined;
  listStudies(): { readonly study: StudyRef; readonly attributes: DicomDataset }[];
  /** JSON text of the instances, as saved. */
  findInstances(study: StudyRef, series: SeriesInstanceUID): string | undefined;
  /** When the series was last saved, epoch ms. */
  savedAt(study: StudyRef, series: SeriesInstanceUID): number | undefined;
  /** False when a newer one is already there. */
  saveSeries(study: StudyRef, series: SavedSeries): boolean;
  readSeries(study: StudyRef): CachedSeries[];
  promised(study: StudyRef): Map<SeriesInstanceUID, SeriesPromise>;
  removeStudy(study: StudyRef): void;
}

/** What a series' attributes promise. `instances` counts those that are no images too. */
export interface SeriesPromise {
  readonly frames: number;
  readonly instances: number;
}

export interface SavedSeries {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly expectedFrames: number;
  /** JSON text. */
  readonly instances: string;
  readonly instanceCount: number;
  readonly savedAt: number;
}

const studyRow = z.object({ archive_id: z.string(), study_instance_uid: z.string(), attributes: z.string() });
const attributesRow = z.object({ attributes: z.string() }).optional();
const instancesRow = z.object({ instances: z.string() }).optional();
const savedRow = z.object({ saved_at: z.number() }).optional();
const seriesRow = z.object({ series_instance_uid: z.string(), expected_frames: z.number(), instances: z.string() });
const promiseRow = z.object({
  series_instance_uid: z.string(),
  expected_frames: z.number(),
  instance_count: z.number().nullable(),
});

const byStudy = 'archive_id = ? AND study_instance_uid = ?';

export function createAttributeIndex(database: Database): AttributeIndex {
  const saveStudy = database.prepare('INSERT OR REPLACE INTO study VALUES (?, ?, ?)');
  const selectStudies = database.prepare('SELECT * FROM study');
  const selectStudy = database.prepare(`SELECT attributes FROM study WHERE ${byStudy}`);
  const saveSeries = database.prepare(`
    INSERT INTO series (archive_id, study_instance_uid, series_instance_uid, expected_frames, instances, instance_count,
      saved_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET expected_frames = excluded.expected_frames, instances = excluded.instances,
      instance_count = excluded.instance_count, saved_at = excluded.saved_at WHERE excluded.saved_at >= series.saved_at`);
  const selectInstances = database.prepare(`SELECT instances FROM series WHERE ${byStudy} AND series_instance_uid = ?`);
  const selectSaved = database.prepare(`SELECT saved_at FROM series WHERE ${byStudy} AND series_instance_uid = ?`);
  const selectSeries = database.prepare(
    `SELECT series_instance_uid, expected_frames, instances FROM series WHERE ${byStudy} ORDER BY rowid`,
  );
  const selectPromised = database.prepare(
    `SELECT series_instance_uid, expected_frames, instance_count FROM series WHERE ${byStudy} ORDER BY rowid`,
  );
  const eraseStudy = database.prepare(`DELETE FROM study WHERE ${byStudy}`);
  const eraseSeries = database.prepare(`DELETE FROM series WHERE ${byStudy}`);

  return {
    saveStudy(study, attributes) {
      saveStudy.run(study.archiveId, study.studyInstanceUID, attributes);
    },
    findStudy: (study) => attributesRow.parse(selectStudy.get(study.archiveId, study.studyInstanceUID))?.attributes,
    listStudies: () =>
      selectStudies.all().flatMap((value) => {
        const row = studyRow.parse(value);
        const study = studyRef.parse({ archiveId: row.archive_id, studyInstanceUID: row.study_instance_uid });
        const attributes = readDicomJson(parseJson(row.attributes));
        return attributes.ok ? [{ study, attributes: attributes.value }] : [];
      }),
    findInstances: (study, series) =>
      instancesRow.parse(selectInstances.get(study.archiveId, study.studyInstanceUID, series))?.instances,
    savedAt: (study, series) =>
      savedRow.parse(selectSaved.get(study.archiveId, study.studyInstanceUID, series))?.saved_at,
    saveSeries(study, series) {
      const { seriesInstanceUID, expectedFrames, instances, instanceCount, savedAt } = series;
      const owner = [study.archiveId, study.studyInstanceUID, seriesInstanceUID];
      return saveSeries.run(...owner, expectedFrames, instances, instanceCount, savedAt).changes > 0;
    },
    readSeries: (study) =>
      selectSeries.all(study.archiveId, study.studyInstanceUID).map((value) => {
        const row = seriesRow.parse(value);
        return {
          seriesInstanceUID: row.series_instance_uid as SeriesInstanceUID,
          expectedFrames: row.expected_frames,
          instances: readDatasets(row.instances),
        };
      }),
    promised(study) {
      const rows = selectPromised.all(study.archiveId, study.studyInstanceUID).map((value) => promiseRow.parse(value));
      return new Map(
        rows.map((row) => [
          row.series_instance_uid as SeriesInstanceUID,
          { frames: row.expected_frames, instances: row.instance_count ?? 0 },
        ]),
      );
    },
    removeStudy(study) {
      eraseStudy.run(study.archiveId, study.studyInstanceUID);
      eraseSeries.run(study.archiveId, study.studyInstanceUID);
    },
  };
}

/** The instances of a series from the text that is kept of them. */
export function readDatasets(text: string): DicomDataset[] {
  const list = parseJson(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const dataset = readDicomJson(item);
    return dataset.ok ? [dataset.value] : [];
  });
}
