import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Annotation } from '#shared/annotations/annotation.ts';
import {
  type AnnotationChange,
  type AnnotationEntry,
  type AnnotationSet,
  type EntryCause,
  inverseOf,
  noAnnotations,
  withChange,
  withChanges,
} from '#shared/annotations/journal.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import type { Draft } from '../imaging/drawing/drawingHand.ts';
import type { Hit } from '../imaging/drawing/hitTest.ts';
import type { AnnotationBoard } from './annotationBoard.ts';
import type { History } from './history.ts';
import { type AppendEntries, JournalWriter } from './journalWriter.ts';

/** The journal at the host, as the desk needs it. */
export interface AnnotationPort {
  readonly read: (
    study: StudyRef,
    after: number,
  ) => Promise<
    Result<{ readonly entries: readonly AnnotationEntry[]; readonly last: number; readonly more: boolean }, Failure>
  >;
  readonly append: AppendEntries;
}

export interface AnnotationState {
  /** Of every study on the desk together: ids are unique. */
  readonly set: AnnotationSet;
  readonly selected: string | undefined;
  readonly hovered: Hit | undefined;
  /** What is being drawn or moved now, and in which box. */
  readonly draft: { readonly box: string; readonly draft: Draft } | undefined;
  /** Whose words are being typed. */
  readonly writing: string | undefined;
  /** The line whose true length is being typed. */
  readonly calibrating: string | undefined;
  /** Ids of annotations whose last change is not on the disk: a sign says so (LN10). */
  readonly notSaved: ReadonlySet<string>;
  /** Studies whose journal could not be read. */
  readonly unread: readonly Failure[];
}

/** Everything that is drawn on the studies on the desk. Every change goes through here, to the screen and to the journal. */
export class AnnotationDesk {
  readonly store: StoreApi<AnnotationState> = createStore<AnnotationState>(() => ({
    set: noAnnotations,
    selected: undefined,
    hovered: undefined,
    draft: undefined,
    writing: undefined,
    calibrating: undefined,
    notSaved: new Set(),
    unread: [],
  }));
  readonly #port: AnnotationPort;
  readonly #history: Pick<History, 'note'>;
  readonly #writer: JournalWriter;
  readonly #newId: () => string;
  readonly #studyOf = new Map<string, StudyRef>();
  readonly #opened = new Set<string>();
  readonly #boards = new Map<string, AnnotationBoard>();

  constructor(port: AnnotationPort, history: Pick<History, 'note'>, newId: () => string = () => crypto.randomUUID()) {
    this.#port = port;
    this.#history = history;
    this.#newId = newId;
    this.#writer = new JournalWriter(port.append, () => this.#notePending());
  }

  /** The board over a view, for keys; while the view is on the screen. */
  attachBoard(board: AnnotationBoard): () => void {
    const { id } = board.view;
    this.#boards.set(id, board);
    return () => {
      if (this.#boards.get(id) === board) this.#boards.delete(id);
    };
  }

  boardOf(viewId: string | undefined): AnnotationBoard | undefined {
    return viewId === undefined ? undefined : this.#boards.get(viewId);
  }

  get state(): AnnotationState {
    return this.store.getState();
  }

  /** Brings back what was drawn on a study before; once for each. What is drawn meanwhile stays. */
  async open(study: StudyRef): Promise<void> {
    const key = studyKey(study);
    if (this.#opened.has(key)) return;
    this.#opened.add(key);
    const read: AnnotationChange[] = [];
    for (let after = 0, more = true; more; ) {
      const part = await this.#port.read(study, after);
      if (!part.ok) {
        this.#opened.delete(key);
        this.store.setState({ unread: [...this.state.unread, part.failure] });
        return;
      }
      read.push(...part.value.entries.map(({ change }) => change));
      ({ last: after, more } = part.value);
    }
    for (const change of read) this.#studyOf.set(subjectOf(change), study);
    const { set } = this.state;
    const drawnMeanwhile = [...set.annotations.values()].map((annotation) => ({ kind: 'put', annotation }) as const);
    const calibrated = [...set.calibrations].map(
      ([imageId, spacing]) => ({ kind: 'calibrate', imageId, spacing }) as const,
    );
    this.store.setState({ set: withChanges(noAnnotations, [...read, ...drawnMeanwhile, ...calibrated]) });
  }

  studyOf(id: string): StudyRef | undefined {
    return this.#studyOf.get(id);
  }

  put(study: StudyRef, annotation: Annotation): void {
    this.#studyOf.set(annotation.id, study);
    const isNew = !this.state.set.annotations.has(annotation.id);
    this.#change(study, [{ kind: 'put', annotation }], isNew ? annotation.kind : 'changed');
  }

  remove(id: string): void {
    const study = this.#studyOf.get(id);
    if (!study || !this.state.set.annotations.has(id)) return;
    if (this.state.selected === id) this.select(undefined);
    this.#change(study, [{ kind: 'remove', id }], 'removed');
  }

  /** Sets the size of an image's pixels, with what is measured on it as it is then: one step of the history. */
  calibrate(study: StudyRef, imageId: string, spacing: Spacing | null, remeasured: readonly Annotation[]): void {
    this.#studyOf.set(imageId, study);
    const measured = remeasured.map((annotation) => ({ kind: 'put', annotation }) as const);
    this.#change(study, [{ kind: 'calibrate', imageId, spacing }, ...measured], 'calibrated');
  }

  select(selected: string | undefined): void {
    if (this.state.selected !== selected) this.store.setState({ selected });
  }

  hover(hovered: Hit | undefined): void {
    this.store.setState({ hovered });
  }

  setDraft(box: string, draft: Draft | undefined): void {
    if (draft || this.state.draft) this.store.setState({ draft: draft && { box, draft } });
  }

  write(writing: string | undefined): void {
    this.store.setState({ writing });
  }

  /** Asks for the true length of a line; undefined: asks no more. */
  askLength(calibrating: string | undefined): void {
    this.store.setState({ calibrating });
  }

  /** The one that was drawn or changed last. */
  get last(): Annotation | undefined {
    return [...this.state.set.annotations.values()].at(-1);
  }

  settled(): Promise<void> {
    return this.#writer.settled();
  }

  #change(study: StudyRef, changes: readonly AnnotationChange[], label: string): void {
    const before = this.state.set;
    let set = before;
    const inverses: AnnotationChange[] = [];
    for (const change of changes) {
      const inverse = inverseOf(set, change);
      if (inverse) inverses.unshift(inverse);
      set = withChange(set, change);
    }
    this.#apply(study, changes, 'reader');
    this.#history.note({
      label: `annotations.changes.${label}`,
      undo: () => this.#apply(study, inverses, 'undo'),
      redo: () => this.#apply(study, changes, 'redo'),
    });
  }

  #apply(study: StudyRef, changes: readonly AnnotationChange[], cause: EntryCause): void {
    const set = withChanges(this.state.set, changes);
    const { selected } = this.state;
    this.store.setState({ set, selected: selected && set.annotations.has(selected) ? selected : undefined });
    for (const change of changes) this.#writer.write(study, { entryId: this.#newId(), cause, change });
  }

  #notePending(): void {
    const notSaved = new Set(this.#writer.notSaved.map(({ change }) => subjectOf(change)));
    this.store.setState({ notSaved });
  }
}

function subjectOf(change: AnnotationChange): string {
  if (change.kind === 'put') return change.annotation.id;
  return change.kind === 'remove' ? change.id : change.imageId;
}
