import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { changedInstances, type InstanceChange } from '#shared/worklist/instanceChange.ts';
import { readDatasets } from './attributeIndex.ts';
import type { ReplacedSeries } from './index.ts';
import type { IndexKeeper } from './indexKeeper.ts';
import type { OpenIndex } from './openIndex.ts';
import type { PackAppender } from './packAppender.ts';

/** Frames whose instance is another by now (rules V4, T22): they are here no longer, and whoever asks is told. */
export interface ReplacedInstances {
  /** Compares what a series is about to say with what it said, and drops what no longer fits; answers what it was. */
  dropChanged(
    current: OpenIndex,
    study: StudyRef,
    series: SeriesInstanceUID,
    after: readonly DicomDataset[],
  ): Result<ReplacedSeries | undefined, Failure>;
  /** Grows when a frame's instance has become another: what was begun in an earlier era is not of this one. */
  eraOf(key: FrameKey): number;
  /** What has just come to lie in a pack is of an earlier era. */
  drop(key: FrameKey): Result<void, Failure>;
}

export function createReplacedInstances(index: IndexKeeper, appender: PackAppender): ReplacedInstances {
  const eras = new Map<string, number>();
  const nameOf = (study: StudyRef, series: string, instance: string) => `${studyKey(study)}/${series}/${instance}`;
  const dropFrom = (current: OpenIndex, study: StudyRef, series: string, instances: readonly string[]) => {
    const named = new Set(instances);
    const pending = appender
      .pendingOf(study)
      .filter(({ key }) => key.seriesInstanceUID === series && named.has(key.sopInstanceUID));
    // A row of its own says where it lies, or a start after a kill would find it in the pack and take it for present.
    const put = current.frames.put(pending);
    if (!put.ok) return put;
    current.frames.replace(study, series, instances);
    for (const { key } of pending) appender.forgetPending(key);
    return succeed(undefined);
  };
  return {
    dropChanged(current, study, series, after) {
      const text = current.attributes.findInstances(study, series);
      if (text === undefined) return succeed(undefined);
      const changed = changedInstances(readDatasets(text), after);
      if (changed.size === 0) return succeed(undefined);
      const here = current.frames.present(study, series);
      for (const { key } of appender.pendingOf(study)) {
        if (key.seriesInstanceUID === series) here.set(key.sopInstanceUID, new Set([key.frameNumber]));
      }
      const wereHere = [...changed].filter(([instance]) => here.has(instance));
      const dropped = dropFrom(current, study, series, [...changed.keys()]);
      if (!dropped.ok) return dropped;
      for (const instance of changed.keys()) {
        const name = nameOf(study, series, instance);
        eras.set(name, (eras.get(name) ?? 0) + 1);
      }
      const said = [...changed.keys()];
      return succeed({ study, seriesInstanceUID: series, sopInstanceUIDs: said, change: worstOf(wereHere) });
    },
    eraOf: (key) => eras.get(nameOf(key, key.seriesInstanceUID, key.sopInstanceUID)) ?? 0,
    drop: (key) => index.tell((current) => dropFrom(current, key, key.seriesInstanceUID, [key.sopInstanceUID])),
  };
}

/** Of what was here; undefined where none of it was. */
function worstOf(changed: readonly (readonly [string, InstanceChange])[]): InstanceChange | undefined {
  const said = new Set(changed.map(([, change]) => change));
  return (['anotherPatient', 'corrected', 'renamed'] as const).find((change) => said.has(change));
}
