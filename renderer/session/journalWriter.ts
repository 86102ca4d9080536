import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import type { Result } from '#shared/base/result.ts';
import { entriesAtOnce } from '#shared/contract/annotations.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

export type AppendEntries = (study: StudyRef, entries: readonly AnnotationEntry[]) => Promise<Result<unknown, Failure>>;

interface Line {
  readonly study: StudyRef;
  readonly entry: AnnotationEntry;
}

/** What the host would refuse again, however often it is asked. */
const lasting = new Set<Failure['code']>(['InvalidInput', 'AnnotationsFull']);
const retryMs = 5_000;

/**
 * Hands lines to the journal in their order, one lot at a time, until the host says that they are on the disk. What it
 * does not take stays in line and is tried again; what it never will take is put aside, so that the others go on (LN10).
 */
export class JournalWriter {
  readonly #append: AppendEntries;
  readonly #onChanged: () => void;
  #line: readonly Line[] = [];
  #refused: readonly Line[] = [];
  #failed = false;
  #writing: Promise<void> | undefined;

  constructor(append: AppendEntries, onChanged: () => void) {
    this.#append = append;
    this.#onChanged = onChanged;
  }

  write(study: StudyRef, entry: AnnotationEntry): void {
    this.#line = [...this.#line, { study, entry }];
    if (this.#failed) this.#onChanged();
    this.#writing ??= this.#run().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Lines that the host has said no to, or has not been there to take; those that are on their way are not among them. */
  get notSaved(): readonly AnnotationEntry[] {
    const waiting = this.#failed ? this.#line : [];
    return [...this.#refused, ...waiting].map(({ entry }) => entry);
  }

  /** Resolves when nothing is on its way, saved or not. */
  async settled(): Promise<void> {
    while (this.#writing && !this.#failed) await Promise.race([this.#writing, pause(1)]);
  }

  async #run(): Promise<void> {
    while (this.#line.length > 0) {
      const lot = this.#nextLot();
      const answer = await this.#append(
        lot[0]?.study as StudyRef,
        lot.map(({ entry }) => entry),
      );
      if (answer.ok) {
        this.#taken(lot);
      } else if (!lasting.has(answer.failure.code)) {
        this.#failed = true;
        this.#onChanged();
        await pause(retryMs);
      } else if (lot.length > 1) {
        // One bad line must not cost its company: they go one by one.
        for (const one of lot) if (!(await this.#writeAlone(one))) break;
      } else {
        this.#setAside(lot);
      }
    }
  }

  /** False where it must wait: what was drawn after it may not be written before it, or the older would win. */
  async #writeAlone(one: Line): Promise<boolean> {
    const answer = await this.#append(one.study, [one.entry]);
    if (answer.ok) this.#taken([one]);
    else if (lasting.has(answer.failure.code)) this.#setAside([one]);
    else {
      this.#failed = true;
      this.#onChanged();
      await pause(retryMs);
      return false;
    }
    return true;
  }

  /** Lines of one study that follow one another. */
  #nextLot(): readonly Line[] {
    const [first] = this.#line;
    const end = this.#line.findIndex(({ study }) => first === undefined || studyKey(study) !== studyKey(first.study));
    return this.#line.slice(0, Math.min(end < 0 ? this.#line.length : end, entriesAtOnce / 10));
  }

  #taken(lot: readonly Line[]): void {
    this.#line = this.#line.filter((line) => !lot.includes(line));
    this.#failed = false;
    this.#onChanged();
  }

  #setAside(lot: readonly Line[]): void {
    this.#line = this.#line.filter((line) => !lot.includes(line));
    this.#refused = [...this.#refused, ...lot];
    this.#onChanged();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
