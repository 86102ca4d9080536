import type { Clock, Random } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveStatus } from '#shared/contract/worklist.ts';
import type { ArchiveSource } from './archiveSource.ts';

/** `lost`: why the questions after the list had no answer; what the list named was taken in. */
export interface Polled {
  readonly lost?: Failure | undefined;
}

export interface ArchivePollerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Asks the archive for its studies and takes them in. `lost`: the line went before all was asked. */
  readonly ask: (source: ArchiveSource, signal: AbortSignal) => Promise<Result<Polled, Failure>>;
  readonly onStatus: (source: ArchiveSource) => void;
  /** The archive answers all that it is asked, and had not the time before: what waits for it need not wait out its delay. */
  readonly onBack: (source: ArchiveSource) => void;
}

const intervalMs = 60_000;
/** So that several archives, and several readers of one, are not asked in step. */
const jitterMs = 10_000;

/** Asks one archive again and again, never twice at once, and remembers how it answered. */
export class ArchivePoller {
  readonly source: ArchiveSource;
  readonly #options: ArchivePollerOptions;
  readonly #controller = new AbortController();
  #status: ArchiveStatus;
  /** Everything that it was asked the last time was answered. */
  #isThere = false;
  #asking: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(source: ArchiveSource, options: ArchivePollerOptions) {
    this.source = source;
    this.#options = options;
    this.#status = { archiveId: source.archiveId, name: source.name, kind: source.kind, state: 'notAsked' };
  }

  get status(): ArchiveStatus {
    return this.#status;
  }

  /** Asks now; joins the question that is on its way. */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    this.#cancelTimer?.();
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const { signal } = this.#controller;
    this.#cancelTimer?.();
    const { answeredAt } = this.#status;
    const wasThere = this.#isThere;
    this.#isThere = false;
    const base = { archiveId: this.source.archiveId, name: this.source.name, kind: this.source.kind };
    const earlier = answeredAt === undefined ? {} : { answeredAt };
    // A question that is repeated in the background does not make the list say "failed" and "asking" in turns.
    if (this.#status.state === 'notAsked') this.#status = { ...base, state: 'asking' };
    try {
      const answer = await this.#options.ask(this.source, signal);
      if (signal.aborted) return;
      this.#isThere = answer.ok && !answer.value.lost;
      this.#status = answer.ok
        ? { ...base, state: 'answered', answeredAt: this.#options.clock.now() }
        : { ...base, ...earlier, state: 'failed', failure: answer.failure };
    } catch (bug) {
      // A bug goes on to whoever logs it; the list says that this archive was not read.
      this.#status = { ...base, ...earlier, state: 'failed', failure: failureOf('Unexpected') };
      throw bug;
    } finally {
      // Whatever one question met, the next is asked.
      if (!signal.aborted) {
        this.#askLater();
        this.#options.onStatus(this.source);
        if (this.#isThere && !wasThere) this.#options.onBack(this.source);
      }
    }
  }

  #askLater(): void {
    const pause = intervalMs - jitterMs + this.#options.random.fraction() * 2 * jitterMs;
    this.#cancelTimer = this.#options.clock.after(pause, () => void this.ask());
  }
}
