import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { isLineFailure } from './classifyFailure.ts';

export interface MetadataLoopOptions {
  readonly clock: Clock;
  readonly load: (study: StudyRef) => Promise<Result<void, Failure>>;
  readonly isAway: (study: StudyRef) => boolean;
  readonly onLoaded: (study: StudyRef) => void;
  /** What was not expected, for the log: the other studies are read all the same. */
  readonly onBug: (bug: unknown) => void;
}

const retryAfterMs = 60_000;
/** After a line that broke: doubled each time, up to the ordinary pause. */
const firstLineRetryMs = 1_000;

/**
 * Reads the metadata of the studies that lack it, one study at a time of each archive, the most urgent first. An archive
 * that dribbles its answer delays its own studies and nobody else's.
 */
export class MetadataLoop {
  readonly #options: MetadataLoopOptions;
  readonly #notBefore = new Map<string, { readonly atMs: number; readonly pauseMs: number }>();
  /** Archives that were away when last looked at. */
  readonly #away = new Set<ArchiveId>();
  #wanted: readonly StudyRef[] = [];
  readonly #running = new Map<ArchiveId, Promise<void>>();
  #stopped = false;
  #wake: { readonly atMs: number; readonly cancel: () => void } | undefined;

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
    this.#wake?.cancel();
    await Promise.all(this.#running.values());
  }

  async #run(archiveId: ArchiveId): Promise<void> {
    // Whoever asks is not made to wait, even where the answer comes at once.
    await Promise.resolve();
    for (let study = this.#next(archiveId); study && !this.#stopped; study = this.#next(archiveId)) {
      this.#wanted = this.#wanted.filter((wanted) => wanted !== study);
      const pauseMs = await this.#load(study);
      if (pauseMs === undefined) this.#notBefore.delete(studyKey(study));
      else this.#notBefore.set(studyKey(study), { atMs: this.#options.clock.monotonicMs() + pauseMs, pauseMs });
    }
    this.#running.delete(archiveId);
  }

  /** Answers how long to wait before the study is asked for again; undefined when it has been read. */
  async #load(study: StudyRef): Promise<number | undefined> {
    try {
      const loaded = await this.#options.load(study);
      this.#options.onLoaded(study);
      if (loaded.ok) return undefined;
      if (!isLineFailure(loaded.failure)) return retryAfterMs;
      const before = this.#notBefore.get(studyKey(study))?.pauseMs ?? 0;
      return Math.min(retryAfterMs, Math.max(firstLineRetryMs, before * 2));
    } catch (bug) {
      this.#options.onBug(bug);
      return retryAfterMs;
    }
  }

  #next(archiveId: ArchiveId): StudyRef | undefined {
    const now = this.#options.clock.monotonicMs();
    const wanted = this.#wanted.filter((study) => study.archiveId === archiveId);
    const [first] = wanted;
    if (!first) return undefined;
    if (this.#options.isAway(first)) {
      this.#away.add(archiveId);
      this.#wakeAfter(retryAfterMs);
      return undefined;
    }
    // Back again: nothing waits out the pause that its absence made.
    if (this.#away.delete(archiveId)) for (const study of wanted) this.#notBefore.delete(studyKey(study));
    const dueAtMs = (study: StudyRef) => this.#notBefore.get(studyKey(study))?.atMs ?? 0;
    const due = wanted.find((study) => dueAtMs(study) <= now);
    if (!due) this.#wakeAfter(Math.min(...wanted.map(dueAtMs)) - now);
    return due;
  }

  #wakeAfter(pauseMs: number): void {
    const atMs = this.#options.clock.monotonicMs() + pauseMs;
    if (this.#wake && this.#wake.atMs <= atMs) return;
    this.#wake?.cancel();
    const cancel = this.#options.clock.after(pauseMs, () => {
      this.#wake = undefined;
      this.want(this.#wanted);
    });
    this.#wake = { atMs, cancel };
  }
}
