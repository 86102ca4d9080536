import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { imageIdOf } from '../imaging/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey.ts';
import type { BoxState, ImageBoxView, LineInSpace } from '../imaging/imageBoxView.ts';
import type { PointerTool } from '../imaging/pointerTools.ts';
import { boxesOf, hangFirst, type Layout } from './firstHanging.ts';
import { keepUnchangedSets, type NamedDisplaySet, readStudyImages, type StudyImages } from './studyImages.ts';

/** A finished length, bound to the image or plane it was drawn on. */
export interface Measurement {
  readonly id: number;
  readonly surfaceKey: string;
  readonly setId: string;
  readonly imageNumber: number;
  readonly line: LineInSpace;
  readonly length: MeasuredLength;
}

/** One study on the desk: what is hung where, and what the hands hold. Cornerstone owns window, zoom and slice. */
export interface ReadingState {
  readonly snapshot: StudySnapshot;
  readonly images: StudyImages;
  readonly layout: Layout;
  /** Display set of each image box, by position. In the MPR layout all three show the first. */
  readonly boxes: readonly (string | undefined)[];
  readonly active: number;
  /** The active box alone fills the grid. */
  readonly enlarged: boolean;
  readonly tool: PointerTool;
  readonly measurements: readonly Measurement[];
}

export interface RememberedView {
  readonly index: number | undefined;
  readonly grey: GreyState | undefined;
}

interface LeftAs {
  /** The image, not its number: slices that come meanwhile may sort before it. */
  readonly imageId: string | undefined;
  readonly grey: GreyState | undefined;
}

type Act = (view: ImageBoxView) => void;

export type ReadingStore = StoreApi<ReadingState>;

/** The study, hung for the first time. */
export function openReadingSession(snapshot: StudySnapshot): ReadingSession {
  const images = readStudyImages(snapshot);
  const { layout, setIds } = hangFirst(images.sets);
  const store = createStore<ReadingState>(() => ({
    snapshot,
    images,
    layout,
    boxes: fillBoxes(layout, setIds),
    active: 0,
    enlarged: false,
    tool: 'window',
    measurements: [],
  }));
  return new ReadingSession(store);
}

/** What may be done to the study on the desk; commands and components call these, nothing else changes the store. */
export class ReadingSession {
  readonly store: ReadingStore;
  readonly #views = new Map<number, ImageBoxView>();
  readonly #left = new Map<string, LeftAs>();
  /** Which display set took the place of one that a newer answer no longer has. */
  readonly #heirs = new Map<string, string>();
  readonly #waitingActs = new Map<number, Act[]>();
  #layoutBeforeMpr: Pick<ReadingState, 'layout' | 'boxes' | 'active'> | undefined;
  #measured = 0;

  constructor(store: ReadingStore) {
    this.store = store;
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
    const images = keepUnchangedSets(this.state.images, readStudyImages(snapshot));
    const heirs = heirsOf(this.state.images, images);
    for (const [old, heir] of heirs) this.#inherit(old, heir);
    const boxes = this.state.boxes.map((id) => id && heirs.get(id));
    if (boxes.some((id) => id !== undefined)) {
      const measurements = this.state.measurements.map((each) => ({
        ...each,
        setId: heirs.get(each.setId) ?? each.setId,
      }));
      this.store.setState({ snapshot, images, boxes, measurements });
      return;
    }
    const { layout, setIds } = hangFirst(images.sets);
    this.store.setState({ snapshot, images, layout, boxes: fillBoxes(layout, setIds), active: 0 });
  }

  /** The view that draws in a box, while it is on the screen. */
  attachView(box: number, view: ImageBoxView): () => void {
    this.#views.set(box, view);
    const acts = this.#waitingActs.get(box) ?? [];
    this.#waitingActs.delete(box);
    // After the box has been given what it shows, which happens in this same turn.
    queueMicrotask(() => {
      if (this.#views.get(box) === view) for (const act of acts) act(view);
    });
    return () => {
      if (this.#views.get(box) === view) this.#views.delete(box);
    };
  }

  /** Acts on the active box; while its view is being made, as soon as it stands: a key pressed right after M counts. */
  act(act: Act): void {
    const { active } = this.state;
    const view = this.#views.get(active);
    if (view) act(view);
    else this.#waitingActs.set(active, [...(this.#waitingActs.get(active) ?? []), act]);
  }

  /** How a stack was left, so that it comes back as it was: the image and the grey. */
  remember({ set, imageIds, asked, grey }: BoxState): void {
    if (set) this.#left.set(this.#heirs.get(set.id) ?? set.id, { imageId: imageIds[asked], grey });
  }

  /** Grey and image of a display set, whichever way it was shown: stack and planes begin where the other was left. */
  rememberPlanes(setId: string, grey: GreyState | undefined, at: FrameOfImage | undefined): void {
    const id = this.#heirs.get(setId) ?? setId;
    this.#left.set(id, { imageId: at ? imageIdOf(at) : this.#left.get(id)?.imageId, grey });
  }

  rememberedView(set: DisplaySet): RememberedView | undefined {
    const left = this.#left.get(set.id);
    if (!left) return undefined;
    const index = set.frames.findIndex((item) => imageIdOf(item) === left.imageId);
    return { index: index >= 0 ? index : undefined, grey: left.grey };
  }

  #inherit(old: string, heir: string): void {
    if (old === heir) return;
    this.#heirs.set(old, heir);
    const left = this.#left.get(old);
    if (left) this.#left.set(heir, left);
  }

  get activeView(): ImageBoxView | undefined {
    return this.#views.get(this.state.active);
  }

  setOf(id: string | undefined): NamedDisplaySet | undefined {
    return this.state.images.sets.find(({ set }) => set.id === id);
  }

  get activeSet(): NamedDisplaySet | undefined {
    const { boxes, active, layout } = this.state;
    return this.setOf(boxes[layout === 'mpr' ? 0 : active]);
  }

  activate(box: number): void {
    if (this.state.active !== box) this.store.setState({ active: box });
  }

  setTool(tool: PointerTool): void {
    this.store.setState({ tool });
  }

  setLayout(layout: Layout): void {
    const { boxes, active, layout: before } = this.state;
    if (layout === before) return;
    if (layout === 'mpr') {
      this.#toMpr();
      return;
    }
    const first = before === 'mpr' ? boxes[0] : boxes[active];
    const others = this.state.images.sets.map(({ set }) => set.id).filter((id) => id !== first && !boxes.includes(id));
    const wanted = [first, ...boxes.filter((id) => id !== first), ...others].filter((id) => id !== undefined);
    this.store.setState({ layout, boxes: fillBoxes(layout, wanted), active: 0, enlarged: false });
  }

  /** Three planes of the active display set, or back to what was hung before. */
  toggleMpr(): void {
    const before = this.#layoutBeforeMpr;
    if (this.state.layout !== 'mpr') this.#toMpr();
    else if (before) this.store.setState({ ...before, enlarged: false, tool: 'window' });
    else this.setLayout('1x1');
  }

  /** Whether the active display set may be a volume, or why not. */
  mprVerdict() {
    const active = this.activeSet;
    return active && volumeGridOf(active.set);
  }

  hang(setId: string, box = this.state.active): void {
    if (this.state.layout === 'mpr') {
      const verdict = this.setOf(setId);
      if (verdict && volumeGridOf(verdict.set).ok) this.store.setState({ boxes: [setId, setId, setId] });
      else this.store.setState({ layout: '1x1', boxes: [setId], active: 0, tool: 'window' });
      return;
    }
    const boxes = [...this.state.boxes];
    boxes[box] = setId;
    this.store.setState({ boxes, active: box });
  }

  /** The next (+1) or previous (-1) display set in the active box. */
  stepSet(direction: 1 | -1): void {
    const ids = this.state.images.sets.map(({ set }) => set.id);
    const at = ids.indexOf(this.activeSet?.set.id ?? '');
    const next = ids[at + direction];
    if (next !== undefined) this.hang(next);
  }

  toggleEnlarged(): void {
    this.store.setState({ enlarged: !this.state.enlarged });
  }

  addMeasurement(part: Omit<Measurement, 'id'>): void {
    this.#measured += 1;
    this.store.setState({ measurements: [...this.state.measurements, { ...part, id: this.#measured }] });
  }

  removeLastMeasurement(): void {
    this.store.setState({ measurements: this.state.measurements.slice(0, -1) });
  }

  #toMpr(): void {
    const { layout, boxes, active } = this.state;
    const set = this.activeSet;
    if (!set || !volumeGridOf(set.set).ok) return;
    this.#layoutBeforeMpr = { layout, boxes, active };
    this.#waitingActs.clear();
    const { id } = set.set;
    this.store.setState({ layout: 'mpr', boxes: [id, id, id], active: 0, enlarged: false, tool: 'crosshair' });
  }
}

/** For each display set of before, the one that shows its images now: itself, or the one that its first image is in. */
function heirsOf(before: StudyImages, now: StudyImages): ReadonlyMap<string, string> {
  const ids = new Set(now.sets.map(({ set }) => set.id));
  const setOfImage = new Map(
    now.sets.flatMap(({ set }) => set.frames.map((item) => [imageIdOf(item), set.id] as const)),
  );
  return new Map(
    before.sets.flatMap(({ set }) => {
      const heir = ids.has(set.id)
        ? set.id
        : set.frames.map((item) => setOfImage.get(imageIdOf(item))).find((id) => id !== undefined);
      return heir === undefined ? [] : [[set.id, heir] as const];
    }),
  );
}

function fillBoxes(layout: Layout, setIds: readonly string[]): readonly (string | undefined)[] {
  return Array.from({ length: boxesOf[layout] }, (_, index) => setIds[index]);
}
