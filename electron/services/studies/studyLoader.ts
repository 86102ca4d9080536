import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { CachedSeries, StudyCache } from '../cache/index.ts';
import type { ReadinessBook, StudyIndex } from '../prefetch/index.ts';
import { readMetadata, type StudyMetadata } from './readMetadata.ts';

export interface StudyLoaderOptions {
  readonly cache: Pick<StudyCache, 'saveSeries' | 'readSeries' | 'presentFrames'>;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  readonly framesOf: (instance: DicomDataset) => number;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
  /** Whether instances that the archive names no longer stay as long as frames of them are here (V9). */
  readonly keepsRemoved?: (study: StudyRef) => boolean;
  /** Tells the line that something is asked for; what it answers is called when that has been answered, or failed. */
  readonly beginQuestion?: (archiveId: ArchiveId) => (failure: Failure | undefined) => void;
  /** The study's metadata is there; `instance` is one of its images, to learn from. */
  readonly onLoaded: (study: StudyRef, instance: DicomDataset | undefined) => void;
}

export type Lane = 'interactive' | 'background';

interface Loading {
  readonly answer: Promise<Result<StudyMetadata, Failure>>;
  lane: Lane;
}

/** Reads a study's metadata from its archive and keeps it; whoever asks meanwhile waits for the same answer. */
export class StudyLoader {
  readonly #options: StudyLoaderOptions;
  readonly #loading = new Map<string, Loading>();
  readonly #stop = new AbortController();

  constructor(options: StudyLoaderOptions) {
    this.#options = options;
  }

  load(study: StudyRef, lane: Lane): Promise<Result<StudyMetadata, Failure>> {
    const id = studyKey(study);
    const running = this.#loading.get(id);
    if (running) {
      // Somebody waits now: what is still to be asked goes by the lane of those who wait.
      if (lane === 'interactive') running.lane = lane;
      return running.answer;
    }
    const loading: Loading = { lane, answer: this.#load(study, () => loading.lane) };
    this.#loading.set(id, loading);
    return loading.answer.finally(() => this.#loading.delete(id));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#loading.values()].map(({ answer }) => answer));
  }

  async #load(study: StudyRef, lane: () => Lane): Promise<Result<StudyMetadata, Failure>> {
    await Promise.resolve();
    const { cache, index, readiness, framesOf, onLoaded } = this.#options;
    const client = this.#options.clientOf(study.archiveId);
    if (!client) return fail(failureOf('ArchiveNotConfigured'));
    const { signal } = this.#stop;
    // Somebody waits, and nothing of the study is here: its first frame need not wait for all of its metadata (A9).
    if (lane() === 'interactive' && cache.readSeries(study).length === 0) {
      void client.readAhead?.(study.studyInstanceUID, { lane: 'interactive', signal });
    }
    const end = this.#options.beginQuestion?.(study.archiveId);
    const read = await readMetadata(client, study, framesOf, () => ({ lane: lane(), signal }));
    end?.(read.ok ? read.value.problems[0]?.failure : read.failure);
    if (signal.aborted) return fail(failureOf('Cancelled'));
    if (!read.ok) {
      readiness.noteMetadataFailed(study, read.failure);
      return read;
    }
    const before = this.#options.keepsRemoved?.(study) ? cache.readSeries(study) : [];
    const named =
      before.length > 0 ? read.value.series.map((one) => this.#withRemoved(study, one, before)) : read.value.series;
    const notKept = named.map((series) => cache.saveSeries(study, series)).find(({ ok }) => !ok);
    const series = mergeSeries(cache.readSeries(study), named);
    index.put(study, series);
    const problems = [...read.value.problems, ...(notKept && !notKept.ok ? [{ failure: notKept.failure }] : [])];
    readiness.noteMetadata(study, problems[0]?.failure);
    // A report or key note may come first, and knows neither the question nor the body part.
    const firsts = series.flatMap(({ instances }) => instances.slice(0, 1));
    onLoaded(study, firsts.find((instance) => framesOf(instance) > 0) ?? firsts[0]);
    return succeed({ series, problems });
  }

  /** A series with the instances that were named before, are not now, and of which something is here. */
  #withRemoved(study: StudyRef, now: CachedSeries, before: readonly CachedSeries[]): CachedSeries {
    const was = before.find(({ seriesInstanceUID }) => seriesInstanceUID === now.seriesInstanceUID);
    const names = new Set(now.instances.map((instance) => textOf(instance, 'SOPInstanceUID')));
    const here = this.#options.cache.presentFrames(study, now.seriesInstanceUID);
    const isRemoved = (uid: string | undefined) => uid !== undefined && !names.has(uid) && here.has(uid);
    const removed = was?.instances.filter((instance) => isRemoved(textOf(instance, 'SOPInstanceUID'))) ?? [];
    if (removed.length === 0) return now;
    const frames = removed.reduce((sum, instance) => sum + this.#options.framesOf(instance), 0);
    return {
      ...now,
      instances: [...now.instances, ...removed],
      expectedFrames: now.expectedFrames + frames,
    };
  }
}

/** What was just read, and the series that are kept from before and could not be read now. */
function mergeSeries(kept: StudyMetadata['series'], read: StudyMetadata['series']): StudyMetadata['series'] {
  const fresh = new Set<string>(read.map(({ seriesInstanceUID }) => seriesInstanceUID));
  return [...read, ...kept.filter(({ seriesInstanceUID }) => !fresh.has(seriesInstanceUID))];
}
