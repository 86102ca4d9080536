import { createStore } from 'zustand/vanilla';
import type { KeptDesk } from '#shared/contract/desk.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import type { PointerTool } from '../imaging/placement/pointerTools.ts';
import type { AnnotationDesk } from './annotationDesk.ts';
import {
  type Arrangement,
  arrangementOf,
  type BoxContent,
  isThreePlanes,
  renamedContent,
  setIdsOf,
  stackOf,
  threePlanesOf,
} from './arrangement.ts';
import { type Act, BoxViews } from './boxViews.ts';
import { hangFirst } from './firstHanging.ts';
import { HeldSwap } from './heldSwap.ts';
import { History } from './history.ts';
import { keptDeskOf, leftOf, restoredState } from './keptDesk.ts';
import { type LookChange, notedView } from './notedView.ts';
import { PriorsBeside } from './priorsBeside.ts';
import type { ReadingState, ReadingStore } from './readingState.ts';
import { rearranged } from './rearranged.ts';
import { type RememberedView, RememberedViews } from './rememberedViews.ts';
import type { NamedDisplaySet } from './studyImages.ts';
import { hasSet, namedIn, refreshedStudy, type StudyOnDesk, studyOnDesk } from './studyOnDesk.ts';
import { togetherOf } from './together.ts';
import { lookOf, putLook, type ViewLook, whenDrawn } from './viewLook.ts';
import { inOpenWindows, mainPart, partOf, windowOf, withoutWindow, withPart, withWindow } from './windowBoxes.ts';

/** The study, hung for the first time, or as it was left where it comes back. */
export function openReadingSession(snapshot: StudySnapshot, kept?: KeptDesk): ReadingSession {
  const study = studyOnDesk(snapshot);
  const { images } = study;
  const store = createStore<ReadingState>(() => ({
    snapshot,
    images,
    studies: [study],
    priorsAsked: [],
    arrangement: hangFirst(images.sets),
    active: 0,
    enlarged: false,
    tool: 'window',
    ...(kept && restoredState(kept, study)),
  }));
  const session = new ReadingSession(store);
  if (kept) session.bringBack(kept);
  return session;
}

/** What may be done to the study on the desk; commands and components call these, nothing else changes the store. */
export class ReadingSession {
  readonly store: ReadingStore;
  /** What can be taken back and done again; whoever changes something of this study notes it here. */
  readonly history = new History();
  readonly priors: PriorsBeside;
  readonly swap: HeldSwap;
  /** What is drawn on the studies on the desk; set by the room before anything can be drawn. */
  annotations: AnnotationDesk | undefined;
  readonly #views = new BoxViews();
  readonly #remembered = new RememberedViews();
  #beforePlanes: Pick<ReadingState, 'arrangement' | 'active'> | undefined;

  constructor(store: ReadingStore) {
    this.store = store;
    this.priors = new PriorsBeside({
      store,
      hang: (arrangement, active, label) => this.#hangAll({ arrangement, active }, label),
      inherit: (heirs) => this.#rename(heirs),
    });
    this.swap = new HeldSwap({
      store,
      remembered: this.#remembered,
      setOf: (setId) => this.setOf(setId)?.set,
      counterpartOf: (setId) => this.priors.counterpartOf(setId),
      viewOf: (setId) => this.#views.showing(setId, this.state.active),
      matchingIndex: (view, other) => togetherOf(this).matchingSlice(view, other)?.index,
    });
  }

  get state(): ReadingState {
    return this.store.getState();
  }

  /** A newer answer for the same study: what is hung stays where it still exists. */
  refresh(snapshot: StudySnapshot): void {
    if (
      snapshot === this.state.snapshot ||
      studyKey(snapshot.item.study) !== studyKey(this.state.snapshot.item.study)
    ) {
      return;
    }
    const [current, ...priors] = this.state.studies;
    if (!current) return;
    const { study, heirs } = refreshedStudy(current, snapshot);
    const { images } = study;
    const isHung = this.state.arrangement.boxes.some(
      (content) => content && (heirs.has(content.setId) || !hasSet(current, content.setId)),
    );
    this.store.setState({ snapshot, images, studies: [study, ...priors] });
    if (isHung) this.#rename(heirs, current);
    else {
      const arrangement = inOpenWindows(hangFirst(images.sets), this.state.arrangement);
      this.store.setState({ arrangement, active: 0 });
    }
  }

  /** An earlier study of the patient, beside the one that is read; see `priors`. */
  addPrior(snapshot: StudySnapshot): void {
    this.priors.ask(snapshot.item.study);
    this.priors.take(snapshot);
  }

  /** The view that draws in a box, while it is on the screen. */
  attachView(box: number, view: ImageBoxView): () => void {
    return this.#views.attach(
      box,
      notedView(view, {
        asOne: (act) => this.history.asOne(act),
        onChanged: (change) => this.#noteLook(box, change),
      }),
    );
  }

  /** The view that draws in a box, for the hands: what it does to the look of its image can be taken back. Undefined while it is being made. */
  viewAt(box: number): ImageBoxView | undefined {
    return this.#views.at(box);
  }

  /** Acts on the active box; while its view is being made, as soon as it stands: a key pressed right after M counts. */
  act(act: Act): void {
    this.#views.act(this.state.active, act);
  }

  /** All that is to come back after a crash. */
  keep(panels: KeptDesk['panels']): KeptDesk {
    const left = new Map(this.#remembered.entries());
    const boxes = this.swap.atRest(this.state.arrangement.boxes);
    boxes.forEach((content, box) => {
      const view = this.#views.at(box);
      const { set, imageIds, asked } = view?.state() ?? {};
      if (!view || !set) return;
      const { grey, placement } = this.#remembered.ownOf(set.id, lookOf(view));
      const before = left.get(set.id);
      // A plane's slice is no image of its set, and it lies in its box in a way of its own.
      if (content?.kind === 'stack') left.set(set.id, { grey, placement, imageId: imageIds?.[asked ?? 0] });
      else left.set(set.id, { grey, placement: before?.placement, imageId: before?.imageId });
    });
    const planeOf = (box: number) => {
      const view = boxes[box]?.kind === 'plane' ? this.#views.at(box) : undefined;
      const placement = view?.placement?.();
      return { index: view?.state().asked ?? 0, ...(placement && { placement }) };
    };
    return keptDeskOf(this.state, { left, boxes, planeOf }, panels);
  }

  /** Display sets begin as they were left; planes go to the slices that they showed as soon as they stand. */
  bringBack(kept: KeptDesk): void {
    this.#remembered.restore(leftOf(kept));
    kept.boxes.forEach((box, place) => {
      if (box?.content.kind !== 'plane') return;
      const { index, placement } = box;
      this.#views.act(place, (view) =>
        whenDrawn(view, () => {
          view.goTo(index);
          putLook(view, { grey: undefined, placement });
        }),
      );
    });
  }

  /** Told whenever something changes that `keep` answers. */
  readonly watch = (listener: () => void): (() => void) => {
    const stops = [this.store.subscribe(listener), this.#views.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };

  /** How a stack was left, so that it comes back as it was: the image, the grey, and how it lay in its box. */
  remember(left: BoxState, placement?: Placement): void {
    this.#remembered.remember(left, placement);
  }

  /** Another's look is put on a display set, and the reader's `own` is what is remembered of it; undefined: it is over. */
  lendLook(setId: string, own: ViewLook | undefined): void {
    this.#remembered.lendLook(setId, own);
  }

  /** Grey and image of a display set, whichever way it was shown: stack and planes begin where the other was left. */
  rememberPlanes(setId: string, grey: GreyState | undefined, at: FrameOfImage | undefined): void {
    this.#remembered.rememberPlanes(setId, grey, at);
  }

  rememberedView(set: DisplaySet): RememberedView | undefined {
    return this.#remembered.of(set);
  }

  get activeView(): ImageBoxView | undefined {
    return this.#views.at(this.state.active);
  }

  /** A display set of any study on the desk. */
  setOf(id: string | undefined): NamedDisplaySet | undefined {
    return namedIn(this.state.studies, id);
  }

  /** The study that a display set belongs to. */
  studyOf(setId: string | undefined): StudyOnDesk | undefined {
    return setId === undefined ? undefined : this.state.studies.find((study) => hasSet(study, setId));
  }

  /** What the active box shows. */
  get activeContent(): BoxContent | undefined {
    const { arrangement, active } = this.state;
    return arrangement.boxes[active];
  }

  get activeSet(): NamedDisplaySet | undefined {
    return this.setOf(this.activeContent?.setId);
  }

  activate(box: number): void {
    if (this.state.active !== box) this.store.setState({ active: box });
  }

  setTool(tool: PointerTool): void {
    this.store.setState({ tool });
  }

  /** So many boxes: what hangs stays, and series that do not hang yet fill what is new. */
  arrange(rows: number, columns: number): void {
    const { arrangement, active, images } = this.state;
    const ids = images.sets.map(({ set }) => set.id);
    const name = windowOf(arrangement, active);
    const part = partOf(arrangement, name) ?? { ...mainPart(arrangement), first: 0 };
    const hung = rearranged(part, active - part.first, rows, columns, ids);
    const next = { arrangement: withPart(arrangement, name, hung.arrangement), active: part.first + hung.active };
    this.#hangAll(next, 'desk.changes.boxes');
  }

  /** Three planes of the active display set, or back to what was hung before. */
  toggleThreePlanes(): void {
    if (!isThreePlanes(this.state.arrangement)) this.#toThreePlanes();
    else if (this.#beforePlanes) this.#hangAll(this.#beforePlanes, 'desk.changes.planes');
    else this.arrange(1, 1);
  }

  /** Whether the active display set may be a volume, or why not. */
  volumeVerdict() {
    const active = this.activeSet;
    return active && volumeGridOf(active.set);
  }

  /** Hangs a display set as a stack; where three planes hang, as three planes, if it may be a volume. */
  hang(setId: string, box = this.state.active): void {
    const named = this.setOf(setId);
    if (!isThreePlanes(this.state.arrangement)) this.hangContent(stackOf(setId), box);
    else if (named && volumeGridOf(named.set).ok) this.#change({ arrangement: threePlanesOf(setId) }, series);
    else this.#hangAll({ arrangement: arrangementOf(1, 1, [stackOf(setId)]), active: 0 }, series);
  }

  /** Hangs anything in one box, and makes it the active one. */
  hangContent(content: BoxContent | undefined, box = this.state.active): void {
    const { arrangement } = this.state;
    const boxes = arrangement.boxes.map((hung, place) => (place === box ? content : hung));
    this.#change({ arrangement: { ...arrangement, boxes }, active: box }, series);
  }

  /** Hangs a whole arrangement; the active box is the first unless said otherwise. */
  hangArrangement(arrangement: Arrangement, active = 0): void {
    this.#hangAll({ arrangement, active }, 'desk.changes.boxes');
  }

  /** One more window of boxes, with what hung in one that the page lost; else what is compared with the active one, else a series that hangs nowhere, is its first. */
  openWindow(name: string): void {
    const { arrangement, images, leftWindows = [] } = this.state;
    const left = leftWindows.find((each) => each.name === name) ?? leftWindows[0];
    if (left) {
      this.store.setState({
        arrangement: withPart(withWindow(arrangement, name, undefined), name, left),
        leftWindows: leftWindows.filter((each) => each !== left),
      });
      return;
    }
    const { setId } = this.activeContent ?? {};
    const hung = new Set(arrangement.boxes.flatMap(setIdsOf));
    const matched = setId === undefined ? undefined : this.priors.counterpartOf(setId);
    const others = [matched, ...images.sets.map(({ set }) => set.id)].filter((id) => id !== undefined);
    const shown = others.find((id) => !hung.has(id));
    this.store.setState({
      arrangement: withWindow(arrangement, name, shown === undefined ? undefined : stackOf(shown)),
    });
  }

  /** What hung in windows that the page lost is put away. */
  dropLeftWindows(): void {
    this.store.setState({ leftWindows: [] });
  }

  /** A window is gone: what hung in it can be hung elsewhere, as it was left; the hands go back to the page's own. */
  closeWindow(name: string): void {
    const { arrangement, active } = this.state;
    const left = withoutWindow(arrangement, name);
    const isGone = windowOf(arrangement, active) === name;
    const beyond = active - (arrangement.boxes.length - left.boxes.length);
    const first = partOf(arrangement, name)?.first ?? arrangement.boxes.length;
    this.store.setState({ arrangement: left, active: isGone ? 0 : active > first ? beyond : active });
  }

  /** The next (+1) or previous (-1) display set in the active box. */
  stepSet(direction: 1 | -1): void {
    const { images } = this.studyOf(this.activeContent?.setId) ?? this.state;
    const ids = images.sets.map(({ set }) => set.id);
    const at = ids.indexOf(this.activeSet?.set.id ?? '');
    const next = ids[at + direction];
    if (next !== undefined) this.hang(next);
  }

  toggleEnlarged(): void {
    this.store.setState({ enlarged: !this.state.enlarged });
  }

  /** Display sets of a study have other names now; where one is no more, its boxes are empty. */
  #rename(heirs: ReadonlyMap<string, string>, before?: StudyOnDesk): void {
    for (const [old, heir] of heirs) this.#remembered.inherit(old, heir);
    const nameNow = (id: string) => heirs.get(id) ?? (before && hasSet(before, id) ? undefined : id);
    const { arrangement } = this.state;
    this.store.setState({
      arrangement: { ...arrangement, boxes: arrangement.boxes.map((content) => renamedContent(content, nameNow)) },
    });
  }

  #toThreePlanes(): void {
    const { arrangement, active } = this.state;
    const set = this.activeSet;
    if (!set || !volumeGridOf(set.set).ok) return;
    this.#beforePlanes = { arrangement, active };
    this.#views.dropWaiting();
    this.#hangAll({ arrangement: threePlanesOf(set.set.id), active: 0, tool: 'crosshair' }, 'desk.changes.planes');
  }

  /** The crosshair is of planes: with them goes the tool. */
  #hangAll({ arrangement, active, tool = this.state.tool }: Hanging, label: string): void {
    const kept = tool === 'crosshair' && !arrangement.boxes.some((content) => content?.kind === 'plane');
    this.#change({ arrangement, active, enlarged: false, tool: kept ? 'window' : tool }, label);
  }

  /** Changes what is hung, so that it can be taken back. */
  #change(change: Partial<Hanging>, label: string): void {
    const { arrangement, active, tool, enlarged } = this.state;
    const before = { arrangement, active, tool, enlarged };
    const put = (hanging: Partial<Hanging>) => () => this.store.setState(this.#withNamesNow(hanging));
    this.history.perform({ label, undo: put(before), redo: put(change) });
  }

  /** A newer answer may have given display sets other names since. */
  #withNamesNow(hanging: Partial<Hanging>): Partial<Hanging> {
    if (!hanging.arrangement) return hanging;
    const arrangement = inOpenWindows(hanging.arrangement, this.state.arrangement);
    const nameNow = (setId: string) => this.#remembered.nameNow(setId);
    const boxes = arrangement.boxes.map((content) => renamedContent(content, nameNow));
    const active = hanging.active === undefined ? {} : { active: Math.min(hanging.active, boxes.length - 1) };
    return { ...hanging, ...active, arrangement: { ...arrangement, boxes } };
  }

  #noteLook(box: number, { label, isPartOfMany, setId, before, after }: LookChange): void {
    const { kind } = this.state.arrangement.boxes[box] ?? {};
    const put = (look: ViewLook) => () => {
      const view = this.#views.showing(this.#remembered.nameNow(setId), box);
      // A plane lies in its box in a way of its own: a stack of the same images, or another plane, takes its grey only.
      const isOwn = view === this.#views.at(box) && this.state.arrangement.boxes[box]?.kind === kind;
      const { grey, axes } = look;
      const taken = isOwn || (kind === 'stack' && !view) ? look : { grey, axes, placement: undefined };
      if (view) putLook(view, taken);
      else this.#remembered.setLook(setId, taken);
    };
    const gesture = isPartOfMany ? { gesture: `${label} ${box} ${setId}` } : {};
    this.history.note({ label, ...gesture, undo: put(before), redo: put(after) });
  }
}

type Hanging = Pick<ReadingState, 'arrangement' | 'active'> & Partial<Pick<ReadingState, 'tool' | 'enlarged'>>;

const series = 'desk.changes.series';
