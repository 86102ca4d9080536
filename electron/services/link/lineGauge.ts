import { goodputMs, quantile } from '#shared/prefetch/bandwidth.ts';
import type { LineAnswer } from '#shared/prefetch/connectionCount.ts';
import { type LeastAnswer, leastAnswerMs, noLeastAnswer, noteAnswer } from '#shared/prefetch/leastAnswer.ts';
import { lossShareOf } from '#shared/prefetch/lossShare.ts';

const secondMs = 1_000;
const secondsInSlot = goodputMs / secondMs;
/** An hour of slots. */
const mostSlots = 360;
const mostAnswers = 128;
/** Answers this old say nothing about the line now. */
const answersForMs = 30_000;

export interface GaugeStart {
  readonly goodputs: readonly number[];
  readonly leastRoundTripMs?: number | undefined;
}

/** One line as it is measured, on a clock that never jumps: goodput of the time in which something was wanted, round trips. */
export class LineGauge {
  #receivedBytes = 0;
  #isWanting = false;
  #at: number;
  /** The second that is being counted: how much of it has passed and what came in it. */
  #secondMs = 0;
  #secondBytes = 0;
  /** Whole wanted seconds: the youngest ten, and how many of them are not in a slot yet. */
  readonly #seconds: number[] = [];
  #secondsInSlot = 0;
  readonly #slots: number[];
  #slotsMeasured = 0;
  #answersMeasured = 0;
  #answers: LineAnswer[] = [];
  #least: LeastAnswer = noLeastAnswer;
  /** As it was a day ago, until there is one of now: the computer may be elsewhere. */
  #leastBefore: number | undefined;
  #inFlight = 0;
  #showsLoss = false;

  constructor(nowMs: number, start: GaugeStart | undefined) {
    this.#at = nowMs;
    this.#slots = [...(start?.goodputs ?? [])].slice(-mostSlots);
    this.#leastBefore = start?.leastRoundTripMs;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get goodputs(): readonly number[] {
    return this.#slots;
  }

  /** So many slots, and so many round trips, were measured since the start. */
  get measured(): { readonly slots: number; readonly answers: number } {
    return { slots: this.#slotsMeasured, answers: this.#answersMeasured };
  }

  get isWanting(): boolean {
    return this.#isWanting;
  }

  get recentAnswers(): readonly LineAnswer[] {
    return this.#answers;
  }

  noteWanting(isWanting: boolean, nowMs: number): void {
    this.advance(nowMs);
    this.#isWanting = isWanting;
  }

  noteConnections(inFlight: number, showsLoss: boolean): void {
    this.#inFlight = inFlight;
    this.#showsLoss = showsLoss;
  }

  received(bytes: number, nowMs: number): void {
    this.advance(nowMs);
    this.#receivedBytes += bytes;
    // What comes while nothing is wanted ahead, a list or a report's answer, says nothing about how fast the line is.
    if (this.#isWanting) this.#secondBytes += bytes;
  }

  answered(afterMs: number, nowMs: number): void {
    const answer = { atMs: nowMs, afterMs };
    this.#answersMeasured += 1;
    this.#answers = [...this.#answers.slice(1 - mostAnswers), answer];
    this.#least = noteAnswer(this.#least, answer);
  }

  /** Counts the time since the last call. After a gap longer than `mostGapMs` the computer slept: that time is none. */
  advance(nowMs: number, mostGapMs = 60_000): void {
    const passed = nowMs - this.#at;
    this.#at = nowMs;
    if (!this.#isWanting || passed > mostGapMs) return;
    this.#secondMs += passed;
    for (; this.#secondMs >= secondMs; this.#secondMs -= secondMs) this.#endSecond();
  }

  /** Forgets round trips: the network has changed under the line. */
  forgetRoundTrips(): void {
    this.#answers = [];
    this.#least = noLeastAnswer;
    this.#leastBefore = undefined;
  }

  /** Background requests on their way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Of the last ten wanted seconds; undefined before three have passed. */
  get bytesPerSecond(): number | undefined {
    const count = this.#seconds.length;
    return count < 3 ? undefined : this.#seconds.reduce((sum, one) => sum + one, 0) / count;
  }

  roundTripMs(nowMs: number): number | undefined {
    return quantile(this.#afterMs(nowMs).slice(-16), 0.5);
  }

  get leastRoundTripMs(): number | undefined {
    return leastAnswerMs(this.#least) ?? this.#leastBefore;
  }

  /** How much longer than a round trip the slowest answers take to begin: what the archive needs to make them ready. */
  get slowestStartMs(): number {
    const slowest = quantile(
      this.#answers.map(({ afterMs }) => afterMs),
      0.99,
    );
    return slowest === undefined ? 0 : slowest - (this.leastRoundTripMs ?? 0);
  }

  /** Bytes of an ordinary answer, as far as answers have been counted. */
  meanAnswerBytes(nowMs: number): number | undefined {
    const seconds = this.#seconds.length;
    const answers = this.#answers.filter(({ atMs }) => nowMs - atMs < seconds * secondMs).length;
    return answers === 0 ? undefined : this.#seconds.reduce((sum, one) => sum + one, 0) / answers;
  }

  /** Only several connections that are each held back show loss: a line that is full hides it. */
  lossShare(nowMs: number): number | undefined {
    const { bytesPerSecond, leastRoundTripMs } = this;
    const roundTripMs = this.roundTripMs(nowMs);
    const answerBytes = this.meanAnswerBytes(nowMs);
    if (!this.#showsLoss || !bytesPerSecond || !leastRoundTripMs || !roundTripMs || !answerBytes) return undefined;
    return lossShareOf({ bytesPerSecond, connections: this.#inFlight, roundTripMs, answerBytes });
  }

  #afterMs(nowMs: number): readonly number[] {
    return this.#answers.filter(({ atMs }) => nowMs - atMs < answersForMs).map(({ afterMs }) => afterMs);
  }

  #endSecond(): void {
    this.#seconds.push(this.#secondBytes);
    if (this.#seconds.length > secondsInSlot) this.#seconds.shift();
    this.#secondBytes = 0;
    this.#secondsInSlot += 1;
    if (this.#secondsInSlot < secondsInSlot) return;
    this.#secondsInSlot = 0;
    this.#slotsMeasured += 1;
    this.#slots.push(this.#seconds.reduce((sum, one) => sum + one, 0));
    if (this.#slots.length > mostSlots) this.#slots.shift();
  }
}
