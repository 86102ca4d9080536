import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ArchiveId, type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { LineEstimate } from '#shared/prefetch/bandwidth.ts';
import type { Budget } from '#shared/prefetch/budget.ts';
import { planPrefetch, studiesInOrder } from '#shared/prefetch/planPrefetch.ts';
import type { StudyCache } from '../cache/index.ts';
import type { LinkBook } from '../link/index.ts';
import type { KeptValues } from '../settings/index.ts';
import { ArrivalBook, type ArrivalScore, type StudyArrival } from './arrivalBook.ts';
import type { FetchQueue } from './fetchQueue.ts';
import { forecastOf } from './forecastOf.ts';
import type { HangOrders } from './hangOrders.ts';
import { MetadataLoop } from './metadataLoop.ts';
import { OpenDesk, scrollEndsMs } from './openDesk.ts';
import { PlanInput, type PriorsToPrefetch, type StudyToPrefetch } from './planInput.ts';
import type { ReadinessBook } from './readinessBook.ts';
import { ReadingBook } from './readingBook.ts';
import type { StudyIndex } from './studyIndex.ts';

export interface PrefetcherOptions {
  readonly clock: Clock;
  readonly queue: FetchQueue;
  readonly cache: StudyCache;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  /** What is assigned to the reader now. */
  readonly listAssigned: () => readonly StudyToPrefetch[];
  /** Of any study that may be opened; undefined where nothing is fetched ahead. */
  readonly priorsOf: (study: StudyRef) => PriorsToPrefetch | undefined;
  /** Reported studies that have grown: what came is learned, and comes when somebody opens them. */
  readonly listToLookAt?: () => readonly StudyRef[];
  /** Reads the metadata of every series of a study and keeps it. */
  readonly loadMetadata: (study: StudyRef) => Promise<Result<void, Failure>>;
  /** Whether the cache may grow. */
  readonly room: {
    hasRoomForPriors(): boolean;
    /** Begins to make room where there is none. */
    check(): void;
    stop(): Promise<void>;
  };
  /** In which order the series of a study will hang, so that they come in it. */
  readonly hangOrders?: HangOrders;
  /** What the line may be used for now (rule O10). */
  readonly budget: () => Budget;
  /** Of a hundred, what of the line is left to others in the house. */
  readonly householdPercent?: () => number;
  /** What has been measured of the lines; without it nobody knows when anything comes. */
  readonly lines?: Pick<LinkBook, 'measure'> | undefined;
  readonly kept?: KeptValues | undefined;
  /** Something else is to be said of these studies than before. */
  readonly onArrivals?: (studies: readonly StudyRef[]) => void;
  /** A study is whole: how true what was said of it has been. */
  readonly onScore?: (score: ArrivalScore) => void;
  /** What was not expected, for the log. */
  readonly onBug: (bug: unknown) => void;
}

/** Of one archive. */
const requestsInPlan = 400;
/** Where the reader looks is followed closely; what arrives in the background need not be. */
const followAfterMs = 150;
const replanAfterMs = 500;
/** The line changes, hours begin and a cap is reached though nothing else happens. */
const lookAgainMs = 5_000;
const lookAgainIdleMs = 60_000;

/** Decides what the queue fetches, whenever something has changed; the order itself is `planPrefetch`. */
export class Prefetcher {
  readonly #options: PrefetcherOptions;
  readonly #desk: OpenDesk;
  readonly #metadata: MetadataLoop;
  readonly #input: PlanInput;
  readonly #reading: ReadingBook;
  readonly #arrivals = new ArrivalBook();
  readonly #estimates = new Map<ArchiveId, LineEstimate>();
  #timer: { readonly atMs: number; readonly cancel: () => void } | undefined;
  #cancelLook: (() => void) | undefined;
  #stopped = false;

  constructor(options: PrefetcherOptions) {
    this.#options = options;
    this.#reading = new ReadingBook(options.clock, options.kept);
    this.#desk = new OpenDesk(
      (study) => options.index.seriesOf(study),
      () => options.clock.monotonicMs(),
    );
    this.#input = new PlanInput({ ...options, reading: this.#reading, desk: this.#desk });
    this.#metadata = new MetadataLoop({
      clock: options.clock,
      load: options.loadMetadata,
      isAway: (study) => options.queue.isAway(study.archiveId),
      onLoaded: (study) => {
        this.#input.forget(study);
        this.replanSoon();
      },
      onBug: (bug) => options.onBug(bug),
    });
  }

  /** Studies of which something is still to come, in the order in which they come. */
  listArrivals(): readonly StudyArrival[] {
    return this.#arrivals.list();
  }

  /** For the study's readiness: what is still to come of it, and when, or why not. */
  arrivalOf(study: StudyRef): ReturnType<ArrivalBook['of']> {
    const arrival = this.#arrivals.of(study);
    if (arrival.remainingBytes === undefined) return arrival;
    const { remaining, total } = this.#input.bytesOf(study);
    return { ...arrival, remainingBytes: Math.round(remaining), expectedBytes: Math.round(Math.max(remaining, total)) };
  }

  /**
   * The study goes to the front of the line. Opened again, it is the first of those that are open. `beside`: it comes
   * after those that are read; left out, it stays as it was opened.
   */
  open(study: StudyRef, beside?: boolean): void {
    this.#desk.open(study, beside);
    this.#options.queue.setReading(true);
    if (this.#options.readiness.of(study).state !== 'complete') this.#options.queue.makeWay(study.archiveId);
    this.#reading.noteOpened(study, this.#input.modalitiesOf(study));
    this.replan();
  }

  close(study: StudyRef): void {
    const isComplete = this.#options.readiness.of(study).state === 'complete';
    this.#reading.noteClosed(study, isComplete);
    if (this.#desk.close(study, isComplete)) this.replanSoon();
    this.#options.queue.setReading(!this.#desk.isEmpty);
  }

  get isAnyOpen(): boolean {
    return this.#desk.list().length > 0;
  }

  isOpen(study: StudyRef): boolean {
    return this.#desk.isOpen(study);
  }

  /** Where the reader looks: the rest of the study is fetched around it, in the direction of scrolling (rule O3). */
  noteShown(key: FrameKey): void {
    if (!this.#desk.noteShown(key)) return;
    if (this.#options.readiness.of(key).state !== 'complete') this.#replanAfter(followAfterMs);
  }

  /** A frame came, checked and kept; the readiness of its study tells of it already. */
  noteStored(key: FrameKey): void {
    this.#input.noteProgress(key);
    if (this.#options.readiness.of(key).state !== 'complete') return;
    const score = this.#arrivals.noteComplete(key, this.#input.bytesOf(key).total, this.#options.clock.now());
    if (score) this.#options.onScore?.(score);
    this.#lookAgain(replanAfterMs);
  }

  /** Frames that were here are not: what is shown says so, and they are fetched again. Answers the studies concerned. */
  noteLost(keys: readonly FrameKey[]): readonly StudyRef[] {
    const studies = new Map(keys.map((key) => [studyKey(key), key] as const));
    for (const study of studies.values()) this.#options.readiness.noteLost(study);
    this.replanSoon();
    return [...studies.values()];
  }

  /** Many changes in a row make one plan. */
  replanSoon(): void {
    this.#replanAfter(replanAfterMs);
  }

  replan(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#stopped) return;
    this.#options.room.check();
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#cancelLook?.();
    this.#options.index.sizes.writeDown();
    await Promise.all([this.#metadata.stop(), this.#options.room.stop()]);
  }

  #plan(): void {
    const { room, queue, clock } = this.#options;
    const withPriors = room.hasRoomForPriors();
    const assigned = this.#input.assigned(withPriors);
    const open = this.#input.open(withPriors);
    const budget = this.#options.budget();
    this.#metadata.want(this.#input.lackingMetadata({ assigned, open }, budget));
    const { forecast, estimateOf } = forecastOf({
      now: clock.now(),
      readerFreeAt: this.#reading.readerFreeAt(),
      archiveIds: new Set([...assigned, ...open].map(({ study }) => study.archiveId)),
      lines: this.#options.lines,
      isAway: (archiveId) => queue.isAway(archiveId),
      known: this.#estimates,
    });
    const input = { display: [], open, assigned, limit: requestsInPlan, forecast };
    queue.leaveToOthers(this.#options.householdPercent?.() ?? 0);
    queue.allowAside(budget.tiers.has('open'));
    queue.setPlan(planPrefetch({ ...input, tiers: budget.tiers }), requestsInPlan);
    const changed = this.#arrivals.update({
      turns: studiesInOrder(input),
      budget,
      now: clock.now(),
      estimateOf,
      isAway: (archiveId) => queue.isAway(archiveId),
      totalBytesOf: (study) => this.#input.bytesOf(study).total,
      neededAtOf: (study) => this.#input.neededAtOf(study),
      missingOf: (study) => this.#input.missingOf(study),
      sharingOf: (archiveId) => ({
        connections: queue.lineStateOf(archiveId).limit,
        roundTripMs: this.#options.lines?.measure(archiveId).roundTripMs,
      }),
    });
    if (changed.length > 0) this.#options.onArrivals?.(changed);
    this.#lookAgain();
    // When the reader comes to rest, the rest of the series counts again.
    if (this.#desk.isScrolling) this.#replanAfter(scrollEndsMs);
  }

  #lookAgain(soonMs?: number): void {
    this.#cancelLook?.();
    if (this.#stopped) return;
    const isMoving = soonMs === undefined && this.#arrivals.list().length > 0;
    this.#cancelLook = this.#options.clock.after(soonMs ?? (isMoving ? lookAgainMs : lookAgainIdleMs), () => {
      if (this.#stopped) return;
      // A full cache in which everything is that is wanted is no trouble to anybody.
      if (isMoving) this.replan();
      else this.#plan();
    });
  }

  #replanAfter(delayMs: number): void {
    const atMs = this.#options.clock.monotonicMs() + delayMs;
    if (this.#stopped || (this.#timer && this.#timer.atMs <= atMs)) return;
    this.#timer?.cancel();
    this.#timer = { atMs, cancel: this.#options.clock.after(delayMs, () => this.replan()) };
  }
}
