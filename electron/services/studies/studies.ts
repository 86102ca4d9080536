import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import { isLineFailure } from '#shared/contract/lineFailure.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';
import type { SeriesSnapshot, StudySnapshot } from '#shared/contract/studies.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { CachedSeries, SeriesCount, StudyCache } from '../cache/index.ts';
import type { FetchQueue, Prefetcher, ReadinessBook } from '../prefetch/index.ts';
import type { Worklist } from '../worklist/index.ts';
import type { Problem } from './readMetadata.ts';
import type { StudyLoader } from './studyLoader.ts';

export interface StudiesOptions {
  readonly cache: Pick<
    StudyCache,
    'readSeries' | 'countFrames' | 'presentFrames' | 'hasFrame' | 'readFrame' | 'condemnFrame'
  >;
  readonly queue: Pick<FetchQueue, 'read' | 'isAway' | 'forgiveFailures' | 'giveUp'>;
  readonly prefetcher: Pick<Prefetcher, 'isOpen' | 'open' | 'close' | 'noteShown'>;
  readonly readiness: ReadinessBook;
  readonly loader: StudyLoader;
  readonly worklist: Pick<Worklist, 'noteSeen' | 'itemOf' | 'priorsOf' | 'lookUpStudy' | 'lookUpPriors'>;
  /** Left out where no archive can be asked for the names of a study's instances. */
  readonly clientOf?: (archiveId: ArchiveId) => Pick<ArchiveClient, 'listInstances'> | undefined;
  /** Something else is to be said of how much of the study is here. */
  readonly onReadiness?: (study: StudyRef) => void;
  /** Something about the study is new, its priors for one. */
  readonly onStudyChanged: (study: StudyRef) => void;
  readonly onFrameLost: (key: FrameKey) => void;
  /** Whether an image can be made of a frame apart from the page. Left out where nobody can. */
  readonly makesImage?: (frame: EncodedFrame) => Promise<boolean>;
  /** A study is shown from what is kept of it; what could not be learned when it was read may be now. */
  readonly onReopened?: (study: StudyRef) => void;
}

/** Bytes that are no image may have been spoilt on the way once; twice, and it is the archive's image. */
const mostStrikes = 2;

type FramesHere = OutputOf<DurbeenContract['studies.readPresence']>[number];

/** A study on the desk: its attributes at once from the disk where they are there, its frames the same way. */
export class Studies {
  readonly #options: StudiesOptions;

  constructor(options: StudiesOptions) {
    this.#options = options;
  }

  /**
   * Puts the study first on the line and answers with everything about it but its pixels. `beside`: after the studies
   * that are read, before all that nobody looks at.
   */
  async open(study: StudyRef, beside = false): Promise<Result<StudySnapshot, Failure>> {
    const { prefetcher, queue, worklist, readiness } = this.#options;
    queue.forgiveFailures(study.archiveId);
    if (!worklist.itemOf(study)) {
      const found = await worklist.lookUpStudy(study);
      if (!found.ok) return found;
    }
    // What it was when it was opened stays what "new" is measured by, until it is closed (V8).
    const wasOpen = prefetcher.isOpen(study);
    const wasListed = worklist.itemOf(study) !== undefined;
    prefetcher.open(study, beside);
    const isHere = readiness.hasMetadata(study);
    const answer = isHere ? this.#fromCache(study, []) : await this.#fromArchive(study);
    if (isHere) this.#options.onReopened?.(study);
    // Images that came late are not waited for: what is here is shown, and `onLoaded` tells of the rest (V8).
    if (readiness.of(study).state === 'changed') void this.#readAgain(study);
    if (!answer.ok) prefetcher.close(study);
    else if (!wasOpen) worklist.noteSeen(study);
    if (answer.ok && !queue.isAway(study.archiveId)) {
      if (wasListed && isHere && !wasOpen) void this.lookAgain(study, 'background');
      void this.#lookUpPriors(study);
    }
    return answer;
  }

  /**
   * Asks the archive what it has of a study now; what is new is read and fetched, and nobody waits for it (V8). Answers
   * whether the archive has said; one that is away is not asked.
   */
  async lookAgain(study: StudyRef, lane: 'interactive' | 'background' = 'interactive'): Promise<boolean> {
    const { worklist, readiness, queue } = this.#options;
    if (queue.isAway(study.archiveId)) return false;
    const found = await worklist.lookUpStudy(study);
    const hasSaid = found.ok && (await this.#compareNames(study, lane));
    if (found.ok && readiness.of(study).state === 'changed') void this.#readAgain(study);
    return hasSaid;
  }

  /** What was kept though the archive counts less now is gone there: only the names tell how much (V9). */
  async #readAgain(study: StudyRef): Promise<void> {
    const loaded = await this.#options.loader.load(study, 'interactive');
    const { readiness } = this.#options;
    const { counted, listed = 0 } = readiness.lastLook(study) ?? {};
    const { goneImages = 0 } = readiness.of(study);
    if (loaded.ok && counted !== undefined && listed > counted + goneImages)
      await this.#compareNames(study, 'background');
  }

  /** Where the counts agree, the names may not (V6). Answers false where the line broke meanwhile. */
  async #compareNames(study: StudyRef, lane: 'interactive' | 'background'): Promise<boolean> {
    const { readiness, cache, clientOf, onReadiness } = this.#options;
    const client = clientOf?.(study.archiveId);
    if (!client?.listInstances || !readiness.hasMetadata(study) || readiness.of(study).state === 'changed') return true;
    const listed = await client.listInstances(study.studyInstanceUID, { lane });
    // An archive that does not list instances is taken at its counts.
    if (!listed.ok) return !isLineFailure(listed.failure);
    const read = cache.readSeries(study).flatMap(({ instances }) => instances);
    const names = read.flatMap((instance) => textOf(instance, 'SOPInstanceUID') ?? []);
    if (readiness.noteNames(study, names, listed.value)) onReadiness?.(study);
    return true;
  }

  close(study: StudyRef): void {
    this.#options.prefetcher.close(study);
  }

  /** From the disk, which proves it; else from the archive, before all prefetch. */
  async readFrame(
    key: FrameKey,
    { urgency, signal }: { readonly urgency: Urgency; readonly signal?: CancelSignal },
  ): Promise<Result<EncodedFrame, Failure>> {
    const { cache, queue, prefetcher } = this.#options;
    if (signal?.aborted) return fail(failureOf('Cancelled'));
    if (urgency === 'display') prefetcher.noteShown(key);
    const wasHere = cache.hasFrame(key);
    const kept = await cache.readFrame(key);
    if (kept) return succeed(kept);
    if (wasHere) this.#options.onFrameLost(key);
    return queue.read(key, urgency, signal);
  }

  /** Which frames are on the disk: for the map beside the images, not for counting. */
  readPresence(study: StudyRef): FramesHere[] {
    const { cache } = this.#options;
    return cache.countFrames(study).flatMap(({ seriesInstanceUID }) =>
      [...cache.presentFrames(study, seriesInstanceUID)].map(([sopInstanceUID, frameNumbers]) => ({
        sopInstanceUID,
        frameNumbers: [...frameNumbers],
      })),
    );
  }

  /**
   * The page made no image of bytes that came whole. A page that is short of time or memory says so too: what an image
   * is made of elsewhere stays. Answers whether asking again is worth waiting for (rule V3).
   */
  async reportFrame(key: FrameKey, digest: string): Promise<boolean> {
    const { cache, makesImage } = this.#options;
    const kept = makesImage && (await cache.readFrame(key));
    if (kept?.digest === digest && (await makesImage?.(kept))) return false;
    return this.condemnFrame(key, digest);
  }

  /** These bytes are no image: they do not count as here any more, and are asked for once more; answers whether they are. */
  async condemnFrame(key: FrameKey, digest: string): Promise<boolean> {
    const { cache, queue, onFrameLost } = this.#options;
    const { condemned, strikes } = await cache.condemnFrame(key, digest);
    if (!condemned) return false;
    onFrameLost(key);
    if (strikes < mostStrikes) return true;
    queue.giveUp(key, failureOf('FrameNotDecodable', { strikes }));
    return false;
  }

  async #fromArchive(study: StudyRef): Promise<Result<StudySnapshot, Failure>> {
    const loaded = await this.#options.loader.load(study, 'interactive');
    if (loaded.ok) {
      // At once: somebody waits, and the line would rest for as long as a plan is put off.
      if (this.#options.prefetcher.isOpen(study)) this.#options.prefetcher.open(study);
      return this.#snapshot(study, loaded.value.readSeries(), loaded.value.problems);
    }
    return this.#fromCache(study, [{ failure: loaded.failure }]);
  }

  #fromCache(study: StudyRef, problems: readonly Problem[]): Result<StudySnapshot, Failure> {
    const series = this.#options.cache.readSeries(study);
    const [problem] = problems;
    if (series.length === 0 && problem) return fail(problem.failure);
    return this.#snapshot(study, series, problems);
  }

  #snapshot(
    study: StudyRef,
    series: readonly CachedSeries[],
    problems: readonly Problem[],
  ): Result<StudySnapshot, Failure> {
    const item = this.#options.worklist.itemOf(study);
    if (!item) return fail(failureOf('NotFound'));
    const counts = new Map(this.#options.cache.countFrames(study).map((count) => [count.seriesInstanceUID, count]));
    const snapshots = series.map(
      ({ seriesInstanceUID, instances, expectedFrames }): SeriesSnapshot => ({
        seriesInstanceUID,
        instances: [...instances],
        readiness: seriesReadiness(counts.get(seriesInstanceUID), expectedFrames),
      }),
    );
    const priors = [...this.#options.worklist.priorsOf(study)];
    return succeed({ item, series: snapshots, priors, problems: [...problems] });
  }

  /** Older studies than the list goes back to are found by the patient; whoever shows the study asks again. */
  async #lookUpPriors(study: StudyRef): Promise<void> {
    const { worklist, onStudyChanged } = this.#options;
    const before = worklist.priorsOf(study).length;
    // A search that fails leaves the priors that are known: the reader has asked for this study, not for them.
    await worklist.lookUpPriors(study, 'interactive');
    if (worklist.priorsOf(study).length !== before) onStudyChanged(study);
  }
}

function seriesReadiness(count: SeriesCount | undefined, expectedFrames: number): Readiness {
  const presentFrames = count?.presentFrames ?? 0;
  const state = presentFrames >= expectedFrames ? 'complete' : presentFrames > 0 ? 'partial' : 'none';
  return { state, presentFrames, expectedFrames };
}
