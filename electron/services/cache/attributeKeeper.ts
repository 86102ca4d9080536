import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { readDatasets, type SeriesPromise } from './attributeIndex.ts';
import type { CachedSeries, ReplacedSeries, StudyCache } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { PackAppender } from './packAppender.ts';
import { parseJson } from './packRecord.ts';
import { namedInstances, type SeriesRecordBody } from './recoverPacks.ts';
import type { ReplacedInstances } from './replacedInstances.ts';

export type AttributeKeeper = Pick<
  StudyCache,
  'saveStudy' | 'listStudies' | 'saveSeries' | 'readSeries' | 'readOneSeries' | 'saveLook' | 'readLook'
> & {
  promised(study: StudyRef): ReadonlyMap<SeriesInstanceUID, SeriesPromise>;
};

interface Saved {
  readonly changed: boolean;
  readonly savedAt: number;
  readonly study: string | undefined;
  readonly replaced: ReplacedSeries | undefined;
}

/** Keeps attributes in the index, and a sealed copy of each series' in its pack, from which the index can be rebuilt. */
export function createAttributeKeeper(
  world: World,
  index: IndexKeeper,
  appender: PackAppender,
  log: Log,
  replaced: ReplacedInstances,
  tellReplaced: (replaced: ReplacedSeries) => void,
): AttributeKeeper {
  const keepInPack = (study: StudyRef, series: SeriesInstanceUID, savedAt: number, body: string): void => {
    const header = { kind: 'series' as const, study: refOf(study), seriesInstanceUID: series, savedAt };
    const bytes = Buffer.from(body, 'utf8');
    void appender.append(study, series, { header, bytes }).then((kept) => {
      if (!kept.ok) log.warn('cache.attributesNotPacked', { code: kept.failure.code });
    });
  };

  const saveSeries = (study: StudyRef, series: CachedSeries): Result<void, Failure> => {
    const instances = JSON.stringify(series.instances);
    const { seriesInstanceUID, expectedFrames } = series;
    const saved = index.tell((current): Result<Saved, Failure> => {
      const dropped = replaced.dropChanged(current, study, seriesInstanceUID, series.instances);
      if (!dropped.ok) return dropped;
      return transact(current.database, () => {
        // What is read now is newer than what was kept, whatever a clock that was set back says.
        const last = current.attributes.savedAt(study, seriesInstanceUID) ?? Number.NEGATIVE_INFINITY;
        const savedAt = Math.max(world.clock.now(), last + 1);
        const unchanged = current.attributes.findInstances(study, seriesInstanceUID) === instances;
        const instanceCount = series.instances.length;
        current.attributes.saveSeries(study, {
          seriesInstanceUID,
          expectedFrames,
          instances,
          instanceCount,
          savedAt,
        });
        current.frames.keepOnly(study, seriesInstanceUID, namedInstances(series.instances));
        const studyText = current.attributes.findStudy(study);
        return succeed({ changed: !unchanged, savedAt, study: studyText, replaced: dropped.value });
      });
    });
    if (!saved.ok) return saved;
    if (saved.value.replaced) tellReplaced(saved.value.replaced);
    if (saved.value.changed) {
      const body = recordBody(saved.value.study, expectedFrames, instances);
      keepInPack(study, seriesInstanceUID, saved.value.savedAt, body);
    }
    return succeed(undefined);
  };

  return {
    saveStudy: (study, attributes) =>
      index.tell((current) => attempt(() => current.attributes.saveStudy(study, JSON.stringify(attributes)))),
    listStudies: () => index.ask((current) => current.attributes.listStudies(), []),
    saveLook(study, look) {
      index.ask(({ looks }) => looks.save(study, look), undefined);
    },
    readLook: (study) => index.ask(({ looks }) => looks.find(study), undefined),
    saveSeries,
    readSeries: (study) => index.ask((current) => current.attributes.readSeries(study), []),
    readOneSeries: (study, series) =>
      index.ask(({ attributes }) => readDatasets(attributes.findInstances(study, series) ?? '[]'), []),
    promised: (study) => index.ask((current) => current.attributes.promised(study), new Map()),
  };
}

/** A `SeriesRecordBody` as JSON: what is JSON already is not made so again, for a series may be 60 MB of it. */
function recordBody(study: string | undefined, expectedFrames: number, instances: string): string {
  const body: Omit<SeriesRecordBody, 'instances'> = {
    study: study === undefined ? undefined : parseJson(study),
    expectedFrames,
  };
  return `${JSON.stringify(body).slice(0, -1)},"instances":${instances}}`;
}

const refOf = ({ archiveId, studyInstanceUID }: StudyRef): StudyRef => ({ archiveId, studyInstanceUID });
