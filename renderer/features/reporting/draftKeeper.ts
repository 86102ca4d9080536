import type { HostClient } from '#renderer/host/hostContext.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { type SectionName, sectionNames } from '#shared/reports/report.ts';

/** What the panel shows of a draft. A new object at every change, so that React may compare it. */
export interface DraftView {
  readonly text: ReportText;
  readonly saving: 'nothingYet' | 'saved' | 'unsaved' | 'saving';
  readonly savedAt?: number | undefined;
  /** Why the text on the screen is not kept; it stays on the screen and is tried again. */
  readonly failure?: Failure | undefined;
  /** What somebody else saved meanwhile. Nothing is overwritten until the reader chooses. */
  readonly theirs?: ReportText | undefined;
}

type Asks = Pick<HostClient, 'reports.open' | 'reports.saveDraft'>;

/** A pause in typing after which the text is kept. */
const pauseMs = 400;
const retryMs = 3_000;

/**
 * The text of one report between keystroke and disk. What is typed is here at once; it is kept after a pause, when the
 * field is left, and again and again until the host has it. An older revision never overwrites a newer one.
 */
export class DraftKeeper {
  readonly #asks: Asks;
  readonly #study: StudyRef;
  readonly #listeners = new Set<() => void>();
  #reportId = '';
  #revision = 0;
  #kept: ReportText;
  /** Sent, and the answer lost: if the host has one of these, it has it from us. */
  #unanswered: readonly ReportText[] = [];
  #view: DraftView;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #running: Promise<boolean> | undefined;

  /** @param prefill shown in a report that has never been written; kept with the first word typed. */
  constructor(asks: Asks, snapshot: ReportSnapshot, prefill: ReportText) {
    this.#asks = asks;
    this.#study = snapshot.study;
    this.#reportId = snapshot.reportId;
    this.#revision = snapshot.revision;
    this.#kept = snapshot.draft;
    const untouched = snapshot.revision === 0 && snapshot.versions.length === 0;
    this.#view = untouched
      ? { text: prefill, saving: 'nothingYet' }
      : { text: snapshot.draft, saving: 'saved', savedAt: snapshot.savedAt };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): DraftView => this.#view;

  get at(): { readonly reportId: string; readonly revision: number } {
    return { reportId: this.#reportId, revision: this.#revision };
  }

  /** Whether there is text that the host does not have. */
  get owes(): boolean {
    return this.#view.saving === 'unsaved' || this.#view.saving === 'saving';
  }

  change(section: SectionName, value: string): void {
    if (this.#view.text[section] === value) return;
    this.#show({ ...this.#view, text: { ...this.#view.text, [section]: value }, saving: 'unsaved' });
    this.#saveIn(pauseMs);
  }

  /** The study's facts may come after its report; a report nobody has touched shows the newest. */
  refill(prefill: ReportText): void {
    if (this.#view.saving !== 'nothingYet' || sameText(prefill, this.#view.text)) return;
    this.#show({ text: prefill, saving: 'nothingYet' });
  }

  /** Keeps the text now. True when what is on the screen is on the disk. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#running ??= this.#save().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** As `flush`, for signing: what was filled in for the reader is part of the report and must be kept too. */
  flushAll(): Promise<boolean> {
    if (this.#view.saving === 'nothingYet') this.#show({ ...this.#view, saving: 'unsaved' });
    return this.flush();
  }

  /** The reader says that it is the same patient under another name: the draft is bound anew. True when that is kept. */
  async confirmIdentity(): Promise<boolean> {
    if (!(await this.flushAll())) return false;
    const answer = await this.#asks['reports.saveDraft']({ ...this.at, text: this.#kept, identityChecked: true });
    if (answer.ok) this.#revision = answer.value.revision;
    return answer.ok;
  }

  /** Nothing is sent any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#ended = true;
  }

  /** The host's newest word. It replaces the text only where nothing unsaved would be lost. */
  hear(snapshot: ReportSnapshot): void {
    if (snapshot.reportId !== this.#reportId || snapshot.revision <= this.#revision) return;
    if (this.owes && !this.#isOurs(snapshot.draft)) {
      this.#revision = snapshot.revision;
      this.#kept = snapshot.draft;
      this.#show({ ...this.#view, theirs: snapshot.draft });
      return;
    }
    this.#revision = snapshot.revision;
    this.#kept = snapshot.draft;
    if (this.owes) return;
    this.#show({ text: snapshot.draft, saving: 'saved', savedAt: snapshot.savedAt });
  }

  /** After a conflict: the reader keeps one of the two texts. */
  choose(which: 'mine' | 'theirs'): void {
    const { theirs, text } = this.#view;
    if (!theirs) return;
    if (which === 'mine') {
      this.#show({ text, saving: 'unsaved' });
      void this.flush();
    } else {
      this.#show({ text: theirs, saving: 'saved' });
    }
  }

  async #save(): Promise<boolean> {
    while (this.owes && !this.#view.theirs && !this.#ended) {
      const sent = this.#view.text;
      if (sameText(sent, this.#kept)) {
        this.#show({ text: sent, saving: 'saved', savedAt: this.#view.savedAt });
        return true;
      }
      this.#unanswered = [...this.#unanswered, sent];
      this.#show({ ...this.#view, saving: 'saving' });
      const answer = await this.#asks['reports.saveDraft']({ ...this.at, text: sent });
      if (answer.ok) {
        this.#revision = answer.value.revision;
        this.#kept = sent;
        this.#unanswered = [];
        const stillSame = sameText(this.#view.text, sent);
        this.#show({
          text: this.#view.text,
          saving: stillSame ? 'saved' : 'unsaved',
          savedAt: answer.value.savedAt,
          theirs: this.#view.theirs,
        });
      } else if (!(await this.#recover(answer.failure))) {
        return false;
      }
    }
    return !this.owes;
  }

  /** True when saving may go on: the answer to an earlier save was lost, and the host has what we sent. */
  async #recover(failure: Failure): Promise<boolean> {
    const opened =
      failure.code === 'ReportConflict' ? await this.#asks['reports.open']({ study: this.#study }) : undefined;
    if (!opened?.ok) {
      this.#show({ ...this.#view, saving: 'unsaved', failure: opened?.failure ?? failure });
      this.#saveIn(retryMs);
      return false;
    }
    this.#show({ ...this.#view, saving: 'unsaved' });
    this.hear(opened.value);
    return !this.#view.theirs;
  }

  #isOurs(draft: ReportText): boolean {
    return (
      sameText(draft, this.#kept) ||
      sameText(draft, this.#view.text) ||
      this.#unanswered.some((sent) => sameText(draft, sent))
    );
  }

  #saveIn(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  #show(view: DraftView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

function sameText(left: ReportText, right: ReportText): boolean {
  return sectionNames.every((name) => left[name] === right[name]);
}
