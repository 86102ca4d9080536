import type { Clock } from '#electron/base/world.ts';
import type { ArchiveClient, ArchiveMemory } from '#electron/services/archive/index.ts';

export interface ProbedArchive {
  readonly client: Pick<ArchiveClient, 'probe'>;
  readonly memory: ArchiveMemory;
  readonly mayCompress: boolean;
}

export interface ArchiveProberOptions {
  readonly clock: Clock;
  readonly list: () => readonly ProbedArchive[];
  /** Something new is known of an archive. */
  readonly onProbed: () => void;
  /** What was not expected, for the log. */
  readonly onBug: (bug: unknown) => void;
}

/** The worklist and whoever waits at the screen come first. */
const afterAnswerMs = 20_000;
const lookAgainMs = 10 * 60_000;
const dayMs = 86_400_000;
const monthMs = 30 * dayMs;

/**
 * Probes archives in the background, one at a time: one that was added and has answered, and again after a month, after
 * an answer that contradicts what was found, and when it may be asked to compress for the first time.
 */
export class ArchiveProber {
  readonly #options: ArchiveProberOptions;
  readonly #stop = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ArchiveProberOptions) {
    this.#options = options;
  }

  /** An archive answers that had not. */
  archiveAnswered(): void {
    this.#lookAfter(afterAnswerMs);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelTimer?.();
    await this.#running;
  }

  #lookAfter(delayMs: number): void {
    if (this.#stop.signal.aborted) return;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(delayMs, () => {
      this.#running ??= this.#probeAll()
        .catch(this.#options.onBug)
        .finally(() => {
          this.#running = undefined;
          this.#lookAfter(lookAgainMs);
        });
    });
  }

  async #probeAll(): Promise<void> {
    const { signal } = this.#stop;
    const isStopped = () => signal.aborted;
    for (const archive of this.#options.list()) {
      if (isStopped()) return;
      if (!isDue(archive, this.#options.clock.now())) continue;
      await archive.client.probe?.(signal);
      if (!isStopped()) this.#options.onProbed();
    }
  }
}

export function isDue({ client, memory, mayCompress }: ProbedArchive, nowMs: number): boolean {
  if (!client.probe) return false;
  const { probedAt, compressions, compressionTriedAt } = memory.capabilities;
  // A clock that stood in the future when it was probed must not keep it from being probed for years.
  const isWithin = (atMs: number | undefined, forMs: number) =>
    atMs !== undefined && atMs <= nowMs && nowMs - atMs < forMs;
  // Where nothing was stored that could be compressed, there may be another day.
  const isUntried = mayCompress && compressions.length === 0 && !isWithin(compressionTriedAt, dayMs);
  const hasMetMore = mayCompress && memory.hasUntried;
  return !isWithin(probedAt, monthMs) || memory.isContradicted || isUntried || hasMetMore;
}
