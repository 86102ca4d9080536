import type { ReportProgress } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** How far each study's report is, remembered: the worklist asks for thousands of them, and few have changed. */
export class ReportProgressMemo {
  readonly #read: (study: StudyRef) => ReportProgress | undefined;
  readonly #known = new Map<string, ReportProgress>();

  /** `read` answers undefined while the disk does not say; that is not remembered. */
  constructor(read: (study: StudyRef) => ReportProgress | undefined) {
    this.#read = read;
  }

  of(study: StudyRef): ReportProgress | undefined {
    const id = studyKey(study);
    const known = this.#known.get(id);
    if (known) return known;
    const progress = this.#read(study);
    if (progress) this.#known.set(id, progress);
    return progress;
  }

  forget(study: StudyRef): void {
    this.#known.delete(studyKey(study));
  }
}
