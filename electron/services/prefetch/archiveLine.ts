import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Urgency } from '#shared/contract/frames.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import { urgentTiers } from '#shared/prefetch/budget.ts';
import type { FetchTier, FrameRequest } from '#shared/prefetch/frameRequest.ts';
import type { ArchiveClient, BodyToCome, ReceivedFrame } from '../archive/index.ts';
import { ArchiveCircuit } from './archiveCircuit.ts';
import type { ArchiveLineOptions, LineState } from './archiveLineOptions.ts';
import { isLineFailure } from './classifyFailure.ts';
import { DisplayFirst } from './displayFirst.ts';
import { FailedFrames } from './failedFrames.ts';
import { type FetchJob, keysOf, startJob } from './fetchJob.ts';
import { JobOutcomes } from './jobOutcomes.ts';
import { LinePace } from './linePace.ts';
import { LineProbe } from './lineProbe.ts';
import { isMoreUrgent, PlanCursor } from './planCursor.ts';
import { RunningJobs } from './runningJobs.ts';
import { isServed, leastMissed, passedBy, passedByMs } from './standBack.ts';
import { type FrameAnswer, WantList } from './wantList.ts';

const interactiveRequests = 2;

/** Everything that is asked of one archive, in the one order that counts: who looks, who will look, the plan. */
export class ArchiveLine {
  readonly #options: ArchiveLineOptions;
  readonly #wants = new WantList();
  readonly #plan: PlanCursor;
  readonly #failed: FailedFrames;
  readonly #circuit: ArchiveCircuit;
  readonly #jobs = new RunningJobs();
  readonly #pace: LinePace;
  readonly #probe: LineProbe;
  readonly #first: DisplayFirst;
  readonly #outcomes: JobOutcomes;
  /** On their way, and no frames: a study's lists. */
  #questions = 0;
  #stopped = false;

  constructor(options: ArchiveLineOptions) {
    this.#options = options;
    this.#failed = new FailedFrames(options.clock, () => this.#options.onPlanLow());
    this.#plan = new PlanCursor((key) => this.#isFetchable(key));
    this.#circuit = new ArchiveCircuit(options.clock, options.random, () => this.pump());
    this.#pace = new LinePace(options.clock, options.client.archiveId, options.watch);
    this.#first = new DisplayFirst(options.clock, this.#pace, () => this.pump());
    this.#probe = this.#createProbe();
    this.#outcomes = new JobOutcomes(options, {
      wants: this.#wants,
      plan: this.#plan,
      failed: this.#failed,
      circuit: this.#circuit,
      pace: this.#pace,
      jobs: this.#jobs,
      isFetchable: (key) => this.#isFetchable(key),
      onCircuit: () => this.#tellCircuit(),
    });
  }

  get client(): ArchiveClient {
    return this.#options.client;
  }

  /** Why nothing more comes from this archive at present; undefined while it answers. */
  get failure(): Failure | undefined {
    return this.#circuit.failure;
  }

  isFetching(study: Pick<FrameKey, 'studyInstanceUID'>): boolean {
    return this.#jobs.isFetching(study);
  }

  async read(key: FrameKey, urgency: Urgency, signal: CancelSignal | undefined): Promise<FrameAnswer> {
    if (this.#stopped || signal?.aborted) return fail(failureOf('Cancelled'));
    const id = frameId(key);
    const known = this.#failed.answerFor(id);
    if (known) return fail(known);
    const away = this.#circuit.failure;
    if (away && !this.#circuit.mayKnock(this.#jobs.size)) return fail(away);
    const answer = this.#wants.add(key, urgency, signal);
    this.#preemptFor(id, urgency);
    if (urgency === 'display') this.#first.noteWanted(id, this.#wants, this.#jobs);
    this.pump();
    if (urgency === 'display') this.#options.clock.after(passedByMs, () => this.#leavePassedBy());
    return answer;
  }

  setPlan(requests: readonly FrameRequest[], leavesOut: boolean): void {
    this.#plan.replace(requests, leavesOut);
    this.#yieldTo(requests[0]?.tier);
    if (requests[0]?.tier === 'open') this.#first.noteMetadata();
    this.pump();
  }

  /** Forgets which frames could not be had, because something has changed: a refresh, a study opened again. */
  forgiveFailures(): void {
    this.#failed.clear();
  }

  /** These instances have become others: what of them is on its way, or could not be had, is asked for anew. */
  instancesReplaced(study: Pick<FrameKey, 'studyInstanceUID'>, sopInstanceUIDs: ReadonlySet<string>): void {
    this.#jobs.abandon(study, sopInstanceUIDs);
    this.#failed.clear();
  }

  /** Something else reached the archive, so there is no reason to wait. */
  archiveAnswered(): void {
    const { failure } = this.#circuit;
    // What hangs since the line broke does not come.
    if (failure && isLineFailure(failure)) this.#jobs.preemptAll();
    this.#closeCircuit();
    this.pump();
  }

  /** Something that is no frame is asked for. Answers what to call with its failure, or with none, in the end. */
  beginQuestion(): (failure: Failure | undefined) => void {
    if (this.#waiting === 0) this.#pace.begin();
    this.#questions += 1;
    this.#probe.watch();
    return (failure) => {
      this.#questions -= 1;
      if (this.#circuit.noteQuestion(failure)) this.#tellCircuit();
      this.pump();
    };
  }

  get state(): LineState {
    const [inFlight, onScreen] = [this.#jobs.inLane('background'), this.#jobs.inLane('interactive')];
    return { inFlight, onScreen, limit: this.#pace.limit(this.#isBesideReading()) };
  }

  /**
   * A study is being opened that is not here: what is fetched for later stops, and the line stays free until its first
   * frame begins to come (rule N4).
   */
  makeWay(): void {
    this.#first.begin(this.#wants, this.#jobs);
  }

  /** What was on its way is asked for again at once on new connections. */
  networkChanged(): void {
    this.#jobs.preemptAll();
    this.#pace.beginAfresh(() => this.pump());
    this.#options.client.reconnect();
    this.#closeCircuit();
    this.#failed.forgiveLine();
    this.pump();
  }

  /** The connections of whoever waits are used, so that no server closes them as idle; nothing where the archive is away. */
  keepWarm(): void {
    const isInUse = this.#jobs.inLane('interactive') > 0;
    if (this.#stopped || this.#circuit.failure || isInUse || !this.#pace.isMeasured) return;
    const { signal } = new AbortController();
    for (let count = 0; count < interactiveRequests; count += 1) void this.client.reach(signal, 'interactive');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    // Whoever asks next begins anew: an outage that nobody watches any more would never end.
    if (this.#circuit.failure) this.#options.watch?.noteAway(this.client.archiveId, undefined);
    this.#failed.stop();
    this.#circuit.stop();
    this.#probe.stop();
    this.#first.end();
    this.#options.watch?.noteWanting(this.client.archiveId, false);
    await this.#jobs.stop();
    this.#wants.settleAll(fail(failureOf('Cancelled')));
  }

  pump(): void {
    for (let job = this.#next(); job; job = this.#next()) this.#start(job);
    const isMissed = this.#isMissed();
    this.#options.household.note(this, this.#jobs.size);
    this.#pace.note(this.#jobs.inLane('background'), this.#isBesideReading(), isMissed);
    if (isMissed || this.#waiting > 0) this.#probe.watch();
    if (!this.#stopped && this.#plan.isLow) this.#options.onPlanLow();
  }

  #next(): FetchJob | undefined {
    if (this.#stopped) return undefined;
    const jobs = this.#jobs.list();
    const isWaiting = ({ id }: { readonly id: string }) => !this.#jobs.has(id);
    const wanted = this.#wants.next(isWaiting);
    const interactive = this.#jobs.inLane('interactive');
    if (wanted?.urgency === 'display' && interactive < interactiveRequests && this.#circuit.mayKnock(jobs.length)) {
      return startJob([wanted.key], 'interactive', 'display', this.#now());
    }
    if (!this.#circuit.mayAsk(jobs.length)) return undefined;
    const background = jobs.length - interactive;
    const spare = this.#pace.limit(false) - background;
    if (spare < 0) return undefined;
    if (this.#first.holdsLine(jobs, this.#wants)) return undefined;
    if (spare === 0) return this.#nextBeyond(jobs);
    // What is only to be made ready beside the screen comes by the plan, which knows the order; else after it.
    const isAside = wanted?.urgency === 'background';
    const planned = (wanted && !isAside) || !this.#options.mayKeep() ? undefined : this.#nextPlanned(background);
    if (planned || !wanted || (isAside && !this.#options.mayFetchAside())) return planned;
    return startJob(this.#wants.togetherWith(wanted, isWaiting), 'background', 'open', this.#now());
  }

  #nextPlanned(background: number): FetchJob | undefined {
    // While somebody waits for a frame, nothing begins for studies nobody looks at (rule N4).
    const forOpen = this.#plan.take(['display', 'open']);
    if (!forOpen && this.#wants.hasDisplay()) return undefined;
    if (!forOpen && background >= this.#pace.limit(this.#options.isReading())) return undefined;
    const request = forOpen ?? this.#plan.take(this.#options.household.mayBegin() ? undefined : urgentTiers);
    return request && startJob(keysOf(request), 'background', request.tier, this.#now());
  }

  /** Where every connection carries something for later, what cannot wait has one beyond them (rule O7). */
  #nextBeyond(jobs: readonly FetchJob[]): FetchJob | undefined {
    if (isServed(jobs, 'stat') || !this.#options.mayKeep()) return undefined;
    const request = this.#plan.take(this.#wants.hasDisplay() ? ['display', 'open'] : urgentTiers);
    return request && startJob(keysOf(request), 'background', request.tier, this.#now());
  }

  /** What hangs for a frame that the reader has passed by gives its connection to the one on the screen. */
  #leavePassedBy(): void {
    const isWaiting = this.#wants.next(({ id }) => !this.#jobs.has(id))?.urgency === 'display';
    if (this.#stopped || !isWaiting || this.#jobs.inLane('interactive') < interactiveRequests) return;
    passedBy(this.#jobs.list(), (job) => this.#wants.isOnScreen(job), this.#now())?.preempt();
  }

  /** What is on its way is for later, and somebody reads from the disk meanwhile (rule N5). */
  #isBesideReading(): boolean {
    return this.#options.isReading() && !this.#jobs.isForOpen;
  }

  /** So many answers are waited for. */
  get #waiting(): number {
    return this.#jobs.size + this.#questions;
  }

  /** The line is gone. What is not asked for meanwhile, lists above all, waits for somebody to say that it is back. */
  #isMissed(): boolean {
    const { failure } = this.#circuit;
    return !this.#stopped && failure !== undefined && isLineFailure(failure);
  }

  #createProbe(): LineProbe {
    const { clock, random, client } = this.#options;
    return new LineProbe({
      clock,
      random,
      reach: (signal) => client.reach(signal),
      roundTripMs: () => this.#pace.roundTripMs,
      silentMs: () => (this.#pace.isMeasured && this.#waiting > 0 ? this.#pace.silentMs : undefined),
      isMissed: () => this.#isMissed(),
      onAway: (failure) => {
        if (!this.#circuit.failed(failure, 'away')) return;
        this.#tellCircuit();
        this.#wants.settleAll(fail(failure), ({ id }) => !this.#jobs.has(id));
      },
      onBack: () => this.networkChanged(),
    });
  }

  #closeCircuit(): void {
    if (!this.#circuit.succeeded()) return;
    this.#failed.forgiveLine();
    this.#tellCircuit();
  }

  #tellCircuit(): void {
    if (this.#stopped) return;
    this.#options.watch?.noteAway(this.client.archiveId, this.#circuit.failure);
    this.#options.onCircuit();
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }

  #start(job: FetchJob): void {
    this.#jobs.claim(job);
    const { lane, instance, signal } = job;
    if (this.#jobs.size === 0) this.#pace.begin();
    const frameNumbers = [...job.remaining.keys()];
    const onFrame = (frame: ReceivedFrame) => this.#outcomes.receive(job, frame);
    const end = (result: Result<void, Failure>) => {
      this.#jobs.end(job);
      this.#finish(job, result);
      this.pump();
    };
    const onHead = (body?: BodyToCome) => this.#noteHead(job, body);
    const asked = this.client
      .readFrames(instance, frameNumbers, onFrame, { lane, signal, onHead })
      // A bug in one answer must not leave the others waiting for ever: it is reported, and the frame counts as failed.
      .then(end, (bug: unknown) => {
        this.#options.onBug(bug);
        end(fail(failureOf('Unexpected')));
      });
    this.#jobs.add(job, asked);
  }

  #noteHead(job: FetchJob, body: BodyToCome | undefined): void {
    job.headAtMs = this.#now();
    job.body = body;
    this.#options.household.noteHead(job.headAtMs - job.startedAtMs, this.#pace.roundTripMs);
    if (job.lane !== 'interactive' && !this.#wants.isOnScreen(job)) return;
    this.#first.noteHead(job, this.#wants, this.#jobs);
    this.pump();
  }

  #finish(job: FetchJob, result: Result<void, Failure>): void {
    if (result.ok && job.remaining.size === 0) {
      this.#closeCircuit();
      this.#first.noteEnded(job);
      this.#pace.noteWhole();
    } else if (!this.#stopped) this.#outcomes.endedShort(job, result);
  }

  /** A frame is not to be had; who waits for it is told, and nobody asks for a while. */
  giveUp(key: FrameKey, failure: Failure): void {
    this.#outcomes.giveUp(key, failure);
  }

  /** A frame on display does not wait behind the rest of a list: the list is cut, its rest asked for again later. */
  #preemptFor(id: string, urgency: Urgency): void {
    const job = this.#jobs.jobOf(id);
    if (urgency !== 'display' || job?.lane !== 'background') return;
    const ahead = [...job.remaining.values()].findIndex((key) => frameId(key) === id);
    if (ahead > 1) job.preempt();
  }

  /** Lists of frames for later end at their next frame for a study that is opened or STAT, and one gives way now (O7). */
  #yieldTo(tier: FetchTier | undefined): void {
    if (tier === undefined || isMoreUrgent('stat', tier)) return;
    for (const job of this.#jobs.list()) job.yields = isMoreUrgent(tier, job.tier);
    const isFull = this.#jobs.inLane('background') >= this.#pace.limit(false);
    if (isFull && !this.#circuit.failure) leastMissed(this.#jobs.list(), tier)?.preempt();
  }

  #isFetchable(key: FrameKey): boolean {
    const id = frameId(key);
    return !this.#jobs.has(id) && !this.#failed.has(id) && !this.#options.hasFrame(key);
  }
}
