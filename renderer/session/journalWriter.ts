import { type AnnotationEntry, subjectOf } from '#shared/annotations/journal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { entriesAtOnce } from '#shared/contract/annotations.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

export type AppendEntries = (entries: readonly AnnotationEntry[]) => Promise<Result<unknown, Failure>>;

/** What the host would refuse again, however often it is asked. */
const lasting = new Set<Failure['code']>(['InvalidInput', 'AnnotationsFull']);
const retryMs = 5_000;
/** A lot on its way for longer than this is told of as not saved: a host that hangs says neither yes nor no. */
const lateMs = 3_000;

/**
 * Hands the lines of one study to its journal in their order, one lot at a time, until the host says that they are on the
 * disk. What it does not take stays in line and is tried again; what it never will take is put aside, so that the others
 * go on (LN10).
 */
export class JournalWriter {
  readonly #append: AppendEntries;
  readonly #listeners = new Set<() => void>();
  /** Every line that is not known to be on the disk, oldest first. */
  #waiting: readonly AnnotationEntry[] = [];
  /** Those of them that the host will never take. */
  readonly #refused = new Set<AnnotationEntry>();
  readonly #givenUp = new WeakSet<AnnotationEntry>();
  #failed = false;
  #isRunning = false;
  #wake: () => void = () => undefined;

  constructor(append: AppendEntries) {
    this.#append = append;
  }

  /** Tells of every change of `waiting` and `notSaved`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  write(entry: AnnotationEntry): void {
    this.#waiting = [...this.#waiting, entry];
    if (this.#failed) this.#tell();
    if (!this.#isRunning) void this.#run();
  }

  /** Every line that is not known to be on the disk, oldest first, those that are on their way among them. */
  get waiting(): readonly AnnotationEntry[] {
    return this.#waiting;
  }

  /** Lines that the host has said no to, or has not been there to take; those that are on their way are not among them. */
  get notSaved(): readonly AnnotationEntry[] {
    return this.#failed ? this.#waiting : this.#waiting.filter((entry) => this.#refused.has(entry));
  }

  /** A line that was refused, and is of no use since a newer one of the same figure is kept. */
  isGivenUp(entry: AnnotationEntry): boolean {
    return this.#givenUp.has(entry);
  }

  /** Tries at once what waits: the host is back, or the page is about to go. */
  hurry(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (let lot = this.#next(); lot.length > 0; lot = this.#next()) {
        const answer = await this.#send(lot);
        if (answer.ok) this.#taken(lot);
        else if (!lasting.has(answer.failure.code)) await this.#pause();
        else if (lot.length > 1) await this.#oneByOne(lot);
        else for (const entry of lot) this.#setAside(entry);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** One bad line must not cost its company. What was drawn after one that must wait waits as well: else the older would win. */
  async #oneByOne(lot: readonly AnnotationEntry[]): Promise<void> {
    for (const entry of lot) {
      const answer = await this.#send([entry]);
      if (answer.ok) this.#taken([entry]);
      else if (lasting.has(answer.failure.code)) this.#setAside(entry);
      else return this.#pause();
    }
  }

  async #send(lot: readonly AnnotationEntry[]): Promise<Result<unknown, Failure>> {
    const late = setTimeout(() => this.#noteFailed(), lateMs);
    try {
      return await this.#append(lot);
    } catch {
      // Thrown where it should be answered: the lines are kept, and tried again.
      return fail(failureOf('Unexpected'));
    } finally {
      clearTimeout(late);
    }
  }

  #next(): readonly AnnotationEntry[] {
    return this.#waiting.filter((entry) => !this.#refused.has(entry)).slice(0, entriesAtOnce / 10);
  }

  #noteFailed(): void {
    this.#failed = true;
    this.#tell();
  }

  #pause(): Promise<void> {
    this.#noteFailed();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #taken(lot: readonly AnnotationEntry[]): void {
    const kept = new Set(lot);
    const subjects = new Set(lot.map(({ change }) => subjectOf(change)));
    for (const entry of this.#refused) {
      if (!subjects.has(subjectOf(entry.change))) continue;
      this.#refused.delete(entry);
      this.#givenUp.add(entry);
    }
    this.#waiting = this.#waiting.filter((entry) => !kept.has(entry) && !this.#givenUp.has(entry));
    this.#failed = false;
    this.#tell();
  }

  #setAside(entry: AnnotationEntry): void {
    this.#refused.add(entry);
    this.#failed = false;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
