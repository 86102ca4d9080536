import type { Clock } from '#electron/base/world.ts';
import { frameId } from '#shared/dicom/frameKey.ts';
import type { FetchJob } from './fetchJob.ts';
import type { LinePace } from './linePace.ts';
import { restOfAnswer } from './restOfAnswer.ts';
import type { RunningJobs } from './runningJobs.ts';
import { isLaterWork, latestForScreen, sharesLine } from './standBack.ts';
import type { WantList } from './wantList.ts';

/** An archive that takes its time over the frame on screen does not stop the line for longer. */
const longestRestMs = 1_500;
/** From a study's being opened to its first frame's being asked for: its metadata comes first. */
const longestWayMs = 3_000;
/** Once its metadata is here, its first frame is asked for at once, or nobody looks. */
const wayWithMetadataMs = 1_000;

/** A frame on the screen that takes longer than this is waited for, and whatever shares its line makes that longer. */
const slowDisplayMs = 3_000;
/** Said of a line before a frame has taken so long, from the part of it that has passed. */
const surelySlowMs = 1_500;
/** Nothing at all comes: to hold back what else there is helps nobody. */
const silentForMs = 3_000;
/** A frame is looked at, and not only passed by, when it is still on the screen after so long. */
const lookedAtMs = 80;
/** Whoever goes through a series that is not here must not have the same frames broken off again and again. */
const betweenBreaksMs = 1_500;
/**
 * What begins so many round trips before the frame on screen is whole has its own first byte when that one is: its
 * connection is dialled, and the question asked. On one that is still open it is a round trip early.
 */
const leadRoundTrips = 2;
/** How often it is looked how much of a frame has come. */
const lookMs = 40;
/** What is broken off has ended by then. */
const untilAskedMs = 200;

type Looked = Pick<WantList, 'get' | 'isOnScreen'>;
type Running = Pick<RunningJobs, 'list' | 'has'>;

/** What the frame on screen may ask of everything else on its line (rule N4). */
export class DisplayFirst {
  readonly #clock: Clock;
  readonly #pace: LinePace;
  readonly #onOver: () => void;
  /** The line is kept free until then for a study that is being opened. */
  #wayUntilMs = 0;
  #cancelTimer: (() => void) | undefined;
  /** How long a background request lasts; undefined before one has ended. */
  #usualMs: number | undefined;
  /** The last frame on display took more than 3 s, with nothing new beside it. */
  #isSlow = false;
  /** From its head to its end, the last frame on display; undefined before one has ended. */
  #bodyMs: number | undefined;
  /** For which frame others were last broken off, and when. */
  #broke = { id: '', atMs: Number.NEGATIVE_INFINITY };

  /** @param onOver the line need be kept free no longer, though nothing came. */
  constructor(clock: Clock, pace: LinePace, onOver: () => void) {
    this.#clock = clock;
    this.#pace = pace;
    this.#onOver = onOver;
  }

  /**
   * A study is being opened, and its first frame is not here: it comes through an empty line in half of the time, and
   * the line is idle for little more than the round trips in which a connection finds its speed.
   */
  get isOpening(): boolean {
    return this.#clock.monotonicMs() < this.#wayUntilMs;
  }

  begin(wants: Looked, jobs: Running): void {
    this.#keepFree(longestWayMs + 12 * this.#pace.roundTripMs);
    this.#stopLaterWork(wants, jobs);
  }

  noteMetadata(): void {
    if (this.isOpening) this.#keepFree(Math.min(wayWithMetadataMs, this.#wayUntilMs - this.#clock.monotonicMs()));
  }

  end(): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = 0;
  }

  noteEnded({ lane, startedAtMs, headAtMs }: FetchJob): void {
    const nowMs = this.#clock.monotonicMs();
    const lastedMs = nowMs - startedAtMs;
    if (lane !== 'background') {
      if (headAtMs !== undefined) this.#bodyMs = nowMs - headAtMs;
      this.#isSlow = lastedMs > slowDisplayMs;
      this.end();
      return;
    }
    this.#usualMs = this.#usualMs === undefined ? lastedMs : 0.8 * this.#usualMs + 0.2 * lastedMs;
  }

  /**
   * The frame on screen goes alone: nothing new begins beside it until only two round trips of it are left, for so long
   * nothing that is asked for comes. Where its head does not say how long it is, the frame before tells; on a line on
   * which it took seconds, until it is whole (rule N4).
   */
  holdsLine(jobs: readonly FetchJob[], wants: Looked): boolean {
    // What a line is kept free for has come, and says how long it is: then that is how long.
    const isComing = jobs.some((job) => job.body !== undefined && wants.isOnScreen(job));
    if ((this.isOpening && !isComing) || this.#isMadeWayFor(wants)) return true;
    return jobs.some((job) => this.#goesAlone(job, wants.isOnScreen(job)));
  }

  /** What was broken off for a frame must not begin again before that frame has a connection. */
  #isMadeWayFor(wants: Looked): boolean {
    const { id, atMs } = this.#broke;
    return this.#clock.monotonicMs() - atMs < untilAskedMs && wants.get(id)?.urgency === 'display';
  }

  #goesAlone(job: FetchJob, isOnScreen: boolean): boolean {
    const { lane, headAtMs, startedAtMs } = job;
    if (!this.#pace.isMeasured || (lane !== 'interactive' && !isOnScreen)) return false;
    const nowMs = this.#clock.monotonicMs();
    if (headAtMs === undefined) return nowMs - startedAtMs < Math.max(longestRestMs, 4 * this.#pace.roundTripMs);
    if (!isOnScreen || this.#pace.silentMs > silentForMs) return false;
    const restMs = this.#restMs(job);
    if (restMs !== undefined) return restMs > this.#leadMs;
    return this.#isSlowFor(job) || this.#bodyMs === undefined || nowMs < headAtMs + this.#soloMs;
  }

  get #leadMs(): number {
    return leadRoundTrips * this.#pace.presentRoundTripMs;
  }

  /** Undefined where its head does not say how long it is. */
  #restMs({ body, headAtMs }: FetchJob): number | undefined {
    if (!body || headAtMs === undefined) return undefined;
    return restOfAnswer({
      bytes: body.bytes,
      received: body.came(),
      sinceMs: this.#clock.monotonicMs() - (body.headAtMs ?? headAtMs),
      roundTripMs: this.#pace.presentRoundTripMs,
    });
  }

  /** From its head, a frame on display has the line for itself for so long. */
  get #soloMs(): number {
    return Math.max(0, (this.#bodyMs ?? 0) - this.#pace.roundTripMs);
  }

  /** A frame on display is asked for, or is on its way already for later: what shares its line stands back. */
  noteWanted(id: string, wants: Looked, jobs: Running): void {
    this.#stopLaterWork(wants, jobs);
    this.#clock.after(lookedAtMs, () => this.#standBack(id, wants, jobs));
  }

  /** Call with the head of the answer that brings a frame on display. */
  noteHead(job: FetchJob, wants: Looked, jobs: Running): void {
    if (job.body) this.#lookOn(job, wants, jobs);
    else this.#clock.after(this.#soloMs, this.#onOver);
    const sinceMs = this.#clock.monotonicMs() - job.startedAtMs;
    const standBack = () => {
      if (!this.#isSlowFor(job)) return;
      for (const key of job.remaining.values()) this.#standBack(frameId(key), wants, jobs);
    };
    this.#clock.after(Math.max(0, surelySlowMs - sinceMs), standBack);
  }

  #lookOn(job: FetchJob, wants: Looked, jobs: Running): void {
    this.#clock.after(lookMs, () => {
      if (!jobs.list().includes(job)) return;
      if (this.#goesAlone(job, wants.isOnScreen(job))) this.#lookOn(job, wants, jobs);
      else this.#onOver();
    });
  }

  /** A frame on display that comes, and takes seconds: known from the one before, or from how long this one has taken. */
  #isSlowFor(job: FetchJob): boolean {
    const { headAtMs, startedAtMs } = job;
    if (headAtMs === undefined || !this.#pace.isMeasured || this.#pace.silentMs > silentForMs) return false;
    if ((this.#restMs(job) ?? Number.POSITIVE_INFINITY) <= this.#leadMs) return false;
    return this.#isSlow || this.#clock.monotonicMs() - startedAtMs >= surelySlowMs;
  }

  /** Beside a frame that is looked at only what is nearly here goes on, whatever it is for. */
  #standBack(id: string, wants: Looked, jobs: Running): void {
    if (!this.#pace.isMeasured || wants.get(id)?.urgency !== 'display') return;
    const nowMs = this.#clock.monotonicMs();
    const others = jobs.list().filter((job) => !wants.isOnScreen(job));
    const passedBy = jobs.has(id) ? undefined : latestForScreen(others);
    // Others on the screen have the connections: what is not looked at has made way for them.
    if (!jobs.has(id) && !passedBy) return;
    const inTheWay = sharesLine(others, { ...this.#usual(nowMs), isSlow: this.#isSlow });
    if (passedBy) inTheWay.unshift(passedBy);
    if (inTheWay.length === 0) return;
    const waitMs = this.#broke.atMs + betweenBreaksMs - nowMs;
    if (waitMs > 0) {
      this.#clock.after(waitMs, () => this.#standBack(id, wants, jobs));
      return;
    }
    this.#broke = { id, atMs: nowMs };
    for (const job of inTheWay) job.preempt();
  }

  /** Work for later is broken off at once, since it does not end within a round trip; to begin it again costs several. */
  #stopLaterWork(wants: Looked, jobs: Running): void {
    if (!this.#pace.isMeasured) return;
    const usual = this.#usual(this.#clock.monotonicMs());
    for (const job of jobs.list()) if (!wants.isOnScreen(job) && isLaterWork(job, usual)) job.preempt();
  }

  #usual(nowMs: number) {
    return { nowMs, usualMs: this.#usualMs ?? 0, roundTripMs: this.#pace.roundTripMs, displayMs: this.#bodyMs ?? 0 };
  }

  #keepFree(forMs: number): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = this.#clock.monotonicMs() + forMs;
    this.#cancelTimer = this.#clock.after(forMs, this.#onOver);
  }
}
