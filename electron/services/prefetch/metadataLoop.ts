import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

export interface MetadataLoopOptions {
  readonly clock: Clock;
  readonly load: (study: StudyRef) => Promise<Result<void, Failure>>;
  readonly isAway: (study: StudyRef) => boolean;
  readonly onLoaded: (study: StudyRef) => void;
  /** What was not expected, for the log: the other studies are read all the same. */
  readonly onBug: (bug: unknown) => void;
}

const retryAfterMs = 60_000;

/** Reads the metadata of the studies that lack it, one study at a time, the most urgent first. */
export class MetadataLoop {
  readonly #options: MetadataLoopOptions;
  readonly #notBefore = new Map<string, number>();
  #wanted: readonly StudyRef[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: MetadataLoopOptions) {
    this.#options = options;
  }

  /** Replaces what is wanted; the study that is being read is read to its end. */
  want(studies: readonly StudyRef[]): void {
    this.#wanted = studies;
    if (!this.#running && !this.#stopped) this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Whoever asks is not made to wait, even where the answer comes at once.
    await Promise.resolve();
    for (let study = this.#next(); study && !this.#stopped; study = this.#next()) {
      this.#wanted = this.#wanted.filter((wanted) => wanted !== study);
      if (!(await this.#load(study))) {
        this.#notBefore.set(studyKey(study), this.#options.clock.monotonicMs() + retryAfterMs);
      }
    }
    this.#running = undefined;
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

  #next(): StudyRef | undefined {
    const now = this.#options.clock.monotonicMs();
    const isDue = (study: StudyRef) => (this.#notBefore.get(studyKey(study)) ?? 0) <= now;
    const due = this.#wanted.find((study) => isDue(study) && !this.#options.isAway(study));
    if (!due && this.#wanted.length > 0) this.#wakeLater();
    return due;
  }

  #wakeLater(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(retryAfterMs, () => this.want(this.#wanted));
  }
}
