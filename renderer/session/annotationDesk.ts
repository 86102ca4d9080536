import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Annotation } from '#shared/annotations/annotation.ts';
import {
  type AnnotationChange,
  type AnnotationEntry,
  type AnnotationSet,
  type EntryCause,
  inverseOf,
  noAnnotations,
  subjectOf,
  withEntries,
} from '#shared/annotations/journal.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import type { Draft } from '../imaging/drawing/drawingHand.ts';
import type { Hit } from '../imaging/drawing/hitTest.ts';
import type { AnnotationBoard } from './annotationBoard.ts';
import type { History } from './history.ts';
import { type JournalPort, StudyJournal } from './studyJournal.ts';

/** Where something lies that was changed: an annotation, or an image that was calibrated. */
export type AnnotationPlace = Pick<Annotation, 'surface' | 'setId' | 'points'>;

interface DeskOptions {
  /** Brings a place to the screen, unless one of these views shows it already; false where its study is not on the desk. */
  readonly show?: (place: AnnotationPlace, shownIn: readonly string[]) => boolean;
  readonly newId?: () => string;
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
  /** Why the journal of a study could not be read, by its key; it is asked for again. */
  readonly unread: ReadonlyMap<string, Failure>;
  /** How many lines of a study this version cannot read, by its key. */
  readonly leftOut: ReadonlyMap<string, number>;
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
    unread: new Map(),
    leftOut: new Map(),
  }));
  readonly #port: JournalPort;
  readonly #history: Pick<History, 'note'>;
  readonly #show: NonNullable<DeskOptions['show']>;
  readonly #newId: () => string;
  readonly #studyOf = new Map<string, StudyRef>();
  readonly #journals = new Map<string, StudyJournal>();
  readonly #stops: (() => void)[] = [];
  readonly #boards = new Map<string, AnnotationBoard>();
  /** What was removed at this desk, and may be brought back here. */
  readonly #removedHere = new Set<string>();

  constructor(port: JournalPort, history: Pick<History, 'note'>, options: DeskOptions = {}) {
    this.#port = port;
    this.#history = history;
    this.#show = options.show ?? (() => true);
    this.#newId = options.newId ?? (() => crypto.randomUUID());
  }

  /** The board over a view, for keys; while the view is on the screen. */
  attachBoard(board: AnnotationBoard): () => void {
    const { id } = board.view;
    this.#boards.set(id, board);
    return () => {
      // What was half drawn on it nobody will end.
      board.hand.cancel();
      if (this.#boards.get(id) === board) this.#boards.delete(id);
    };
  }

  boardOf(viewId: string | undefined): AnnotationBoard | undefined {
    return viewId === undefined ? undefined : this.#boards.get(viewId);
  }

  get state(): AnnotationState {
    return this.store.getState();
  }

  /** Brings back what was drawn on a study before, and keeps it true; what is drawn meanwhile stays. */
  open(study: StudyRef): void {
    this.#journalOf(study);
  }

  /** Somebody has written to the journal of a study: another window, or this one. */
  heard(study: StudyRef): void {
    void this.#journals.get(studyKey(study))?.read();
  }

  /** The host is back: whatever was written while it was not is unknown. */
  readAll(): void {
    for (const journal of this.#journals.values()) void journal.read();
  }

  /** The room goes. What is not on the disk yet stays with its writer. */
  close(): void {
    for (const journal of this.#journals.values()) journal.close();
    for (const stop of this.#stops.splice(0)) stop();
    this.#journals.clear();
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

  /** The one that was drawn last, of those that are still there. */
  get last(): Annotation | undefined {
    return [...this.state.set.annotations.values()].at(-1);
  }

  #journalOf(study: StudyRef): StudyJournal {
    const key = studyKey(study);
    const known = this.#journals.get(key);
    if (known) return known;
    const journal = new StudyJournal(study, this.#port, {
      onLines: (lines, first) => this.#take(study, lines, first),
      onUnread: (failure) => this.store.setState({ unread: withKey(this.state.unread, key, failure) }),
      onLeftOut: (lines) => this.store.setState({ leftOut: withKey(this.state.leftOut, key, lines) }),
    });
    this.#journals.set(key, journal);
    this.#stops.push(journal.writer.subscribe(() => this.#notePending()));
    this.#notePending();
    void journal.read();
    return journal;
  }

  /** Read from its beginning, a journal tells all of its study; read on, what has come since. */
  #take(study: StudyRef, lines: readonly AnnotationEntry[], first: boolean): void {
    for (const { change } of lines) this.#studyOf.set(subjectOf(change), study);
    const set = withEntries(first ? this.#without(study) : this.state.set, lines);
    this.#setAll(set);
  }

  #without(study: StudyRef): AnnotationSet {
    const key = studyKey(study);
    const isOther = ([id]: readonly [string, unknown]) => {
      const of = this.#studyOf.get(id);
      return of === undefined || studyKey(of) !== key;
    };
    const { annotations, calibrations, removed } = this.state.set;
    return {
      annotations: new Map([...annotations].filter(isOther)),
      calibrations: new Map([...calibrations].filter(isOther)),
      removed,
    };
  }

  #change(study: StudyRef, changes: readonly AnnotationChange[], label: string): void {
    const before = this.state.set;
    const inverses = changes.flatMap((change) => inverseOf(before, change) ?? []).reverse();
    const place = placeOf(before, changes);
    this.#apply(study, changes, 'reader');
    this.#history.note({
      label: `annotations.changes.${label}`,
      undo: () => this.#replay(study, inverses, 'undo', place),
      redo: () => this.#replay(study, changes, 'redo', place),
    });
  }

  /** Nothing is taken back out of sight; and what another window has removed meanwhile is not brought back by it. */
  #replay(
    study: StudyRef,
    changes: readonly AnnotationChange[],
    cause: EntryCause,
    place: AnnotationPlace | undefined,
  ): void {
    const { removed } = this.state.set;
    const isGone = (id: string) => removed.has(id) && !this.#removedHere.has(id);
    const possible = changes.filter((change) => change.kind !== 'put' || !isGone(change.annotation.id));
    if (possible.length === 0 || (place && !this.#bring(place))) return;
    this.#apply(study, possible, cause);
    const [change] = possible;
    if (change?.kind === 'put') this.select(change.annotation.id);
  }

  #bring(place: AnnotationPlace): boolean {
    const shownIn = [...this.#boards.values()].filter((board) => board.shows(place)).map(({ view }) => view.id);
    return this.#show(place, shownIn);
  }

  #apply(study: StudyRef, changes: readonly AnnotationChange[], cause: EntryCause): void {
    const entries = changes.map((change) => ({ entryId: this.#newId(), cause, change }));
    for (const change of changes) if (change.kind === 'remove') this.#removedHere.add(change.id);
    this.#setAll(withEntries(this.state.set, entries));
    const journal = this.#journalOf(study);
    for (const entry of entries) journal.write(entry);
  }

  #setAll(set: AnnotationSet): void {
    const { selected } = this.state;
    this.store.setState({ set, selected: selected && set.annotations.has(selected) ? selected : undefined });
  }

  #notePending(): void {
    const lines = [...this.#journals.values()].flatMap(({ writer }) => writer.notSaved);
    if (lines.length === 0 && this.state.notSaved.size === 0) return;
    this.store.setState({ notSaved: new Set(lines.map(({ change }) => subjectOf(change))) });
  }
}

function withKey<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | undefined,
): ReadonlyMap<string, Value> {
  if (map.get(key) === value) return map;
  const changed = new Map(map);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

/** Where the first of some changes lies, as it was before or is to be. */
function placeOf({ annotations }: AnnotationSet, [change]: readonly AnnotationChange[]): AnnotationPlace | undefined {
  if (change?.kind === 'put') return change.annotation;
  if (change?.kind === 'remove') return annotations.get(change.id);
  return change && { surface: { kind: 'frame', imageId: change.imageId }, setId: '', points: [] };
}
