import { cache } from '@cornerstonejs/core';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { VolumeRefusal } from '#shared/dicom/volumeGate.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { decodeWorkerCount, Engine } from './engine/engine.ts';
import { readMemoryLimits } from './engine/graphicsLimits.ts';
import { GraphicsState } from './engine/graphicsState.ts';
import type { GraphicsTrouble } from './engine/healing.ts';
import { whenIdle } from './engine/idle.ts';
import { checkTruth, type TruthResult, troubleIn } from './engine/truthCheck.ts';
import { cornerstoneWorkers } from './frames/cornerstoneWorkers.ts';
import { DecodeQueue, type DecodeWorkers } from './frames/decodeQueue.ts';
import { decodeFirst } from './frames/firstDecode.ts';
import { FrameCatalogue } from './frames/frameCatalogue.ts';
import { FrameLoader, type ReadFrame, type ReportFrame } from './frames/frameLoader.ts';
import { FrameLedger } from './frames/ledger.ts';
import { registerMetadata } from './frames/metadata.ts';
import { FusionView } from './fusion/fusionView.ts';
import type { GreyState } from './grey/grey.ts';
import { PlaneView } from './plane/planeView.ts';
import type { RigidTransform } from './registration/rigidTransform.ts';
import { BodyVolume } from './rendering/body/bodyVolume.ts';
import { RenderingView } from './rendering/renderingView.ts';
import { StackView } from './stack/stackView.ts';
import type { MemoryLimits } from './volume/memoryPlan.ts';
import { VolumeModel } from './volume/volumeModel.ts';
import { VolumeShelf } from './volume/volumeShelf.ts';
import { comparePlane, compareRendering } from './watching/blackVolume.ts';
import { watchFirstDraws, watchVolumeDraws } from './watching/firstDraws.ts';

/** Everything that draws, started once for the page and handed to whoever shows images. */
export class Imaging {
  readonly frames: FrameLoader;
  readonly ledger = new FrameLedger();
  readonly graphics = new GraphicsState();
  readonly #catalogue = new FrameCatalogue();
  readonly #engine: Engine;
  readonly #workers: DecodeWorkers = cornerstoneWorkers();
  readonly #stacks = new Set<StackView>();
  #onDisk: ReadonlySet<string> | undefined;
  readonly #held = new Set<() => readonly ImageDescription[]>();
  #limits: MemoryLimits | undefined;
  #truth: TruthResult | undefined;
  readonly #volumes = new VolumeShelf(
    () => this.memoryLimits,
    (set, grid) => this.#makeVolume(set, grid),
  );

  private constructor(engine: Engine, readFrame: ReadFrame, reportFrame: ReportFrame | undefined) {
    this.#engine = engine;
    this.frames = new FrameLoader({
      catalogue: this.#catalogue,
      ledger: this.ledger,
      decodeQueue: new DecodeQueue(this.#workers, decodeWorkerCount()),
      readFrame,
      ...(reportFrame && { reportFrame }),
    });
    this.frames.registerScheme();
    registerMetadata(this.#catalogue);
    this.graphics.begin(engine.backend());
    engine.onContext((state) => (state === 'lost' ? this.graphics.lose(performance.now()) : this.#heal('contextLost')));
  }

  static start(readFrame: ReadFrame, reportFrame?: ReportFrame): Imaging {
    return new Imaging(Engine.start(), readFrame, reportFrame);
  }

  /** Does beforehand what the first image would wait for: a worker that starts, a codec that is compiled. */
  async prepare(): Promise<void> {
    await decodeFirst(this.#workers);
    whenIdle(() => void this.checkTruth());
  }

  /**
   * Makes the images of a study known; before any of them is shown. Where an archive describes an image otherwise than
   * before, as another patient's, nothing that was decoded of it is drawn again (T22).
   */
  addImages(archiveId: ArchiveId, images: readonly ImageDescription[]): void {
    const changed = this.#catalogue.add(archiveId, images);
    if (changed.length === 0) return;
    this.closeVolumes();
    this.ledger.forgetImages(changed);
    for (const imageId of changed) {
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
    }
  }

  openStack(element: HTMLDivElement): StackView {
    const view = new StackView({
      engine: this.#engine,
      loader: this.frames,
      ledger: this.ledger,
      element,
      onClose: () => this.#stacks.delete(view),
    });
    this.#stacks.add(view);
    watchFirstDraws(view, element, () => this.#heal('blackBox'));
    return view;
  }

  /**
   * A plane of the display set's volume, which is made on first need. Undefined where the gate refuses (Q1 to Q8).
   * `left`: the image the reader was at and the grey that was chosen for this display set; all planes take them.
   */
  openPlane(
    element: HTMLDivElement,
    set: DisplaySet,
    plane: Plane,
    left?: { readonly index: number | undefined; readonly grey: GreyState | undefined },
  ): PlaneView | undefined {
    const model = this.openVolume(set);
    if (!model) return undefined;
    if (left?.grey) model.setGrey(left.grey);
    if (left?.index !== undefined) model.showImage(left.index);
    const view = new PlaneView({ engine: this.#engine, ledger: this.ledger, element, plane, model });
    return this.#watched(view, element, () => comparePlane(view, element));
  }

  /**
   * A plane of one volume with another laid over it in colour. Undefined where either is no volume. `toOver`: from the
   * frame of reference of `set` to that of `over`.
   */
  openFusion(
    element: HTMLDivElement,
    sets: { readonly set: DisplaySet; readonly over: DisplaySet; readonly toOver: RigidTransform },
    plane: Plane,
    left?: { readonly index: number | undefined; readonly grey: GreyState | undefined },
  ): FusionView | undefined {
    const model = this.openVolume(sets.set);
    if (!model) return undefined;
    if (left?.grey) model.setGrey(left.grey);
    if (left?.index !== undefined) model.showImage(left.index);
    const view = new FusionView({ engine: this.#engine, ledger: this.ledger, element, plane, model });
    // Only now: a volume that no box shows yet might make room for the next.
    const over = this.openVolume(sets.over);
    if (!over) {
      view.close();
      return undefined;
    }
    view.layOver(over, sets.toOver);
    return this.#watched(view, element, () => comparePlane(view, element));
  }

  resize(): void {
    this.#engine.resize();
  }

  /** Asks again for frames on the desk that were not to be had; the host has said that something came. */
  askAgain(): void {
    for (const view of this.#stacks) view.askAgain();
    for (const model of this.#volumes.models()) void model.load();
  }

  /** What is on this disk of the study on the desk, by image id: what is here is drawn before what has yet to come. */
  notePresence(here: ReadonlySet<string> | undefined): void {
    this.#onDisk = here;
    for (const model of this.#volumes.models()) model.noteCame();
  }

  /** Nothing of any patient stays in the page's memory: when another profile opens or the lock closes. */
  forgetAll(): void {
    this.#onDisk = undefined;
    this.closeVolumes();
    this.frames.forget();
    this.ledger.forget();
    this.#catalogue.clear();
    cache.purgeCache();
  }

  /** Gives the memory of all volumes back; when the study leaves the desk. */
  closeVolumes(): void {
    this.#volumes.closeAll();
  }

  /**
   * Keeps a study on the desk until what is answered is called; then its volumes go, and, unless somebody holds it again
   * in the same turn, what was decoded of it and what is known of its images. What another study has said meanwhile of
   * the same images stays.
   */
  holdStudy(imagesOf: () => readonly ImageDescription[]): () => void {
    this.#held.add(imagesOf);
    return () => {
      this.#held.delete(imagesOf);
      this.closeVolumes();
      setTimeout(() => {
        // StrictMode mounts a room twice: the second holds the same images by a function of its own.
        // Its session has read them anew, so they are the same by name, not by object (SF15).
        const nameOf = ({ archiveId, sopInstanceUID }: ImageDescription) => `${archiveId ?? ''}/${sopInstanceUID}`;
        const held = new Set([...this.#held].flatMap((each) => each().map(nameOf)));
        this.#forgetImages(imagesOf().filter((image) => !held.has(nameOf(image))));
      }, 0);
    };
  }

  #forgetImages(images: readonly ImageDescription[]): void {
    const gone = this.#catalogue.remove(images);
    this.ledger.closeImages(gone);
    for (const imageId of gone) {
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
    }
  }

  /** What this computer can hold; asked once. */
  get memoryLimits(): MemoryLimits {
    this.#limits ??= readMemoryLimits();
    return this.#limits;
  }

  /** The grid on which a display set would be drawn now, coarser where memory asks for it; or why it is no volume. */
  gridFor(set: DisplaySet): Result<VolumeGrid, VolumeRefusal> {
    const planned = this.#volumes.gridFor(set);
    return planned.ok ? succeed(planned.value.grid) : planned;
  }

  /** The volume of a display set, which begins to fill; undefined where `gridFor` says why there is none. */
  openVolume(set: DisplaySet): VolumeModel | undefined {
    const opened = this.#volumes.open(set);
    if (!opened.ok) return undefined;
    // What was absent when it was last looked at may have come since.
    void opened.value.load();
    return opened.value;
  }

  /** A volume seen in space; or why it cannot be: no volume, or no graphics card that draws it, or draws it rightly (SF17). */
  openRendering(
    element: HTMLDivElement,
    set: DisplaySet,
  ): Result<RenderingView, VolumeRefusal | { readonly reason: 'cpu' | 'card' }> {
    if (this.#engine.makesPlanes) return fail({ reason: this.#engine.drawsOnCpu ? 'cpu' : 'card' });
    const opened = this.#volumes.open(set);
    if (!opened.ok) return opened;
    void opened.value.load();
    const view = new RenderingView({
      engine: this.#engine,
      element,
      model: opened.value,
      makeBody: (model, signal) => BodyVolume.of(model, (bytes) => this.#volumes.reserve(bytes), signal),
    });
    return succeed(this.#watched(view, element, () => compareRendering(view, element)));
  }

  /** A view of a volume, looked at as long as it is drawn: black where the voxels are not is healed. */
  #watched<View extends Parameters<typeof watchVolumeDraws>[0]>(
    view: View,
    element: HTMLDivElement,
    compare: Parameters<typeof watchVolumeDraws>[2],
  ): View {
    watchVolumeDraws(view, element, compare, () => this.#heal('blackVolume'));
    return view;
  }

  /** What a known image became on this computer; undefined until it was drawn (K, item 10). */
  truth(): TruthResult | undefined {
    return this.#truth;
  }

  /**
   * Draws a known image and reads it back, while nobody waits for anything else. Greys that are not its own are trouble
   * that heals itself, and are checked again on whatever draws then.
   */
  async checkTruth(): Promise<TruthResult> {
    const result = await checkTruth(this.#engine, this.#workers, this.#catalogue);
    this.#truth = result;
    const trouble = troubleIn(result);
    if (!trouble) return result;
    this.#heal(trouble);
    return this.graphics.snapshot().helpless ? result : this.checkTruth();
  }

  /**
   * A new engine, new volumes over the images still in memory, new boxes (H4). Several contexts come back one by one; each
   * is one more rebuild, the last of which sees them all.
   */
  #heal(trouble: GraphicsTrouble): void {
    this.graphics.heal(trouble, performance.now(), (backend, planes) => {
      this.closeVolumes();
      this.#engine.rebuild(backend, planes);
    });
  }

  #makeVolume(set: DisplaySet, grid: VolumeGrid): VolumeModel {
    return new VolumeModel(set, grid, this.frames, this.ledger, (imageId) => this.#onDisk?.has(imageId) ?? true);
  }
}
