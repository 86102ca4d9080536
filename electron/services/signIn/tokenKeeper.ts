import type { Clock } from '#electron/base/world.ts';
import { untilCancelled } from '#shared/base/cancelSignal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Credentials, SignInHeaders } from '../archive/index.ts';
import { endsSignIn } from './endsSignIn.ts';
import type { Tokens } from './tokens.ts';

/** Renewed when so much of its life is over, so that nobody ever waits for it. */
const renewAtShare = 0.75;
/** After a renewal, whether it came or failed, there is no other for so long, whoever asks and however often. */
const tryAgainAfterMs = 30_000;
/** Of a token of which the provider does not say how long it lives, so much is taken for granted. */
const leastLifeMs = 300_000;
/** Timers hold no more than 24 days. */
const longestTimerMs = 2 ** 31 - 1;

export interface TokenKeeperOptions {
  readonly clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>;
  readonly kept: Tokens | undefined;
  readonly renew: (tokens: Tokens) => Promise<Result<Tokens, Failure>>;
  /** Undefined: there are none any more. */
  readonly keep: (tokens: Tokens | undefined) => void;
  readonly onChanged: () => void;
}

interface Held {
  readonly tokens: Tokens;
  readonly headers: SignInHeaders;
  readonly renewAtMs: number;
  readonly endsAtMs: number;
  /** Given in this run, so an archive that refuses it refuses the person and not the token's age. */
  readonly isFresh: boolean;
  isAccepted: boolean;
}

/**
 * The tokens of one archive. Renews them once for all who wait, and before they end; a line that fails ends nothing, a
 * provider that refuses does.
 */
export class TokenKeeper implements Credentials {
  readonly #options: TokenKeeperOptions;
  #held: Held | undefined;
  #renewing: Promise<Result<void, Failure>> | undefined;
  #failure: Failure | undefined;
  /** Monotonic ms. */
  #notBeforeMs = 0;
  /** Why the last renewal failed: the answer until the next is tried. */
  #trouble: Failure | undefined;
  #cancelTimer: (() => void) | undefined;
  #isStopped = false;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    if (options.kept) this.#hold(options.kept, false);
  }

  get tokens(): Tokens | undefined {
    return this.#held?.tokens;
  }

  /** Why nobody is signed in, where somebody was. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** A person has signed in. */
  take(tokens: Tokens): void {
    this.#failure = undefined;
    this.#notBeforeMs = 0;
    this.#hold(tokens, true);
    this.#options.keep(tokens);
  }

  /** Answers what there was. */
  forget(failure?: Failure): Tokens | undefined {
    const had = this.#held?.tokens;
    this.#cancelTimer?.();
    this.#held = undefined;
    this.#failure = failure;
    this.#options.keep(undefined);
    return had;
  }

  async headers(signal?: AbortSignal): Promise<Result<SignInHeaders, Failure>> {
    const held = this.#held;
    if (!held) return fail(this.#needed());
    const now = this.#options.clock.monotonicMs();
    if (now >= held.endsAtMs) {
      const renewed = await this.#renewFor(signal);
      if (!renewed.ok) return renewed;
    } else if (now >= held.renewAtMs && held.tokens.refreshToken) {
      void this.#renew();
    }
    return this.#held ? succeed(this.#held.headers) : fail(this.#needed());
  }

  async renewed(refused: SignInHeaders, signal?: AbortSignal): Promise<Result<SignInHeaders | undefined, Failure>> {
    const held = this.#held;
    if (!held) return fail(this.#needed());
    // Others were refused the same token before, and it has been renewed since.
    if (held.headers !== refused) return succeed(held.headers);
    if (held.isFresh && !held.isAccepted && !this.#mayBeOver(held.tokens)) return succeed(undefined);
    // Renewed a moment ago, accepted and refused again: another would fare no better.
    if (!this.#renewing && this.#isTooSoon() && !this.#trouble) return succeed(undefined);
    const renewed = await this.#renewFor(signal);
    if (!renewed.ok) return renewed;
    return this.#held ? succeed(this.#held.headers) : fail(this.#needed());
  }

  accepted(headers: SignInHeaders): void {
    if (this.#held?.headers === headers) this.#held.isAccepted = true;
  }

  /**
   * Begins nothing more. Settles when a renewal that is under way is done and kept: a provider that rotates refresh
   * tokens has taken the old one back by then.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer?.();
    await this.#renewing;
  }

  /** Waits for the one renewal that is under way; whoever gives up waiting does not end it for the others. */
  #renewFor(signal: AbortSignal | undefined): Promise<Result<void, Failure>> {
    return untilCancelled(this.#renew(), signal, fail(failureOf('Cancelled')));
  }

  #renew(): Promise<Result<void, Failure>> {
    if (!this.#renewing && this.#isStopped) return Promise.resolve(fail(failureOf('Cancelled')));
    // One that cannot be renewed has only its end to come, and that at once.
    if (!this.#renewing && this.#isTooSoon() && this.#held?.tokens.refreshToken) {
      return Promise.resolve(this.#trouble ? fail(this.#trouble) : succeed(undefined));
    }
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  #isTooSoon(): boolean {
    return this.#options.clock.monotonicMs() < this.#notBeforeMs;
  }

  async #renewOnce(): Promise<Result<void, Failure>> {
    const before = this.#held;
    if (!before?.tokens.refreshToken) return this.#end(before);
    const renewed = await this.#options.renew(before.tokens);
    // Somebody has signed in or out while we asked: what came is of no use.
    if (this.#held !== before) return succeed(undefined);
    this.#notBeforeMs = this.#options.clock.monotonicMs() + tryAgainAfterMs;
    if (renewed.ok) {
      this.#hold(renewed.value, true);
      this.#options.keep(renewed.value);
      return succeed(undefined);
    }
    if (endsSignIn(renewed.failure)) return this.#end(before);
    this.#trouble = renewed.failure;
    this.#wakeAfter(tryAgainAfterMs);
    return renewed;
  }

  #end(before: Held | undefined): Result<void, Failure> {
    if (this.#held === before) {
      this.forget(failureOf('ArchiveSignInNeeded'));
      this.#options.onChanged();
    }
    return fail(this.#needed());
  }

  #needed(): Failure {
    return this.#failure ?? failureOf('ArchiveSignInNeeded');
  }

  #hold(tokens: Tokens, isFresh: boolean): void {
    const { clock } = this.#options;
    const lifeMs = tokens.lifeMs ?? Number.POSITIVE_INFINITY;
    const bornAtMs = clock.monotonicMs() - (isFresh ? 0 : this.#ageOf(tokens));
    this.#held = {
      tokens,
      // A new object each time: by it whoever was refused tells old from new.
      headers: { authorization: `Bearer ${tokens.accessToken.replace(/[^\x21-\x7e]/g, '')}` },
      renewAtMs: bornAtMs + lifeMs * renewAtShare,
      endsAtMs: bornAtMs + lifeMs,
      isFresh,
      isAccepted: false,
    };
    this.#trouble = undefined;
    this.#schedule(this.#held);
  }

  /** By the wall clock: the monotonic one, by which it is renewed, may have rested while the computer slept. */
  #mayBeOver(tokens: Tokens): boolean {
    const { lifeMs = leastLifeMs } = tokens;
    return this.#ageOf({ ...tokens, lifeMs }) >= lifeMs * renewAtShare;
  }

  /** A clock that was set back says nothing of how old they are: then they are used, and renewed at once. */
  #ageOf({ lifeMs, receivedAt }: Tokens): number {
    if (lifeMs === undefined) return 0;
    const passedMs = this.#options.clock.now() - receivedAt;
    return passedMs < 0 ? lifeMs * renewAtShare : passedMs;
  }

  #schedule({ tokens, renewAtMs, endsAtMs }: Held): void {
    const at = tokens.refreshToken ? Math.max(renewAtMs, this.#notBeforeMs) : endsAtMs;
    this.#wakeAfter(at - this.#options.clock.monotonicMs());
  }

  /** At most one timer waits; none after the end, and none for what never ends. */
  #wakeAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#isStopped || !Number.isFinite(delayMs)) return;
    this.#cancelTimer =
      delayMs > longestTimerMs
        ? this.#options.clock.after(longestTimerMs, () => this.#wakeAfter(delayMs - longestTimerMs))
        : this.#options.clock.after(Math.max(0, delayMs), () => this.#wake());
  }

  #wake(): void {
    // A timer may come a moment before the clock says so.
    if (this.#isTooSoon()) this.#wakeAfter(this.#notBeforeMs - this.#options.clock.monotonicMs());
    else void this.#renew();
  }
}
