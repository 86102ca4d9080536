import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';
import type { ReadinessBook, StudyIndex } from '../prefetch/index.ts';
import { readMetadata, type StudyMetadata } from './readMetadata.ts';

export interface StudyLoaderOptions {
  readonly cache: Pick<StudyCache, 'saveSeries' | 'readSeries'>;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  readonly framesOf: (instance: DicomDataset) => number;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
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
    const read = await readMetadata(client, study, framesOf, () => ({ lane: lane(), signal }));
    if (signal.aborted) return fail(failureOf('Cancelled'));
    if (!read.ok) {
      readiness.noteMetadataFailed(study, read.failure);
      return read;
    }
    const notKept = read.value.series.map((series) => cache.saveSeries(study, series)).find(({ ok }) => !ok);
    const series = mergeSeries(cache.readSeries(study), read.value.series);
    index.put(study, series);
    const problems = [...read.value.problems, ...(notKept && !notKept.ok ? [{ failure: notKept.failure }] : [])];
    readiness.noteMetadata(study, problems[0]?.failure);
    // A report or key note may come first, and knows neither the question nor the body part.
    const firsts = series.flatMap(({ instances }) => instances.slice(0, 1));
    onLoaded(study, firsts.find((instance) => framesOf(instance) > 0) ?? firsts[0]);
    return succeed({ series, problems });
  }
}

/** What was just read, and the series that are kept from before and could not be read now. */
function mergeSeries(kept: StudyMetadata['series'], read: StudyMetadata['series']): StudyMetadata['series'] {
  const fresh = new Set<string>(read.map(({ seriesInstanceUID }) => seriesInstanceUID));
  return [...read, ...kept.filter(({ seriesInstanceUID }) => !fresh.has(seriesInstanceUID))];
}
