import type { Clock } from '#electron/base/world.ts';
import type { FetchJob } from './fetchJob.ts';
import type { LinePace } from './linePace.ts';
import type { RunningJobs } from './runningJobs.ts';
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

  begin(): void {
    this.#keepFree(longestWayMs + 12 * this.#pace.roundTripMs);
  }

  noteMetadata(): void {
    if (this.isOpening) this.#keepFree(Math.min(wayWithMetadataMs, this.#wayUntilMs - this.#clock.monotonicMs()));
  }

  end(): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = 0;
  }

  noteEnded({ lane, startedAtMs }: FetchJob): void {
    const lastedMs = this.#clock.monotonicMs() - startedAtMs;
    if (lane !== 'background') {
      this.#isSlow = lastedMs > slowDisplayMs;
      this.end();
      return;
    }
    this.#usualMs = this.#usualMs === undefined ? lastedMs : 0.8 * this.#usualMs + 0.2 * lastedMs;
  }

  /**
   * The frame on screen goes alone: nothing new begins beside it until its first byte comes, and on a line on which it
   * takes seconds, until it is whole (rule N4).
   */
  holdsLine(jobs: readonly FetchJob[], wants: Pick<WantList, 'isOnScreen'>): boolean {
    return this.isOpening || jobs.some((job) => this.#goesAlone(job, wants.isOnScreen(job)));
  }

  #goesAlone(job: FetchJob, isOnScreen: boolean): boolean {
    const { lane, hasHead, startedAtMs } = job;
    if (lane !== 'interactive' || !this.#pace.isMeasured) return false;
    if (hasHead) return isOnScreen && this.#isSlowFor(job);
    return this.#clock.monotonicMs() - startedAtMs < Math.max(longestRestMs, 4 * this.#pace.roundTripMs);
  }

  /** Call with the head of its answer: where the frame on the screen takes seconds, what it shares the line with is left. */
  goAlone(display: FetchJob, wants: Pick<WantList, 'isOnScreen'>, jobs: Pick<RunningJobs, 'list'>): void {
    const standBack = () => {
      const running = jobs.list();
      if (!running.includes(display) || !wants.isOnScreen(display) || !this.#isSlowFor(display)) return;
      for (const job of running) if (this.#sharesLine(job)) job.preempt();
    };
    standBack();
    const sinceMs = this.#clock.monotonicMs() - display.startedAtMs;
    if (sinceMs < surelySlowMs) this.#clock.after(surelySlowMs - sinceMs, standBack);
  }

  /** A frame on display that comes, and takes seconds: known from the one before, or from how long this one has taken. */
  #isSlowFor({ hasHead, startedAtMs }: FetchJob): boolean {
    if (!hasHead || !this.#pace.isMeasured || this.#pace.silentMs > silentForMs) return false;
    return this.#isSlow || this.#clock.monotonicMs() - startedAtMs >= surelySlowMs;
  }

  /** Beside a frame on display that takes seconds only what is nearly here goes on, whatever it is for. */
  #sharesLine({ lane, startedAtMs }: FetchJob): boolean {
    if (lane === 'interactive') return false;
    const usualMs = this.#usualMs ?? 0;
    const elapsedMs = this.#clock.monotonicMs() - startedAtMs;
    return elapsedMs < 0.8 * usualMs || elapsedMs >= 1.5 * usualMs;
  }

  /** Work for later that is broken off, since it does not end within a round trip; to begin it again costs several. */
  isInTheWay({ lane, tier, startedAtMs }: FetchJob): boolean {
    if (!this.#pace.isMeasured || lane === 'interactive' || tier === 'open' || tier === 'display') return false;
    const elapsedMs = this.#clock.monotonicMs() - startedAtMs;
    const usualMs = this.#usualMs ?? 0;
    return elapsedMs <= usualMs - this.#pace.roundTripMs || elapsedMs >= 1.5 * usualMs;
  }

  #keepFree(forMs: number): void {
    this.#cancelTimer?.();
    this.#wayUntilMs = this.#clock.monotonicMs() + forMs;
    this.#cancelTimer = this.#clock.after(forMs, this.#onOver);
  }
}
