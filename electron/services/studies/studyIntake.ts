import type { Failure } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { CachedSeries, StudyCache } from '../cache/index.ts';
import type { StudyIndex } from '../prefetch/index.ts';

export interface IntakeOptions {
  readonly cache: Pick<StudyCache, 'saveSeries' | 'readSeries' | 'presentFrames' | 'countFrames'>;
  readonly index: StudyIndex;
  readonly framesOf: (instance: DicomDataset) => number;
  /** Whether instances that the archive names no longer stay as long as frames of them are here (V9). */
  readonly keepsRemoved: () => boolean;
  /** Somebody waits for it whole: then it is held, rather than read from the disk again. */
  readonly isAwaited: () => boolean;
}

/**
 * Takes in what a study says of itself. All of it is kept at once when it is whole, so that no part passes for the whole;
 * of a heavy one each series as it comes, and of that only what its frames are fetched by stays in memory.
 */
export class StudyIntake {
  readonly #study: StudyRef;
  readonly #options: IntakeOptions;
  readonly #fresh = new Set<string>();
  readonly #index: ReturnType<StudyIndex['begin']>;
  #waiting: CachedSeries[] = [];
  #held: CachedSeries[] = [];
  #before: readonly CachedSeries[] | undefined;
  #isHeavy = false;
  #image: DicomDataset | undefined;
  #first: DicomDataset | undefined;
  /** What the disk did not take. */
  failure: Failure | undefined;

  constructor(study: StudyRef, options: IntakeOptions) {
    this.#study = study;
    this.#options = options;
    this.#index = options.index.begin(study);
  }

  /** From now on each series is kept as it comes. */
  becomeHeavy(): void {
    this.#isHeavy = true;
  }

  take(series: CachedSeries): void {
    this.#waiting.push(series);
    if (this.#isHeavy) this.#keepWaiting();
  }

  /** One of its images, to learn from: a report or key note may come first, and knows neither question nor body part. */
  get sample(): DicomDataset | undefined {
    return this.#image ?? this.#first;
  }

  end(): void {
    this.#keepWaiting();
    for (const series of this.#others()) this.#index.add(series);
    this.#index.end();
    this.#before = undefined;
  }

  /** What was just read, and the series that are kept from before and could not be read now. */
  readSeries(): readonly CachedSeries[] {
    if (this.#held.length === this.#fresh.size) return [...this.#held, ...this.#others()];
    const held = new Set<string>(this.#held.map(({ seriesInstanceUID }) => seriesInstanceUID));
    const kept = this.#options.cache.readSeries(this.#study);
    return [...this.#held, ...kept.filter(({ seriesInstanceUID }) => !held.has(seriesInstanceUID))];
  }

  #keepWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    // What was named before is looked up before the first series takes its place.
    this.#before ??= this.#options.keepsRemoved() ? this.#options.cache.readSeries(this.#study) : [];
    for (const series of waiting) this.#keep(this.#withRemoved(series, this.#before));
  }

  #keep(series: CachedSeries): void {
    const { cache, framesOf, isAwaited } = this.#options;
    const saved = cache.saveSeries(this.#study, series);
    if (!saved.ok) this.failure ??= saved.failure;
    if (!saved.ok || isAwaited()) this.#held.push(series);
    this.#fresh.add(series.seriesInstanceUID);
    this.#index.add(series);
    const [first] = series.instances;
    if (!first) return;
    this.#first ??= first;
    if (framesOf(first) > 0) this.#image ??= first;
  }

  #others(): readonly CachedSeries[] {
    const { cache } = this.#options;
    const counts = cache.countFrames(this.#study);
    if (counts.every(({ seriesInstanceUID }) => this.#fresh.has(seriesInstanceUID))) return [];
    return cache.readSeries(this.#study).filter(({ seriesInstanceUID }) => !this.#fresh.has(seriesInstanceUID));
  }

  /** A series with the instances that were named before, are not now, and of which something is here. */
  #withRemoved(now: CachedSeries, before: readonly CachedSeries[]): CachedSeries {
    const was = before.find(({ seriesInstanceUID }) => seriesInstanceUID === now.seriesInstanceUID);
    if (!was) return now;
    const { cache, framesOf } = this.#options;
    const names = new Set(now.instances.map((instance) => textOf(instance, 'SOPInstanceUID')));
    const here = cache.presentFrames(this.#study, now.seriesInstanceUID);
    const isRemoved = (uid: string | undefined) => uid !== undefined && !names.has(uid) && here.has(uid);
    const removed = was.instances.filter((instance) => isRemoved(textOf(instance, 'SOPInstanceUID')));
    if (removed.length === 0) return now;
    const frames = removed.reduce((sum, instance) => sum + framesOf(instance), 0);
    return { ...now, instances: [...now.instances, ...removed], expectedFrames: now.expectedFrames + frames };
  }
}
