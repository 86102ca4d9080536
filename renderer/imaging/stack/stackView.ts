import { Enums, type Types } from '@cornerstonejs/core';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { middleFromOtherEnd } from '#shared/dicom/middleOfStack.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import type { Engine } from '../engine/engine.ts';
import { isTooWideForProcessor } from '../engine/processorLimit.ts';
import { imageIdOf, isColour } from '../frames/frameCatalogue.ts';
import { mayComeLater } from '../frames/frameChecks.ts';
import type { FrameLoader } from '../frames/frameLoader.ts';
import type { FrameLedger } from '../frames/ledger.ts';
import { WarmUp } from '../frames/warmUp.ts';
import type { GreyState } from '../grey/grey.ts';
import type { GreyChoice } from '../grey/greyChoices.ts';
import type { BoxPoint, BoxState, ImageBoxView } from '../imageBoxView.ts';
import { type LensPicture, lensOf } from '../placement/lens.ts';
import { lettersOfFrame } from '../placement/letters.ts';
import type { Placement } from '../placement/placement.ts';
import { boxPointOf, worldOf } from '../placement/viewportCamera.ts';
import { frameNameOf, planeOfFrame, type ShownPlane } from '../plane/shownPlane.ts';
import { type NearestSlice, sliceOfSetAt } from '../plane/syncedSlice.ts';
import type { CineManner } from './cine.ts';
import { StackCine } from './stackCine.ts';
import { StackGrey } from './stackGrey.ts';
import { StackPlacement } from './stackPlacement.ts';

/** A wait shorter than this is not worth a word over the image. */
const coverAfterMs = 150;

/** One image box that shows the frames of a display set one at a time. */
export class StackView implements ImageBoxView {
  readonly id: string;
  readonly #keeper = new BoxStateKeeper();
  readonly state = this.#keeper.state;
  readonly subscribe = this.#keeper.subscribe;
  readonly #engine: Engine;
  readonly #loader: FrameLoader;
  readonly #ledger: FrameLedger;
  readonly #viewport: Types.IStackViewport;
  readonly #element: HTMLDivElement;
  readonly #warmUp: WarmUp;
  readonly #cine: StackCine;
  readonly #grey: StackGrey;
  readonly #placement: StackPlacement;
  readonly #gone = new AbortController();
  #asking = new AbortController();
  /** The display set that Cornerstone's stack was last set to. */
  #stacked: DisplaySet | undefined;
  #drawing: Promise<void> = Promise.resolve();
  #arrived: string | undefined;
  readonly #onClose: () => void;

  constructor(parts: {
    engine: Engine;
    loader: FrameLoader;
    ledger: FrameLedger;
    element: HTMLDivElement;
    onClose: () => void;
  }) {
    this.#onClose = parts.onClose;
    this.#engine = parts.engine;
    this.#loader = parts.loader;
    this.#ledger = parts.ledger;
    this.#element = parts.element;
    this.#viewport = parts.engine.openStack(parts.element);
    this.id = this.#viewport.id;
    this.#warmUp = new WarmUp(parts.loader);
    this.#placement = new StackPlacement(this.#viewport, parts.element);
    this.#grey = new StackGrey(this.#keeper, this.#viewport, (imageId) => parts.loader.isReady(imageId));
    this.#cine = new StackCine(this.#keeper, (index) => this.#playTo(index));
    this.#listen();
  }

  /** Shows a display set from the frame at `index`; the grey and the placement given go before the data's own. */
  show(set: DisplaySet, index = firstIndexOf(set), grey?: GreyState, placement?: Placement): void {
    const imageIds = set.frames.map(imageIdOf);
    const first = set.frames[0];
    this.#cine.stop();
    this.#warmUp.stop();
    this.#stacked = undefined;
    this.#placement.begin(placement);
    this.#keeper.change({
      set,
      imageIds,
      count: imageIds.length,
      drawn: undefined,
      cover: { kind: 'loading' },
      colour: first !== undefined && isColour(first.image),
      letters: undefined,
    });
    this.#grey.begin(set, grey);
    this.#cine.begin(set);
    this.goTo(index);
  }

  goTo(index: number): void {
    const { set, imageIds, count } = this.state();
    if (!set || count === 0) return;
    const asked = Math.max(0, Math.min(count - 1, index));
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const imageId = imageIds[asked];
    // An image that is here is drawn at once, and what is said of it is said with it.
    if (imageId !== undefined && this.#loader.isReady(imageId)) this.#say({ asked });
    else this.#keeper.change({ asked });
    if (imageId === undefined) return;
    if (!this.#loader.isReady(imageId)) this.#coverLater(signal);
    void this.#loader.load(imageId, 'display', signal).then((answer) => {
      if (signal.aborted || this.#gone.signal.aborted) return;
      if (answer.ok) this.#draw(set, asked, signal);
      else if (answer.failure.code !== 'Cancelled') this.#fail(answer.failure);
    });
  }

  scrollBy(steps: number): void {
    // A step is one frame and no more: what plays stands still first.
    this.#cine.stop();
    this.goTo(this.state().asked + steps);
  }

  setWindow(window: Window): void {
    this.#grey.setWindow(window);
  }

  dataWindow(): Window | undefined {
    return this.#grey.dataWindow();
  }

  greyChoices(): readonly GreyChoice[] {
    return this.#grey.choices();
  }

  nextGreyOfData(towards: 1 | -1): void {
    this.#grey.nextOfData(towards);
  }

  toggleGreyPerImage(): void {
    this.#grey.togglePerImage();
  }

  /** Asks again for what was not to be had, when something has come; never for a frame that came and is no image. */
  askAgain(): void {
    const { cover, asked } = this.state();
    if (cover?.kind === 'failed' && mayComeLater(cover.failure)) this.goTo(asked);
    this.#warmUp.again();
  }

  dragWindow(widthSteps: number, centerSteps: number): void {
    this.#grey.drag(widthSteps, centerSteps);
  }

  toggleInversion(): void {
    this.#grey.toggleInversion();
  }

  showGrey(grey: GreyState): void {
    this.#grey.choose(grey);
  }

  zoomBy(factor: number): void {
    this.#placement.zoomBy(factor);
    this.#engine.drawSoon(this.#viewport);
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    this.#placement.panBy(from, to);
    this.#engine.drawSoon(this.#viewport);
  }

  rotateBy(degrees: number): void {
    this.#placement.rotateBy(degrees);
    this.#lettersNow();
  }

  flip(along: 'horizontal' | 'vertical'): void {
    this.#placement.flip(along);
    this.#lettersNow();
  }

  fit(): void {
    this.#placement.fit();
  }

  oneToOne(at?: BoxPoint): void {
    this.#placement.oneToOne(at);
  }

  placement(): Placement {
    return this.#placement.placement;
  }

  place(placement: Placement): void {
    this.#placement.place(placement);
    this.#lettersNow();
  }

  lens(at: BoxPoint, size: number, magnification: number): LensPicture | undefined {
    const { drawn, cover, grey } = this.state();
    if (!drawn || cover) return undefined;
    return lensOf(this.#viewport, drawn, grey, { at, size, magnification, pixelRatio: window.devicePixelRatio || 1 });
  }

  /** Fit, upright, default window, no inversion but the data's own. Cornerstone's own reset is never called (SF26). */
  reset(): void {
    this.#placement.reset();
    this.#lettersNow();
    this.#grey.reset();
  }

  worldAt(point: BoxPoint): Vector3 {
    return worldOf(this.#viewport, point);
  }

  shownPlane(): ShownPlane | undefined {
    const { set, asked } = this.state();
    const item = set?.frames[asked];
    return item && planeOfFrame(item, frameNameOf(set));
  }

  showSliceAt(world: Vector3): NearestSlice | undefined {
    const { set, asked } = this.state();
    const found = set && sliceOfSetAt(set, world);
    if (found && found.index !== asked) this.goTo(found.index);
    return found;
  }

  boxPointAt(world: Vector3): BoxPoint {
    return boxPointOf(this.#viewport, world);
  }

  surfaceKey(): string | undefined {
    const { drawn, cover } = this.state();
    return cover ? undefined : drawn?.imageId;
  }

  togglePlaying(): void {
    this.#cine.toggle();
  }

  playAs(manner: Partial<CineManner>): void {
    this.#cine.playAs(manner);
  }

  close(): void {
    this.#keeper.close();
    this.#gone.abort();
    this.#asking.abort();
    this.#cine.stop();
    this.#warmUp.stop();
    this.#onClose();
    this.#ledger.recordCleared(this.id);
    this.#engine.close(this.#viewport);
  }

  #listen(): void {
    const { signal } = this.#gone;
    const onElement = (name: string, act: (detail: unknown) => void) =>
      this.#element.addEventListener(name, (event) => act((event as CustomEvent<unknown>).detail), { signal });
    onElement(Enums.Events.STACK_NEW_IMAGE, (detail) => this.#onArrived((detail as { imageId: string }).imageId));
    onElement(Enums.Events.IMAGE_RENDERED, () => this.#onRendered());
    onElement(Enums.Events.CAMERA_MODIFIED, () => this.#cameraMoved());
  }

  /** The pixels are with the graphics card and will be drawn next: how they lie and their grey go on before that. */
  #onArrived(imageId: string): void {
    const { set, imageIds } = this.state();
    this.#arrived = imageId;
    const item = set?.frames[imageIds.indexOf(imageId)];
    if (item) this.#placement.putOn(item);
    this.#grey.onArrived(imageId, item);
  }

  #onRendered(): void {
    const { set, imageIds, asked, drawn, drawnVersion, cover } = this.state();
    const imageId = this.#arrived;
    const index = imageId === undefined ? -1 : imageIds.indexOf(imageId);
    const item = set?.frames[index];
    if (imageId === undefined || !item) return;
    if (this.#placement.follow()) this.#viewport.render();
    const done = index === asked;
    const isNew = drawn?.imageId !== imageId;
    // A box that another covers is drawn too, and nobody has seen it.
    const isSeen = this.#element.clientWidth > 0;
    if (isSeen && (isNew || !this.#ledger.wasViewed(imageId))) this.#ledger.recordDrawn(this.id, imageId, Date.now());
    if (isSeen) this.#ledger.recordShown(this.id, imageId, this.#element);
    if (!isNew) {
      this.#keeper.change({ drawnVersion: drawnVersion + 1, cover: done ? undefined : cover, ...this.#lie() });
      return;
    }
    this.#keeper.change({
      drawn: { index, imageId, item, fidelity: this.#ledger.fidelityOf(imageId) },
      letters: lettersOfFrame(item, this.#placement.pose),
      cover: done ? undefined : cover,
      drawnVersion: drawnVersion + 1,
      ...this.#lie(),
    });
    this.#warmUp.around(imageIds, index);
  }

  #draw(set: DisplaySet, index: number, signal: AbortSignal): void {
    // One after another: a setStack that is overtaken by another leaves the box black (SF15).
    this.#drawing = this.#drawing.then(async () => {
      if (signal.aborted || this.#gone.signal.aborted) return;
      try {
        await this.#drawNow(set, index);
      } catch {
        // A box that was closed meanwhile has nothing to draw on.
        if (this.#isGone()) return;
        // What Cornerstone holds is unknown now; the next draw begins anew, and is not stopped by this one.
        this.#stacked = undefined;
        this.#fail(failureOf('Unexpected'));
      }
    });
  }

  async #drawNow(set: DisplaySet, index: number): Promise<void> {
    const image = this.#loader.ready(this.state().imageIds[index] ?? '');
    if (image && this.#engine.drawsOnCpu && isTooWideForProcessor(image)) {
      this.#fail(failureOf('ImageTooWide'));
      return;
    }
    if (this.#stacked === set) {
      await this.#viewport.setImageIdIndex(index);
      this.#engine.drawSoon(this.#viewport);
      if (this.state().drawn?.index === index) this.#keeper.change({ cover: undefined });
      return;
    }
    this.#stacked = set;
    await this.#viewport.setStack([...this.state().imageIds], index);
  }

  /** False while the frame asked before is not drawn: asking for the next would take its turn away, at every tick. */
  #playTo(index: number): boolean {
    const { drawn, asked, cover } = this.state();
    if (drawn?.index !== asked && cover?.kind !== 'failed') return false;
    this.goTo(index);
    return true;
  }

  #fail(failure: Failure): void {
    this.#keeper.change({ cover: { kind: 'failed', failure } });
  }

  #coverLater(signal: AbortSignal): void {
    setTimeout(() => {
      const { drawn, asked } = this.state();
      if (!signal.aborted && drawn?.index !== asked && !this.state().cover) {
        this.#keeper.change({ cover: { kind: 'loading' } });
      }
    }, coverAfterMs);
  }

  #isGone(): boolean {
    return this.#gone.signal.aborted;
  }

  #cameraMoved(): void {
    this.#say({ cameraVersion: this.state().cameraVersion + 1, ...this.#lie() });
  }

  #say(known: Partial<BoxState>): void {
    this.#keeper.tellWithDrawing(known, this.#element);
  }

  /** How the image lies, for whoever prints it. */
  #lie(): Pick<BoxState, 'zoom' | 'pose' | 'pixelScale'> {
    const { zoom, pose } = this.#placement.placement;
    return { zoom, pose, pixelScale: this.#placement.pixelScale() };
  }

  #lettersNow(): void {
    const { drawn } = this.state();
    if (drawn) this.#say({ letters: lettersOfFrame(drawn.item, this.#placement.pose) });
    this.#engine.drawSoon(this.#viewport);
  }
}

/** A stack through the body opens at its middle, where there is something to see; pictures and cines at their first. */
function firstIndexOf(set: DisplaySet): number {
  return set.order === 'position' && !set.cine ? middleFromOtherEnd(set.frames.length) : 0;
}
