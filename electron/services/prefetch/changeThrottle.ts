import type { Clock } from '#electron/base/world.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** Collects studies that changed and tells of them together, at most once per interval: the first at once. */
export class ChangeThrottle {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #tell: (studies: readonly StudyRef[]) => void;
  readonly #waiting = new Map<string, StudyRef>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, intervalMs: number, tell: (studies: readonly StudyRef[]) => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#tell = tell;
  }

  add(study: StudyRef): void {
    this.#waiting.set(studyKey(study), { archiveId: study.archiveId, studyInstanceUID: study.studyInstanceUID });
    if (!this.#cancelTimer) this.#flush();
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#waiting.clear();
  }

  #flush(): void {
    const studies = [...this.#waiting.values()];
    this.#waiting.clear();
    if (studies.length === 0) {
      this.#cancelTimer = undefined;
      return;
    }
    this.#cancelTimer = this.#clock.after(this.#intervalMs, () => this.#flush());
    this.#tell(studies);
  }
}
