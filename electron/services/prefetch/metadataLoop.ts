import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

export interface MetadataLoopOptions {
  readonly clock: Clock;
  readonly load: (study: StudyRef) => Promise<Result<void, Failure>>;
  readonly isAway: (study: StudyRef) => boolean;
  readonly onLoaded: (study: StudyRef) => void;
  /** What was not expected, for the log: the other studies are read all the same. */
  readonly onBug: (bug: unknown) => void;
}

const retryAfterMs = 60_000;

/**
 * Reads the metadata of the studies that lack it, one study at a time of each archive, the most urgent first. An archive
 * that dribbles its answer delays its own studies and nobody else's.
 */
export class MetadataLoop {
  readonly #options: MetadataLoopOptions;
  readonly #notBefore = new Map<string, number>();
  #wanted: readonly StudyRef[] = [];
  readonly #running = new Map<ArchiveId, Promise<void>>();
  #stopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: MetadataLoopOptions) {
    this.#options = options;
  }

  /** Replaces what is wanted; the study that is being read is read to its end. */
  want(studies: readonly StudyRef[]): void {
    this.#wanted = studies;
    if (this.#stopped) return;
    for (const archiveId of new Set(studies.map((study) => study.archiveId))) {
      if (!this.#running.has(archiveId)) this.#running.set(archiveId, this.#run(archiveId));
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await Promise.all(this.#running.values());
  }

  async #run(archiveId: ArchiveId): Promise<void> {
    // Whoever asks is not made to wait, even where the answer comes at once.
    await Promise.resolve();
    for (let study = this.#next(archiveId); study && !this.#stopped; study = this.#next(archiveId)) {
      this.#wanted = this.#wanted.filter((wanted) => wanted !== study);
      if (!(await this.#load(study))) {
        this.#notBefore.set(studyKey(study), this.#options.clock.monotonicMs() + retryAfterMs);
      }
    }
    this.#running.delete(archiveId);
  }

  async #load(study: StudyRef): Promise<boolean> {
    try {
      const loaded = await this.#options.load(study);
      this.#options.onLoaded(study);
      return loaded.ok;
    } catch (bug) {
      this.#options.onBug(bug);
      return false;
    }
  }

  #next(archiveId: ArchiveId): StudyRef | undefined {
    const now = this.#options.clock.monotonicMs();
    const wanted = this.#wanted.filter((study) => study.archiveId === archiveId);
    const isDue = (study: StudyRef) => (this.#notBefore.get(studyKey(study)) ?? 0) <= now;
    const due = wanted.find((study) => isDue(study) && !this.#options.isAway(study));
    if (!due && wanted.length > 0) this.#wakeLater();
    return due;
  }

  #wakeLater(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(retryAfterMs, () => this.want(this.#wanted));
  }
}
