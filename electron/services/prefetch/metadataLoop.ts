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
/** So many studies of an archive are read at a time. */
const slots = 2;
/** What takes longer no longer counts: it may be a dribble that never ends, and others wait behind it. */
const slowAfterMs = 10_000;
/** So many at most, the slow ones counted. */
const mostAtOnce = 6;

interface Running {
  readonly study: StudyRef;
  readonly sinceMs: number;
  readonly ended: Promise<void>;
}

/**
 * Reads the metadata of the studies that lack it, two at a time of each archive, the most urgent first. An archive that
 * dribbles an answer delays that study: others follow after ten seconds, and it is tried again when it has failed.
 */
export class MetadataLoop {
  readonly #options: MetadataLoopOptions;
  readonly #notBefore = new Map<string, { readonly atMs: number; readonly pauseMs: number }>();
  /** Archives that were away when last looked at. */
  readonly #away = new Set<ArchiveId>();
  #wanted: readonly StudyRef[] = [];
  /** By `studyKey`: what is being read, and since when; monotonic. */
  readonly #running = new Map<string, Running>();
  /** Begins what may begin, once whoever asks goes on. */
  #pumping: Promise<void> | undefined;
  #stopped = false;
  #wake: { readonly atMs: number; readonly cancel: () => void } | undefined;

  constructor(options: MetadataLoopOptions) {
    this.#options = options;
  }

  /** Replaces what is wanted; what is being read is read to its end. */
  want(studies: readonly StudyRef[]): void {
    this.#wanted = studies;
    // Whoever asks is not made to wait, even where the answer comes at once.
    this.#pumping ??= Promise.resolve().then(() => {
      this.#pumping = undefined;
      this.#pump();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.cancel();
    await this.#pumping;
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #pump(): void {
    if (this.#stopped) return;
    for (const archiveId of new Set(this.#wanted.map((study) => study.archiveId))) {
      while (this.#hasSlot(archiveId)) {
        const study = this.#next(archiveId);
        if (!study) break;
        this.#begin(study);
      }
      this.#wakeWhenOneIsSlow(archiveId);
    }
  }

  #hasSlot(archiveId: ArchiveId): boolean {
    const running = this.#runningOf(archiveId);
    return this.#brisk(running).length < slots && running.length < mostAtOnce;
  }

  /** Who waits for a place gets the one of the oldest; a timer that comes early is set again. */
  #wakeWhenOneIsSlow(archiveId: ArchiveId): void {
    const brisk = this.#brisk(this.#runningOf(archiveId));
    if (brisk.length < slots) return;
    const oldestAtMs = Math.min(...brisk.map(({ sinceMs }) => sinceMs));
    this.#wakeAfter(Math.max(1, oldestAtMs + slowAfterMs - this.#options.clock.monotonicMs()));
  }

  #runningOf(archiveId: ArchiveId): readonly Running[] {
    return [...this.#running.values()].filter(({ study }) => study.archiveId === archiveId);
  }

  #brisk(running: readonly Running[]): readonly Running[] {
    const now = this.#options.clock.monotonicMs();
    return running.filter(({ sinceMs }) => now - sinceMs < slowAfterMs);
  }

  #begin(study: StudyRef): void {
    const ended = this.#load(study).then((pauseMs) => this.#end(study, pauseMs));
    this.#running.set(studyKey(study), { study, sinceMs: this.#options.clock.monotonicMs(), ended });
  }

  #end(study: StudyRef, pauseMs: number | undefined): void {
    const id = studyKey(study);
    this.#running.delete(id);
    this.#wanted = this.#wanted.filter((wanted) => studyKey(wanted) !== id);
    if (pauseMs === undefined) this.#notBefore.delete(id);
    else this.#notBefore.set(id, { atMs: this.#options.clock.monotonicMs() + pauseMs, pauseMs });
    this.#pump();
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
    const wanted = this.#wanted.filter((study) => study.archiveId === archiveId && !this.#running.has(studyKey(study)));
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
