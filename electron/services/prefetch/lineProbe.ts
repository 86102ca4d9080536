import type { Clock, Random } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { isLineFailure } from './classifyFailure.ts';

/**
 * A lost first packet is sent again by the kernel after one and three seconds: together, one in every half second. A
 * little less than two looks, or every other one would be the third.
 */
const probeEveryMs = 900;
/** Lines that are gone for a day are not asked for 86,400 times. */
const laterEveryMs = 5_000;
const laterAfterMs = 40 * 60_000;
const lookEveryMs = 500;
/** Each is given up after four seconds; those that hang in a name that nobody resolves are no more. */
const mostProbes = 4;
/** Silence shorter than this is the ordinary life of a lossy line. */
const leastSilenceMs = 2_000;

/** So long without a byte, and a probe that finds nothing. */
const surelyAwayMs = 5_500;
/**
 * After a cut that was shorter, what is on its way comes by itself, and nothing of it need come twice: the kernel's next
 * try is as far away as the cut was long at most. What is all still silent when the line has carried for so long is dead.
 */
const comesByItselfMs = 1_500;
/** Two round trips, and what a server needs for the smallest question; a packet that was lost costs a second. */
const promptMs = 700;
/** After so many answers that were never prompt it is the archive that is slow, and not the line that was cut. */
const mostDoubts = 6;

export interface LineProbeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly reach: (signal: AbortSignal) => Promise<Result<void, Failure>>;
  readonly roundTripMs: () => number;
  /** Nothing has come for so long, although something is on its way; undefined when nothing is, or nobody measures. */
  readonly silentMs: () => number | undefined;
  /** The archive is away and somebody wants something of it. */
  readonly isMissed: () => boolean;
  /** The line is gone for sure. */
  readonly onAway: (failure: Failure) => void;
  /** The line carries again; what was on its way when it broke never comes. */
  readonly onBack: () => void;
}

/**
 * Asks whether the line is there, by the smallest question on a connection of its own, every second while it is
 * missed (rule N10). What was on its way when a line breaks waits for timers that double with every try, the kernel's
 * and the server's: after a minute's outage half a minute more. Whoever asks anew needs three round trips.
 */
export class LineProbe {
  readonly #options: LineProbeOptions;
  #cancelTimer: (() => void) | undefined;
  #running = new Set<AbortController>();
  /** Proof that the line was gone: without it, silence is an archive that takes its time. */
  #failures = 0;
  #wasLate = false;
  /** Since then the line carries, shown by every probe. */
  #carriesSinceMs: number | undefined;
  /** Answers that left it open. */
  #doubts = 0;
  #patienceMs = 0;
  /** An archive that takes its time is not asked again before that. */
  #restUntilMs = 0;
  #nextProbeAtMs = 0;
  #goneSinceMs: number | undefined;
  #stopped = false;

  constructor(options: LineProbeOptions) {
    this.#options = options;
  }

  /** Something is asked for, or the archive is away: from now on somebody looks. */
  watch(): void {
    if (this.#stopped || this.#cancelTimer) return;
    this.#cancelTimer = this.#options.clock.after(lookEveryMs, () => {
      this.#cancelTimer = undefined;
      this.#look();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#end();
  }

  #look(): void {
    const { isMissed, silentMs, clock, random } = this.#options;
    const silence = silentMs();
    const missed = isMissed();
    if (silence === undefined && !missed) {
      this.#end();
      return;
    }
    this.watch();
    if (!missed && (silence ?? 0) < this.#silenceMs) {
      // Bytes come: whatever was doubted is answered.
      if ((silence ?? 0) < leastSilenceMs) this.#restUntilMs = 0;
      this.#patienceMs = Math.max(0, this.#patienceMs - lookEveryMs / 5);
      if (this.#failures > 0 || this.#running.size > 0) this.#end();
      return;
    }
    const now = clock.monotonicMs();
    if (!missed && now < this.#restUntilMs) return;
    if (now < this.#nextProbeAtMs || this.#running.size >= mostProbes) return;
    // Those that lost the same line do not all come back in the same instant.
    this.#goneSinceMs ??= now;
    const everyMs = now - this.#goneSinceMs > laterAfterMs ? laterEveryMs : probeEveryMs;
    this.#nextProbeAtMs = now + everyMs * (0.9 + 0.2 * random.fraction());
    void this.#probe();
  }

  get #silenceMs(): number {
    return Math.max(leastSilenceMs, 4 * this.#options.roundTripMs()) + this.#patienceMs;
  }

  async #probe(): Promise<void> {
    const { reach, clock, silentMs, onAway } = this.#options;
    const controller = new AbortController();
    this.#running.add(controller);
    const startedAtMs = clock.monotonicMs();
    const reached = await reach(controller.signal);
    if (!this.#running.delete(controller) || this.#stopped) return;
    if (reached.ok || !isLineFailure(reached.failure)) {
      return this.#answered(startedAtMs);
    }
    this.#failures += 1;
    this.#carriesSinceMs = undefined;
    if (this.#failures >= 2 || (silentMs() ?? 0) > surelyAwayMs) onAway(reached.failure);
  }

  #answered(startedAtMs: number): void {
    const { isMissed, onBack, silentMs, roundTripMs, clock } = this.#options;
    const now = clock.monotonicMs();
    const isLate = now - startedAtMs > promptMs + 2 * roundTripMs();
    this.#wasLate ||= isLate;
    if (!isLate) this.#carriesSinceMs ??= startedAtMs;
    // A late one shows that the line carries now, and did not since it was asked.
    else if (startedAtMs > (this.#carriesSinceMs ?? Number.NEGATIVE_INFINITY)) {
      this.#carriesSinceMs = now - 2 * roundTripMs();
    }
    const wasCut = this.#failures > 0 || this.#wasLate;
    const isStuck = (silentMs() ?? 0) >= leastSilenceMs;
    const isSure = !isLate && now - (this.#carriesSinceMs ?? now) >= comesByItselfMs;
    const missed = isMissed();
    this.#doubts += 1;
    if (!missed && wasCut && isStuck && !isSure && this.#doubts < mostDoubts) return;
    this.#end();
    // Silent and there: the archive takes its time, and is left to; and one that only seemed to be cut is so once.
    this.#patienceMs = missed ? 0 : Math.min(60_000, this.#patienceMs * 2 + 5_000);
    this.#restUntilMs = now + this.#patienceMs;
    if (missed || (wasCut && isStuck && isSure)) onBack();
  }

  #end(): void {
    for (const controller of this.#running) controller.abort();
    this.#running = new Set();
    this.#failures = 0;
    this.#wasLate = false;
    this.#carriesSinceMs = undefined;
    this.#doubts = 0;
    this.#nextProbeAtMs = 0;
    this.#goneSinceMs = undefined;
  }
}
