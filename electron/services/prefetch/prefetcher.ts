import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type FrameKey, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { StudyToPlan } from '#shared/prefetch/frameRequest.ts';
import { mostUrgentFirst } from '#shared/prefetch/mostUrgentFirst.ts';
import { planPrefetch } from '#shared/prefetch/planPrefetch.ts';
import type { Priority } from '#shared/worklist/priority.ts';
import type { StudyCache } from '../cache/index.ts';
import type { FetchQueue } from './fetchQueue.ts';
import { MetadataLoop } from './metadataLoop.ts';
import type { ReadinessBook } from './readinessBook.ts';
import { type StudyIndex, seriesToPlan } from './studyIndex.ts';

/** A study that this reader is to report, and what goes with it. */
export interface StudyToPrefetch {
  readonly study: StudyRef;
  readonly priority: Priority;
  readonly dueAt: number;
  /** Those worth fetching ahead, newest first. */
  readonly priors: readonly StudyRef[];
}

export interface PrefetcherOptions {
  readonly clock: Clock;
  readonly queue: FetchQueue;
  readonly cache: StudyCache;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  /** What is assigned to the reader now. */
  readonly listAssigned: () => readonly StudyToPrefetch[];
  /** Reads the metadata of every series of a study and keeps it. */
  readonly loadMetadata: (study: StudyRef) => Promise<Result<void, Failure>>;
  /** Whether the cache may grow: at its limit only what is on the desk is fetched. */
  readonly room: {
    hasRoom(): boolean;
    hasRoomForPriors(): boolean;
    /** Begins to make room where there is none. */
    check(): void;
    stop(): Promise<void>;
  };
  /** What was not expected, for the log. */
  readonly onBug: (bug: unknown) => void;
}

/** Of one archive. */
const requestsInPlan = 400;
/** Where the reader looks is followed closely; what arrives in the background need not be. */
const followAfterMs = 150;
const replanAfterMs = 500;

interface OpenStudy {
  readonly study: StudyRef;
  shown: FrameKey | undefined;
}

/** Decides what the queue fetches, whenever something has changed; the order itself is `planPrefetch`. */
export class Prefetcher {
  readonly #options: PrefetcherOptions;
  readonly #open = new Map<string, OpenStudy>();
  readonly #metadata: MetadataLoop;
  #cancelTimer: (() => void) | undefined;
  #stopped = false;

  constructor(options: PrefetcherOptions) {
    this.#options = options;
    this.#metadata = new MetadataLoop({
      clock: options.clock,
      load: options.loadMetadata,
      isAway: (study) => options.queue.isAway(study.archiveId),
      onLoaded: () => this.replanSoon(),
      onBug: (bug) => options.onBug(bug),
    });
  }

  /** The study goes to the front of the line. Opened again, it is the first of those that are open. */
  open(study: StudyRef): void {
    const id = studyKey(study);
    // Asked for again while it is open, as after every change: where the reader looks stays known.
    const shown = this.#open.get(id)?.shown;
    this.#open.delete(id);
    this.#open.set(id, { study, shown });
    this.replan();
  }

  close(study: StudyRef): void {
    if (this.#open.delete(studyKey(study))) this.replanSoon();
  }

  isOpen(study: StudyRef): boolean {
    return this.#open.has(studyKey(study));
  }

  /** Where the reader looks: the rest of the study is fetched around it. */
  noteShown(key: FrameKey): void {
    const open = this.#open.get(studyKey(key));
    if (!open) return;
    open.shown = key;
    if (!this.#isComplete(key)) this.#replanAfter(followAfterMs);
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
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#stopped) return;
    this.#options.room.check();
    const assigned = mostUrgentFirst(this.#options.listAssigned(), ({ study }) => study);
    this.#metadata.want(this.#lackingMetadata(assigned));
    this.#options.queue.setPlan(
      planPrefetch({
        display: [],
        open: [...this.#open.values()].reverse().map(({ study, shown }) => {
          const plan = this.#planOf(study);
          return shown ? { plan, shown } : { plan };
        }),
        assigned: this.#options.room.hasRoom() ? this.#plansOf(assigned) : [],
        limit: requestsInPlan,
      }),
      requestsInPlan,
    );
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await Promise.all([this.#metadata.stop(), this.#options.room.stop()]);
  }

  #replanAfter(delayMs: number): void {
    if (this.#stopped || this.#cancelTimer) return;
    this.#cancelTimer = this.#options.clock.after(delayMs, () => this.replan());
  }

  /** As many of the most urgent studies as fill each archive's share of a plan: reading what is missing of thousands would take seconds. */
  #plansOf(assigned: readonly StudyToPrefetch[]) {
    const plans: { plan: StudyToPlan; priority: Priority; dueAt: number; priors: StudyToPlan[] }[] = [];
    const missing = new Map<string, number>();
    const withPriors = this.#options.room.hasRoomForPriors();
    for (const { study, priority, dueAt, priors: known } of assigned) {
      const priors = withPriors ? known : [];
      const before = missing.get(study.archiveId) ?? 0;
      if (before >= requestsInPlan) continue;
      if ([study, ...priors].every((one) => !this.#lacksFrames(one))) continue;
      const plan = this.#planOf(study);
      const priorPlans = priors.map((prior) => this.#planOf(prior));
      missing.set(study.archiveId, before + countMissing([plan, ...priorPlans]));
      plans.push({ plan, priority, dueAt, priors: priorPlans });
    }
    return plans;
  }

  #planOf(study: StudyRef): StudyToPlan {
    if (this.#isComplete(study)) return { study, series: [] };
    const series = [...this.#options.index.seriesOf(study).values()].map((one) =>
      seriesToPlan(one, this.#options.cache.presentFrames(study, one.seriesInstanceUID)),
    );
    return { study, series };
  }

  /** Known to lack some: of a study whose metadata has not been read nobody knows what to ask for. */
  #lacksFrames(study: StudyRef): boolean {
    return this.#options.readiness.hasMetadata(study) && !this.#isComplete(study);
  }

  #isComplete(study: StudyRef): boolean {
    return this.#options.readiness.of(study).state === 'complete';
  }

  #lackingMetadata(assigned: readonly StudyToPrefetch[]): readonly StudyRef[] {
    const { readiness } = this.#options;
    const lacks = (study: StudyRef) => !readiness.hasMetadata(study) || readiness.of(study).state === 'changed';
    const studies = assigned.map(({ study }) => study);
    const priors = this.#options.room.hasRoomForPriors() ? assigned.flatMap((one) => one.priors) : [];
    return [...studies, ...priors].filter(lacks);
  }
}

function countMissing(plans: readonly StudyToPlan[]): number {
  let missing = 0;
  for (const { series } of plans) {
    for (const { instances } of series)
      for (const instance of instances) missing += Math.min(1, instance.missing.length);
  }
  return missing;
}
