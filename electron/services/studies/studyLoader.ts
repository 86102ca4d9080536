import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { CachedSeries, StudyCache } from '../cache/index.ts';
import type { ReadinessBook, StudyIndex } from '../prefetch/index.ts';
import type { HeavyStudies } from './heavyStudies.ts';
import { MetadataBudget } from './metadataBudget.ts';
import { type Problem, readMetadata } from './readMetadata.ts';
import { StudyIntake } from './studyIntake.ts';

export interface StudyLoaderOptions {
  readonly cache: Pick<StudyCache, 'saveSeries' | 'readSeries' | 'presentFrames' | 'countFrames'>;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  readonly framesOf: (instance: DicomDataset) => number;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
  /** Whether instances that the archive names no longer stay as long as frames of them are here (V9). */
  readonly keepsRemoved?: (study: StudyRef) => boolean;
  /** What has been too much for this program, and is not asked for by itself. */
  readonly heavy?: HeavyStudies;
  /** Tells the line that something is asked for; what it answers is called when that has been answered, or failed. */
  readonly beginQuestion?: (archiveId: ArchiveId) => (failure: Failure | undefined) => void;
  /** The study's metadata is there; `instance` is one of its images, to learn from. */
  readonly onLoaded: (study: StudyRef, instance: DicomDataset | undefined) => void;
}

/** A study whose attributes have been read, as far as they could be. */
export interface LoadedStudy {
  /** What could not be read or kept; the rest is shown. */
  readonly problems: readonly Problem[];
  /** With what is kept from before and could not be read now. */
  readSeries(): readonly CachedSeries[];
}

export type Lane = 'interactive' | 'background';

interface Loading {
  readonly answer: Promise<Result<LoadedStudy, Failure>>;
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

  load(study: StudyRef, lane: Lane): Promise<Result<LoadedStudy, Failure>> {
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

  async #load(study: StudyRef, lane: () => Lane): Promise<Result<LoadedStudy, Failure>> {
    await Promise.resolve();
    const { readiness, heavy } = this.#options;
    if (lane() === 'background' && heavy?.rests(study)) {
      const failure = failureOf('StudyTooLarge');
      readiness.noteMetadataFailed(study, failure);
      return fail(failure);
    }
    return heavy ? heavy.alone(study, () => this.#ask(study, lane)) : this.#ask(study, lane);
  }

  async #ask(study: StudyRef, lane: () => Lane): Promise<Result<LoadedStudy, Failure>> {
    const { cache, readiness, heavy, framesOf } = this.#options;
    const client = this.#options.clientOf(study.archiveId);
    if (!client) return fail(failureOf('ArchiveNotConfigured'));
    const { signal } = this.#stop;
    // Somebody waits, and nothing of the study is here: its first frame need not wait for all of its metadata (A9).
    if (lane() === 'interactive' && cache.countFrames(study).length === 0) {
      void client.readAhead?.(study.studyInstanceUID, { lane: 'interactive', signal });
    }
    const end = this.#options.beginQuestion?.(study.archiveId);
    const intake = this.#intakeOf(study, lane);
    const read = await readMetadata(client, study, framesOf, () => ({ lane: lane(), signal }), {
      budget: new MetadataBudget(() => heavy?.begin(study) && intake.becomeHeavy()),
      take: (series) => !signal.aborted && intake.take(series),
    });
    const problems = read.ok ? read.value : [{ failure: read.failure }];
    end?.(problems[0]?.failure);
    if (signal.aborted || !read.ok) heavy?.leave(study);
    if (signal.aborted) return fail(failureOf('Cancelled'));
    const answer = read.ok ? this.#settle(study, intake, problems) : read;
    const isTooLarge = problems.some(({ failure }) => failure.code === 'StudyTooLarge');
    if (read.ok || isTooLarge) heavy?.end(study, isTooLarge);
    if (!read.ok) readiness.noteMetadataFailed(study, read.failure);
    return answer;
  }

  #intakeOf(study: StudyRef, lane: () => Lane): StudyIntake {
    const { cache, index, framesOf, keepsRemoved } = this.#options;
    return new StudyIntake(study, {
      cache,
      index,
      framesOf,
      keepsRemoved: () => keepsRemoved?.(study) === true,
      isAwaited: () => lane() === 'interactive',
    });
  }

  #settle(study: StudyRef, intake: StudyIntake, read: readonly Problem[]): Result<LoadedStudy, Failure> {
    intake.end();
    const problems = [...read, ...(intake.failure ? [{ failure: intake.failure }] : [])];
    this.#options.readiness.noteMetadata(study, problems[0]?.failure);
    this.#options.onLoaded(study, intake.sample);
    return succeed({ problems, readSeries: () => intake.readSeries() });
  }
}
