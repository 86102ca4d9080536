import { createStore } from 'zustand/vanilla';
import type { KeptDesk } from '#shared/contract/desk.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import type { PointerTool } from '../imaging/placement/pointerTools.ts';
import type { AnnotationDesk } from './annotationDesk.ts';
import { type Arrangement, arrangementOf, type BoxContent, renamedContent, stackOf, wayOf } from './arrangement.ts';
import { type Act, BoxViews } from './boxViews.ts';
import { deskToHang } from './deskToHang.ts';
import { DeskWindows } from './deskWindows.ts';
import { Hanging } from './hanging.ts';
import type { HangingMeans } from './hangingMeans.ts';
import { HeldSwap } from './heldSwap.ts';
import { History } from './history.ts';
import { KeptBoxes } from './keptBoxes.ts';
import { restoredState } from './keptDesk.ts';
import { type LookChange, notedView } from './notedView.ts';
import { PriorsBeside } from './priorsBeside.ts';
import type { HungPlace, ReadingState, ReadingStore } from './readingState.ts';
import { type RememberedView, RememberedViews } from './rememberedViews.ts';
import { seriesFactsOf } from './seriesFacts.ts';
import { StudyHanging } from './studyHanging.ts';
import type { NamedDisplaySet, StudyImages } from './studyImages.ts';
import { hasSet, namedIn, refreshedStudy, type StudyOnDesk, studyOnDesk } from './studyOnDesk.ts';
import { togetherOf } from './together.ts';
import { putLook, type ViewLook } from './viewLook.ts';
import { withWindow } from './windowBoxes.ts';

/** What is known when a study is opened, beside its answer. */
interface Opening {
  /** What lay on the desk when the page ended. */
  readonly kept?: KeptDesk | undefined;
  /** By what it is hung; left out: its first series, by no protocol. */
  readonly means?: HangingMeans | undefined;
  /** Further windows that are open already, by name. */
  readonly windows?: readonly string[] | undefined;
}

/** The study, hung for the first time, or as it was left where it comes back. */
export function openReadingSession(
  snapshot: StudySnapshot,
  { kept, means, windows = [] }: Opening = {},
): ReadingSession {
  const study = studyOnDesk(snapshot);
  const { images } = study;
  const restored = kept && restoredState(kept, study);
  const grids = windows.map((name) => ({ name, rows: 1, columns: 1 }));
  const hung = firstOf(images);
  const isOpen = !restored && grids.length > 0;
  const arrangement = isOpen ? grids.reduce((all, { name }) => withWindow(all, name, undefined), hung) : hung;
  const store = createStore<ReadingState>(() => ({
    snapshot,
    images,
    studies: [study],
    priorsAsked: [],
    arrangement,
    active: 0,
    enlarged: false,
    tool: 'window',
    ...restored,
  }));
  const session = new ReadingSession(store, means);
  session.protocol?.begin(restored !== undefined && (kept?.place ?? true));
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
  readonly kept: KeptBoxes;
  /** What hangs in further windows. */
  readonly windows: DeskWindows;
  /** The protocol that hangs the study, and its stages; undefined where it is hung by none. */
  readonly protocol: StudyHanging | undefined;
  #annotations: AnnotationDesk | undefined;
  readonly #views = new BoxViews();
  readonly #remembered = new RememberedViews();
  readonly #hanging: Hanging;

  constructor(store: ReadingStore, means?: HangingMeans) {
    this.store = store;
    this.priors = new PriorsBeside({
      store,
      atRest: () => this.swap.end(),
      hang: (arrangement, active, label) => this.#hanging.all({ arrangement, active }, label),
      inherit: (heirs) => this.#rename(heirs),
      onChanged: () => this.protocol?.reconsider(),
    });
    this.swap = new HeldSwap({
      store,
      remembered: this.#remembered,
      setOf: (setId) => this.setOf(setId)?.set,
      counterpartOf: (setId) => this.priors.counterpartOf(setId),
      viewOf: (setId) => this.#views.showing(setId, this.state.active),
      matchingIndex: (view, other) => togetherOf(this).matchingSlice(view, other)?.index,
      askPrior: () => this.priors.bring(),
    });
    const parts = { store, swap: this.swap, views: this.#views, remembered: this.#remembered };
    const setOf = (setId: string | undefined) => this.setOf(setId)?.set;
    this.#hanging = new Hanging({
      ...{ ...parts, history: this.history, setOf },
      place: () => placeIn(this.state),
      toPlace: (place) => this.protocol?.restore(place),
      onManual: (kind) => this.protocol?.pin(kind),
    });
    this.kept = new KeptBoxes(parts);
    this.protocol = means && this.#hangsBy(means);
    this.windows = new DeskWindows({
      ...{ ...parts, counterpartOf: (setId) => this.priors.counterpartOf(setId) },
      hangFor: () => this.protocol?.followWindows() ?? false,
    });
  }

  #hangsBy(means: HangingMeans): StudyHanging {
    return new StudyHanging(
      {
        store: this.store,
        setOf: (setId) => this.setOf(setId)?.set,
        facetsOf: (setId) => this.facetsOf(setId),
        isPrior: (setId) => this.studyOf(setId) !== this.state.studies[0],
        besides: (setId) => this.studyOf(setId)?.images.sets.map(({ set }) => set) ?? [],
        toHang: (screens, { correctionsOf }) => deskToHang(this.state, screens, correctionsOf),
        put: (hung, label) => this.#hanging.all(hung, label),
        atRest: () => this.swap.end(),
        nameNow: (setId) => this.#remembered.nameNow(setId),
        askPrior: (key) => {
          const prior = this.state.snapshot.priors.find(({ study }) => studyKey(study) === key);
          if (prior) this.priors.ask(prior.study, false);
        },
      },
      means,
    );
  }

  /** What is drawn on the studies on the desk; undefined until they may be drawn on. */
  get annotations(): AnnotationDesk | undefined {
    return this.#annotations;
  }

  /** Once, by whoever opens the session: its figures are on that desk. */
  drawOn(annotations: AnnotationDesk): void {
    this.#annotations = annotations;
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
    else if (!this.protocol) this.#hanging.anew(firstOf(images));
    if (isHung) this.protocol?.reconsider();
    else this.protocol?.begin();
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
    return this.kept.keep(panels);
  }

  /** Display sets begin as they were left; planes go to where they were as soon as they stand. */
  bringBack(kept: KeptDesk): void {
    this.kept.bringBack(kept);
  }

  /** Told whenever something changes that `keep` answers. */
  readonly watch = (listener: () => void): (() => void) => {
    const stops = [this.store.subscribe(listener), this.#views.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };

  /** How a stack was left, so that it comes back as it was: the image, the grey, and how it lay in its box. */
  remember(left: BoxState, placement?: Placement, content?: BoxContent): void {
    this.#remembered.remember(left, placement, wayOf(content));
  }

  /** A box shows a display set in another's look, and the reader's `own` is what is remembered of it; undefined: it is over. */
  lendLook(view: ImageBoxView, setId: string, own: ViewLook | undefined): void {
    this.#remembered.lendLook(view, setId, own);
    togetherOf(this).lend(view, own !== undefined);
  }

  /** Grey and image of a display set, whichever way it was shown: stack and planes begin where the other was left. */
  rememberPlanes(
    setId: string,
    shown: Pick<ViewLook, 'grey' | 'slab'>,
    at: FrameOfImage | undefined,
    content?: BoxContent,
  ): void {
    this.#remembered.rememberPlanes(setId, shown, at, wayOf(content));
  }

  /** How it was left, in the way in which a protocol looks at it, or in whichever was the last. */
  rememberedView(set: DisplaySet, content?: BoxContent): RememberedView | undefined {
    return this.#remembered.of(set, wayOf(content));
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

  /** What is known of a display set, as its headers and readers say; undefined where it is not on the desk. */
  facetsOf(setId: string): SeriesFacets | undefined {
    const study = this.studyOf(setId);
    const named = this.setOf(setId);
    return study && named && seriesFactsOf(named.set, study.snapshot)?.facets;
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
    this.#hanging.arrange(rows, columns);
  }

  /** Three planes of the active display set, or back to what was hung before. */
  toggleThreePlanes(): void {
    this.#hanging.toggleThreePlanes();
  }

  /** The body of the active display set in space, or back; beside three planes it has a box of its own. */
  toggleBody(): void {
    this.#hanging.toggleBody();
  }

  /** Whether the active display set may be a volume, or why not. */
  volumeVerdict() {
    const active = this.activeSet;
    return active && volumeGridOf(active.set);
  }

  /** Hangs a display set as a stack; where three planes hang, as three planes, if it may be a volume. */
  hang(setId: string, box = this.state.active): void {
    this.#hanging.hang(setId, box);
  }

  /** Hangs anything in one box, and makes it the active one. */
  hangContent(content: BoxContent | undefined, box = this.state.active): void {
    this.#hanging.hangContent(content, box);
  }

  /** Hangs a whole arrangement; the active box is the first unless said otherwise. */
  hangArrangement(arrangement: Arrangement, active = 0): void {
    this.#hanging.all({ arrangement, active }, 'desk.changes.boxes');
  }

  /** The next (+1) or previous (-1) display set of its study in the active box. */
  stepSet(direction: 1 | -1): void {
    this.swap.end();
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
    const live = this.state.studies.flatMap(({ images }) => images.sets.map(({ set }) => set.id));
    this.#remembered.inherit(heirs, live);
    const nameNow = (id: string) => heirs.get(id) ?? (before && hasSet(before, id) ? undefined : id);
    const { arrangement } = this.state;
    this.store.setState({
      arrangement: { ...arrangement, boxes: arrangement.boxes.map((content) => renamedContent(content, nameNow)) },
    });
  }

  #noteLook(box: number, { label, isPartOfMany, setId, before, after }: LookChange): void {
    const content = this.state.arrangement.boxes[box];
    const { kind } = content ?? {};
    const look = wayOf(content);
    const looksSo = (each: number) => wayOf(this.state.arrangement.boxes[each]) === look;
    const put = (back: ViewLook) => () => {
      const view = this.#views.showing(this.#remembered.nameNow(setId), box, looksSo);
      // A plane lies in its box in a way of its own: a stack of the same images, or another plane, takes its grey only.
      const isOwn = view === this.#views.at(box) && this.state.arrangement.boxes[box]?.kind === kind;
      const { grey, axes } = back;
      const taken = isOwn || (kind === 'stack' && !view) ? back : { grey, axes, placement: undefined };
      if (view) putLook(view, taken);
      else this.#remembered.setLook(setId, taken, look);
    };
    const gesture = `${label} ${box} ${setId}`;
    this.history.note({ label, ...(isPartOfMany && { gesture }), undo: put(before), redo: put(after) });
    this.protocol?.note.looked(label, gesture);
  }
}

/** Where no protocol hangs the study. */
function firstOf({ sets: [first] }: StudyImages): Arrangement {
  return arrangementOf(1, 1, first ? [stackOf(first.set.id)] : []);
}

function placeIn({ byProtocol }: ReadingState): HungPlace | undefined {
  if (!byProtocol) return undefined;
  const { hanging, stage, isPinned } = byProtocol;
  return { protocolId: hanging.protocol.id, stage, isPinned };
}
