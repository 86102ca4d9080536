import type { AnnotationEntry } from '#shared/annotations/journal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { JournalWriter } from './journalWriter.ts';

interface JournalPart {
  readonly entries: readonly AnnotationEntry[];
  readonly last: number;
  readonly more: boolean;
  readonly leftOut: number;
}

/** The journal of a study at the host. */
export interface JournalPort {
  readonly read: (study: StudyRef, after: number) => Promise<Result<JournalPart, Failure>>;
  /** The hand that writes it; the same as long as the page lives. */
  readonly writerOf: (study: StudyRef) => JournalWriter;
}

/** What the journal tells its desk. */
interface JournalNews {
  /** Lines in their order, our own that are not among them yet last. `first`: from the journal's beginning. */
  readonly onLines: (lines: readonly AnnotationEntry[], first: boolean) => void;
  /** It could not be read, and is asked again in a while; undefined: it has been. */
  readonly onUnread: (failure: Failure | undefined) => void;
  /** So many lines are of a kind that this version does not know. */
  readonly onLeftOut: (lines: number) => void;
}

/** A host that throws where it should answer is as one that is not there: what it has is asked for again. */
const unexpected = () => fail(failureOf('Unexpected'));

const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;

/** The journal of one study as a room follows it: read from its beginning, then on from there, whoever has written. */
export class StudyJournal {
  readonly study: StudyRef;
  readonly writer: JournalWriter;
  readonly #port: JournalPort;
  readonly #news: JournalNews;
  /** Our own lines that have not come back in an answer: whatever is read lies below them. */
  #own: readonly AnnotationEntry[];
  #last = 0;
  #isRead = false;
  #leftOut = 0;
  #pauseMs = shortestPauseMs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: 'no' | 'once' | 'again' = 'no';
  #isClosed = false;

  constructor(study: StudyRef, port: JournalPort, news: JournalNews) {
    this.study = study;
    this.writer = port.writerOf(study);
    this.#port = port;
    this.#news = news;
    this.#own = this.writer.waiting;
  }

  write(entry: AnnotationEntry): void {
    this.#own = [...this.#own, entry];
    this.writer.write(entry);
  }

  /** Reads what it does not know yet; while that fails, again and again, less and less often. */
  async read(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#reading !== 'no') {
      this.#reading = 'again';
      return;
    }
    do {
      this.#reading = 'once';
      await this.#readOn();
    } while (this.#wantsMore() && !this.#isClosed);
    this.#reading = 'no';
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #wantsMore(): boolean {
    return this.#reading === 'again';
  }

  async #readOn(): Promise<void> {
    const lines: AnnotationEntry[] = [];
    let [last, leftOut] = [this.#last, this.#leftOut];
    for (let more = true; more; ) {
      const part = await this.#port.read(this.study, last).catch(unexpected);
      if (this.#isClosed) return;
      if (!part.ok) return this.#failed(part.failure);
      lines.push(...part.value.entries);
      leftOut += part.value.leftOut;
      ({ last, more } = part.value);
    }
    this.#last = last;
    this.#pauseMs = shortestPauseMs;
    this.#tell(lines);
    this.#news.onUnread(undefined);
    if (leftOut !== this.#leftOut) this.#news.onLeftOut(leftOut);
    this.#leftOut = leftOut;
  }

  /** What is our own is on the screen already; what others wrote goes below what of ours has not come back. */
  #tell(lines: readonly AnnotationEntry[]): void {
    const read = new Set(lines.map(({ entryId }) => entryId));
    const known = new Set(this.#own.map(({ entryId }) => entryId));
    this.#own = this.#own.filter((entry) => !read.has(entry.entryId) && !this.writer.isGivenUp(entry));
    const isFirst = !this.#isRead;
    this.#isRead = true;
    if (isFirst || lines.some(({ entryId }) => !known.has(entryId))) {
      this.#news.onLines([...lines, ...this.#own], isFirst);
    }
  }

  #failed(failure: Failure): void {
    this.#news.onUnread(failure);
    this.#timer = setTimeout(() => void this.read(), this.#pauseMs);
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }
}
