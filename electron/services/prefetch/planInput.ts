import type { Clock } from '#electron/base/world.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Budget } from '#shared/prefetch/budget.ts';
import type { StudyToPlan } from '#shared/prefetch/frameRequest.ts';
import { mostUrgentFirst } from '#shared/prefetch/mostUrgentFirst.ts';
import type { AssignedStudy, OpenStudy, PriorStudy } from '#shared/prefetch/planPrefetch.ts';
import type { Priority } from '#shared/worklist/priority.ts';
import type { StudyCache } from '../cache/index.ts';
import type { HangOrders } from './hangOrders.ts';
import type { OpenDesk } from './openDesk.ts';
import type { ReadinessBook } from './readinessBook.ts';
import type { ReadingBook } from './readingBook.ts';
import { type Bytes, StudyBytes } from './studyBytes.ts';
import { type StudyIndex, seriesToPlan } from './studyIndex.ts';

/** The earlier studies of a patient. */
export interface PriorsToPrefetch {
  /** Those worth fetching ahead, newest first. */
  readonly priors: readonly StudyRef[];
  /** Others of the patient, newest first: fetched when there is nothing else to do. */
  readonly furtherPriors?: readonly StudyRef[];
}

/** A study that this reader is to report, and what goes with it. */
export interface StudyToPrefetch extends PriorsToPrefetch {
  readonly study: StudyRef;
  readonly priority: Priority;
  readonly dueAt: number;
  readonly modalities?: readonly string[];
  /** As the archive counts them. */
  readonly instances?: number | undefined;
}

export interface PlanInputOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly cache: StudyCache;
  readonly index: StudyIndex;
  readonly readiness: ReadinessBook;
  readonly listAssigned: () => readonly StudyToPrefetch[];
  /** Of any study that may be opened; undefined where nothing is fetched ahead. */
  readonly priorsOf: (study: StudyRef) => PriorsToPrefetch | undefined;
  /** Those of which only the lists are to be read again. */
  readonly listToLookAt?: (() => readonly StudyRef[]) | undefined;
  readonly reading: ReadingBook;
  readonly desk: OpenDesk;
  /** In which order their series will hang; without it the light ones come first. */
  readonly hangOrders?: Pick<HangOrders, 'of' | 'ofPrior'> | undefined;
}

/** The most urgent of a very long list: ordering thousands would hold up a frame that somebody waits for. */
const mostPlanned = 1_000;

/** Brings together what a plan is made from: what is assigned, what of it is here, what the rest weighs. */
export class PlanInput {
  readonly #options: PlanInputOptions;
  readonly #bytes: StudyBytes;
  /** When something of a study last came, or it was first seen. */
  readonly #progress = new Map<string, number>();
  #known: ReadonlyMap<string, StudyToPrefetch> = new Map();

  constructor(options: PlanInputOptions) {
    this.#options = options;
    this.#bytes = new StudyBytes(options.index, options.cache, options.readiness);
  }

  /** The studies of the list of which something is to be fetched, or whose priors are. */
  assigned(withPriors: boolean): readonly AssignedStudy[] {
    const { clock, desk, reading, readiness } = this.#options;
    this.#bytes.begin();
    const now = clock.now();
    const listed = mostUrgentFirst(this.#options.listAssigned(), ({ study }) => study).slice(0, mostPlanned);
    this.#known = new Map(listed.map((one) => [studyKey(one.study), one]));
    for (const id of this.#progress.keys()) if (!this.#known.has(id)) this.#progress.delete(id);
    const isHere = (study: StudyRef) => this.#isHere(study);
    const studies: AssignedStudy[] = [];
    for (const listedOne of listed) {
      const { study, priority, dueAt, modalities = [] } = listedOne;
      const id = studyKey(study);
      const lacking = withPriors ? this.#lackingPriors(study, listedOne) : [];
      // A study that is here still takes the reader's time before the next.
      if (isHere(study) && lacking.length === 0 && readiness.of(study).state === 'noImages') continue;
      if (!this.#progress.has(id)) this.#progress.set(id, now);
      const { remaining, total } = this.bytesOf(study);
      studies.push({
        study,
        priority,
        dueAt,
        readingMs: reading.usualMs(modalities),
        isPutAside: desk.isPutAside(study),
        lastProgressAt: this.#progress.get(id) ?? now,
        remainingBytes: isHere(study) ? 0 : remaining,
        totalBytes: total,
        plan: () => this.#planOfListed(study),
        priors: lacking,
      });
    }
    return studies;
  }

  open(withPriors: boolean): readonly OpenStudy[] {
    const priorsOf = (study: StudyRef) => (this.#isKnown(study) ? undefined : this.#options.priorsOf(study));
    return this.#options.desk.list().map(({ study, shown }) => ({
      study,
      priors: withPriors ? this.#lackingPriors(study, priorsOf(study)) : [],
      remainingBytes: this.bytesOf(study).remaining,
      isStat: this.#known.get(studyKey(study))?.priority === 'STAT',
      plan: () => this.#planOf(study),
      ...(shown && { shown }),
    }));
  }

  /** In the order in which their metadata is read, each study's priors with it: their reports come this way too. */
  lackingMetadata(
    { assigned, open }: { readonly assigned: readonly AssignedStudy[]; readonly open: readonly OpenStudy[] },
    { tiers }: Budget,
  ): readonly StudyRef[] {
    const { readiness, desk } = this.#options;
    const lacks = (study: StudyRef) => readiness.wantsMetadata(study);
    const allowed = assigned.filter(({ priority }) => tiers.has(priority === 'STAT' ? 'stat' : 'due'));
    const ofOpen = open.flatMap(({ priors = [] }) => priors);
    const likely = [...ofOpen, ...allowed.flatMap(({ priors }) => priors)].filter(({ isFurther }) => isFurther);
    const studies = [
      ...open,
      ...(tiers.has('prior') ? ofOpen.filter(({ isFurther }) => !isFurther) : []),
      ...allowed.flatMap((one) => [one, ...one.priors.filter(({ isFurther }) => !isFurther)]),
      ...(tiers.has('likely') ? likely : []),
      ...(tiers.has('due') ? (this.#options.listToLookAt?.() ?? []) : []).map((study) => ({ study })),
    ];
    const unique = new Map(studies.map(({ study }) => [studyKey(study), study]));
    return [...unique.values()].filter((study) => lacks(study) && (!desk.isOpen(study) || this.#isKnown(study)));
  }

  bytesOf(study: StudyRef): Bytes {
    const { modalities, instances } = this.#known.get(studyKey(study)) ?? {};
    return this.#bytes.of(study, { ...(modalities && { modalities }), ...(instances !== undefined && { instances }) });
  }

  modalitiesOf(study: StudyRef): readonly string[] {
    const listed = this.#known.get(studyKey(study))?.modalities;
    if (listed) return listed;
    const series = [...this.#options.index.seriesOf(study).values()];
    return [...new Set(series.flatMap(({ instances }) => instances[0]?.kind.modality ?? []))];
  }

  /** When it must be here for its report to be in time; undefined of a prior, which nobody reports. */
  neededAtOf(study: StudyRef): number | undefined {
    const known = this.#known.get(studyKey(study));
    return known && known.dueAt - this.#options.reading.usualMs(known.modalities ?? []);
  }

  /** What is still to be asked of it: the frames, as far as its lists have been read, and how many questions before one comes. */
  missingOf(study: StudyRef): { readonly frames: number | undefined; readonly questions: number } {
    const { readiness } = this.#options;
    const { presentFrames, expectedFrames } = readiness.of(study);
    if (!readiness.hasMetadata(study) || expectedFrames === undefined) return { frames: undefined, questions: 3 };
    return { frames: Math.max(0, expectedFrames - presentFrames), questions: 1 };
  }

  noteProgress(study: StudyRef): void {
    const id = studyKey(study);
    if (this.#progress.has(id)) this.#progress.set(id, this.#options.clock.now());
  }

  forget(study: StudyRef): void {
    this.#bytes.forget(study);
  }

  #isKnown(study: StudyRef): boolean {
    return this.#known.has(studyKey(study));
  }

  #isHere(study: StudyRef): boolean {
    return ['complete', 'noImages'].includes(this.#options.readiness.of(study).state);
  }

  #lackingPriors(
    current: StudyRef,
    { priors, furtherPriors = [] }: PriorsToPrefetch = { priors: [] },
  ): readonly PriorStudy[] {
    return [
      ...priors.map((one) => this.#prior(one, current, false)),
      ...furtherPriors.map((one) => this.#prior(one, current, true)),
    ].filter((one) => !this.#isHere(one.study));
  }

  #prior(study: StudyRef, current: StudyRef, isFurther: boolean): PriorStudy {
    const plan = () => this.#planOfListed(study, current);
    return { study, remainingBytes: this.bytesOf(study).remaining, plan, isFurther };
  }

  /** Of a study whose metadata has not been read nobody knows what to ask for. `beside`: of a prior, what it is read with. */
  #planOfListed(study: StudyRef, beside?: StudyRef): StudyToPlan {
    return this.#options.readiness.hasMetadata(study) ? this.#planOf(study, beside) : { study, series: [] };
  }

  #planOf(study: StudyRef, beside?: StudyRef): StudyToPlan {
    const { readiness, index, cache, hangOrders } = this.#options;
    if (readiness.of(study).state === 'complete') return { study, series: [] };
    const series = [...index.seriesOf(study).values()].map((one) =>
      seriesToPlan(one, cache.presentFrames(study, one.seriesInstanceUID), ({ kind, pixelBytes }) =>
        index.sizes.estimate(study, one.seriesInstanceUID, kind, pixelBytes),
      ),
    );
    if (!hangOrders) return { study, series };
    const isBeside = beside !== undefined && readiness.hasMetadata(beside);
    return { study, series, hangOrder: isBeside ? hangOrders.ofPrior(study, beside) : hangOrders.of(study) };
  }
}
