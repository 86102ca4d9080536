import { Enums } from '@cornerstonejs/core';
import type { AnnotationSurface } from '#shared/annotations/annotation.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { along, cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { isAsAcquired } from '#shared/dicom/volumeGrid.ts';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import { sampleAsKnown } from '../engine/absentSampling.ts';
import type { Engine } from '../engine/engine.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import type { FrameLedger } from '../frames/ledger.ts';
import { draggedGrey } from '../grey/dragWindow.ts';
import { applyGrey, type GreyState } from '../grey/grey.ts';
import { greyWithWindow } from '../grey/greyDefaults.ts';
import type { BoxPoint, BoxState, Cover, DrawnFrame, ImageBoxView } from '../imageBoxView.ts';
import type { LensPicture } from '../placement/lens.ts';
import { lettersOfDirections } from '../placement/letters.ts';
import { type Placement, wholeImage } from '../placement/placement.ts';
import { boxPointOf, screenDirections, worldOf } from '../placement/viewportCamera.ts';
import { type AbsentBand, absentBands } from '../volume/absentBands.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { cutVolume } from './cutVolume.ts';
import { LastOf } from './lastOf.ts';
import { type Axes, anatomicalAxes, obliqueDegrees, scrollAxisOf } from './planeAxes.ts';
import { planeLens } from './planeLens.ts';
import { PlanePlacement } from './planePlacement.ts';
import { failureOfAll, leanOf, looksAcrossSlices } from './planeSlots.ts';
import { cornersOf, followsSlices, movedToSlice, type PlaneSlices, sliceIndexOf, slicesOf } from './planes.ts';
import { type PlaneViewport, ProcessorPlane } from './processorPlane.ts';
import { frameNameOf, planeThrough, type ShownPlane } from './shownPlane.ts';
import { type Slab, thickestMm, thinnestMm, type UnderSlab, underSlab } from './slab.ts';
import { SlabPace } from './slabPace.ts';
import type { NearestSlice } from './syncedSlice.ts';

export interface PlaneParts {
  readonly engine: Engine;
  readonly ledger: FrameLedger;
  readonly element: HTMLDivElement;
  readonly plane: Plane;
  readonly model: VolumeModel;
}

/** One plane through a volume. The slice it shows is the one at the volume's crosshair, so planes are linked by nature. */
export class PlaneView implements ImageBoxView {
  readonly id: string;
  readonly plane: Plane;
  readonly model: VolumeModel;
  readonly #keeper = new BoxStateKeeper();
  readonly state = this.#keeper.state;
  readonly subscribe = this.#keeper.subscribe;
  readonly #engine: Engine;
  readonly #ledger: FrameLedger;
  readonly #viewport: PlaneViewport;
  readonly #placement: PlanePlacement;
  #slices: PlaneSlices;
  /** The axes that the slices were counted along. */
  #countedAxes: Axes = anatomicalAxes;
  #slab: Slab | undefined;
  readonly #cutFor = new LastOf();
  readonly #greyOf = new LastOf();
  readonly #pictureOf = new LastOf();
  readonly #pace = new SlabPace(() => this.#follow());
  readonly #gone = new AbortController();
  readonly #stopWatching: () => void;
  #ready = false;

  constructor(parts: PlaneParts) {
    this.#engine = parts.engine;
    this.#ledger = parts.ledger;
    this.plane = parts.plane;
    this.model = parts.model;
    this.#viewport = parts.engine.openPlane(parts.element, parts.plane, parts.model);
    this.id = this.#viewport.id;
    this.#placement = new PlanePlacement(this.#viewport, parts.element, parts.model, parts.plane);
    this.#slices = slicesOf(parts.model, parts.plane);
    const set = parts.model.set;
    if (parts.engine.makesPlanes) this.#keeper.change({ processor: true });
    this.#keeper.change({ set, imageIds: set.frames.map(imageIdOf), count: this.#slices.count });
    const { signal } = this.#gone;
    parts.element.addEventListener(Enums.Events.IMAGE_RENDERED, () => this.#onRendered(), { signal });
    parts.element.addEventListener(Enums.Events.CAMERA_MODIFIED, () => this.#cameraMoved(), { signal });
    this.#stopWatching = parts.model.subscribe(() => this.#follow());
    void this.#start();
  }

  goTo(index: number): void {
    const slice = Math.max(0, Math.min(this.#slices.count - 1, index));
    this.model.setCrosshair(movedToSlice(this.#slices, this.model.crosshair(), slice));
  }

  /** A turned plane goes on from where it is: the point that is looked at lies on no grid of its own (Q12). */
  scrollBy(steps: number): void {
    const { axis, stepMm, count } = this.#slices;
    if (this.model.axes() === anatomicalAxes) this.goTo(this.state().asked + steps);
    else {
      const kept = Math.max(-count, Math.min(count, steps));
      this.model.setCrosshair(along(this.model.crosshair(), axis, kept * stepMm));
    }
  }

  setWindow(window: Window): void {
    const grey = greyWithWindow(this.model.set, this.model.grey(), window);
    if (grey) this.model.setGrey(grey);
  }

  dataWindow(): Window | undefined {
    return this.model.dataGrey()?.window;
  }

  dragWindow(widthSteps: number, centerSteps: number): void {
    const grey = this.model.grey();
    if (grey) this.model.setGrey(draggedGrey(grey, widthSteps, centerSteps));
  }

  toggleInversion(): void {
    const grey = this.model.grey();
    if (grey) this.model.setGrey({ ...grey, inverted: !grey.inverted });
  }

  showGrey(grey: GreyState): void {
    this.model.setGrey(grey);
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
    this.#lie((placement) => placement.rotateBy(degrees));
  }

  flip(along: 'horizontal' | 'vertical'): void {
    this.#lie((placement) => placement.flip(along));
  }

  fit(): void {
    this.#lie((placement) => placement.fit());
  }

  oneToOne(at?: BoxPoint): void {
    this.#lie((placement) => placement.oneToOne(at));
  }

  /** How large, how turned, and which part of the plane: from the middle of the volume along the screen, in mm. */
  placement(): Placement | undefined {
    return this.#ready ? this.#placement.placement : undefined;
  }

  place(placement: Placement): void {
    this.#lie((lies) => lies.place(placement));
  }

  /** Nothing under a slab: what it shows is no plane of voxels. */
  lens(at: BoxPoint, size: number, magnification: number): LensPicture | undefined {
    const { cover, grey } = this.state();
    if (cover || !grey || !this.#ready || this.#slab) return undefined;
    const lens = { at, size, magnification, pixelRatio: window.devicePixelRatio || 1 };
    return planeLens(this.#viewport, this.model, grey, lens);
  }

  /** Turns the planes that cross this one, clockwise as it stands on the screen. */
  turnCrosshair(degrees: number): void {
    this.model.turn(this.plane, this.#placement.pose.mirrored ? -degrees : degrees);
  }

  /** The whole volume along the patient's axes, one slice thick, in the grey of the data. */
  reset(): void {
    this.setSlab(undefined);
    this.model.straighten();
    this.#placement.place(wholeImage);
    this.#viewport.resetCamera();
    this.#cutFor.forget();
    const grey = this.model.dataGrey();
    if (grey) this.model.setGrey(grey);
    this.#follow();
  }

  axes(): Axes {
    return this.model.axes();
  }

  setAxes(axes: Axes): void {
    this.model.setAxes(axes);
  }

  slab(): Slab | undefined {
    return this.#slab;
  }

  /** Why this computer draws no slabs; undefined where it does. Without a graphics card they are ignored in silence (SF17). */
  slabRefusal(): 'cpu' | undefined {
    return this.#engine.makesPlanes ? 'cpu' : undefined;
  }

  /** Shows several slices as one, or, without a slab, one. False where this computer cannot. */
  setSlab(slab: Slab | undefined): boolean {
    if (slab && this.slabRefusal()) return false;
    const thicknessMm = slab && Math.min(thickestMm, Math.max(thinnestMm, slab.thicknessMm));
    this.#slab = slab && thicknessMm ? { mode: slab.mode, thicknessMm } : undefined;
    this.#follow();
    return true;
  }

  /** How many slices a slab is made of, and how many of them are missing; undefined without a slab. */
  underSlab(): UnderSlab | undefined {
    return this.#slab && underSlab(this.model, this.plane, this.#slab.thicknessMm);
  }

  /** By how many degrees the plane leans from the anatomical one that it is named after. */
  obliqueDegrees(): number {
    return obliqueDegrees(this.model.axes(), this.plane);
  }

  /** Where the plane stands in the patient: what is drawn on it is found there again. */
  surface(): AnnotationSurface {
    const normal = scrollAxisOf(this.model.axes(), this.plane);
    return { kind: 'plane', setId: this.model.set.id, normal, distanceMm: dot(this.model.crosshair(), normal) };
  }

  worldAt(point: BoxPoint): Vector3 {
    return worldOf(this.#viewport, point);
  }

  shownPlane(): ShownPlane | undefined {
    const frameOfReferenceUID = frameNameOf(this.model.set);
    if (!frameOfReferenceUID || !this.#ready) return undefined;
    const { right, down } = screenDirections(this.#viewport);
    const normal = cross(right, down);
    const bounds = cornersOf(this.model);
    return planeThrough({ frameOfReferenceUID, point: this.model.crosshair(), right, down, normal, bounds });
  }

  /** The planes of a volume are linked: the crosshair moves along this one's normal, and the others follow. */
  showSliceAt(world: Vector3): NearestSlice | undefined {
    const normal = this.shownPlane()?.normal;
    if (!normal) return undefined;
    const before = this.model.crosshair();
    const wanted = along(before, normal, dot(subtract(world, before), normal));
    this.model.setCrosshair(wanted);
    const awayMm = Math.abs(dot(subtract(this.model.crosshair(), wanted), normal));
    return { index: this.state().asked, awayMm, beyond: awayMm > this.#slices.stepMm / 2 };
  }

  pointShown(): Vector3 {
    return this.model.crosshair();
  }

  showPoint(world: Vector3): void {
    this.model.setCrosshair(world);
  }

  boxPointAt(world: Vector3): BoxPoint {
    return boxPointOf(this.#viewport, world);
  }

  surfaceKey(): string | undefined {
    const { cover, asked } = this.state();
    if (cover) return undefined;
    const lean = leanOf(this.model.axes(), this.plane);
    return `${this.model.volumeId}/${this.plane}${lean}/${asked}`;
  }

  togglePlaying(): void {
    // A plane through a volume has no time to play.
  }

  /** Where slices are absent, as areas of the box: hatched over the image, because their voxels are no image (C9). */
  absentBands(): readonly AbsentBand[] {
    // Through a slab that looks along the slices or across them aslant, absent ones and others lie over each other (C9).
    if (!this.#ready || (this.#slab && !looksAcrossSlices(this.model, this.plane))) return [];
    return absentBands(this.model, (world) => this.boxPointAt(world));
  }

  close(): void {
    this.#keeper.close();
    this.#gone.abort();
    this.#stopWatching();
    this.#pace.stop();
    this.#ledger.recordCleared(this.id);
    this.#engine.close(this.#viewport);
  }

  async #start(): Promise<void> {
    this.#keeper.change({ cover: { kind: 'loading' } });
    try {
      await this.#viewport.setVolumes([{ volumeId: this.model.volumeId }]);
    } catch {
      // A box that was closed meanwhile has no camera any more, and Cornerstone stumbles over that.
      if (this.#gone.signal.aborted) return;
      this.#keeper.change({ cover: { kind: 'failed', failure: failureOf('Unexpected') } });
      return;
    }
    if (this.#gone.signal.aborted) return;
    this.#ready = true;
    this.#follow();
  }

  #follow(): void {
    if (!this.#ready || this.#gone.signal.aborted) return;
    const crosshair = this.model.crosshair();
    const axes = this.model.axes();
    const grey = this.model.grey();
    const hasMoved = this.#placement.look(crosshair);
    if (axes !== this.#countedAxes) this.#slices = slicesOf(this.model, this.plane);
    this.#countedAxes = axes;
    const isOtherCut = this.#cutFor.isOther(axes[this.plane], this.#slab);
    if (isOtherCut) cutVolume(this.#viewport, this.#slab);
    const absentBelow = this.model.hasAbsent() ? this.model.absentBelow : undefined;
    sampleAsKnown(this.#viewport, absentBelow, this.#slab?.mode);
    const isOtherGrey = this.#greyOf.isOther(grey, this.model.backgroundFloor());
    if (this.#viewport instanceof ProcessorPlane) this.#viewport.setGrey(grey);
    else if (grey && (isOtherGrey || isOtherCut)) applyGrey(this.#viewport, grey, this.model.backgroundFloor());
    const asked = sliceIndexOf(this.#slices, crosshair);
    const { count } = this.#slices;
    const known = { asked, count, grey, drawn: this.#drawnFrame(), cover: this.#coverNow() };
    const isOtherPicture = this.#pictureOf.isOther(absentBelow, this.model.version);
    // The hand moves the crosshair: of three planes one often stays as it is, and to draw it takes as long as the others.
    const isOtherView = hasMoved || isOtherCut || isOtherGrey;
    // The words say of slices under a slab that they are to come: the last of them is drawn at once.
    const isFilling = (this.underSlab()?.awaited ?? 0) > 0;
    const waits = !isOtherView && isOtherPicture && isFilling && !this.#pace.mayDraw();
    if (waits) this.#pictureOf.forget();
    if (waits || (!isOtherView && !isOtherPicture)) {
      this.#keeper.change(known);
      return;
    }
    this.#pace.began();
    this.#keeper.tellWithDrawing(known, this.#viewport.element);
    this.#viewport.render();
    this.#engine.drawSoon(this.#viewport);
  }

  /** Anything of how the plane lies; seen from the other side it is cut anew. */
  #lie(change: (placement: PlanePlacement) => void): void {
    if (!this.#ready) return;
    change(this.#placement);
    cutVolume(this.#viewport, this.#slab);
    this.#viewport.render();
  }

  /** The slot of the volume that this plane shows, when it shows one: the plane in which the slots lie. */
  #slotShown(): number | undefined {
    if (this.#slab || !followsSlices(this.model.grid, this.plane, this.model.axes())) return undefined;
    const slot = Math.round(this.model.voxelOfWorld(this.model.crosshair())[2]);
    return slot >= 0 && slot < this.model.grid.slots.length ? slot : undefined;
  }

  #drawnFrame(): DrawnFrame | undefined {
    const slot = this.#slotShown();
    const item = slot === undefined ? undefined : this.model.grid.slots[slot];
    // Only an untouched slice is an image that was drawn (SF5).
    if (!item || slot === undefined || !this.model.isFilled(slot) || !isAsAcquired(this.model.grid)) return undefined;
    const imageId = imageIdOf(item);
    return { index: this.model.set.frames.indexOf(item), imageId, item, fidelity: this.#ledger.fidelityOf(imageId) };
  }

  #coverNow(): Cover | undefined {
    const slot = this.#slotShown();
    const item = slot === undefined ? undefined : this.model.grid.slots[slot];
    if (slot !== undefined && !item) return { kind: 'sliceMissing' };
    const under = this.underSlab();
    if (under && under.slices > 0 && under.missing === under.slices) return { kind: 'loading' };
    const failure = item ? this.#ledger.failureOf(imageIdOf(item)) : failureOfAll(this.model.grid, this.#ledger);
    const nothingYet = this.model.absentSlots().length === this.model.grid.slots.length;
    if (!nothingYet && (slot === undefined || this.model.isFilled(slot))) return undefined;
    return failure ? { kind: 'failed', failure } : { kind: 'loading' };
  }

  #onRendered(): void {
    this.#pace.ended();
    if (this.#placement.follow()) this.#viewport.render();
    const { drawn, drawnVersion } = this.state();
    // A box that another covers is drawn too, and nobody has seen it.
    const { element } = this.#viewport;
    if (drawn && element.clientWidth > 0) this.#ledger.recordDrawn(this.id, drawn.imageId, Date.now(), element);
    const { right, down } = screenDirections(this.#viewport);
    this.#keeper.change({
      drawnVersion: drawnVersion + 1,
      letters: lettersOfDirections(right, down),
      ...this.#lies(),
    });
  }

  #cameraMoved(): void {
    const lie = this.#ready && this.#lies();
    this.#keeper.tellWithDrawing({ cameraVersion: this.state().cameraVersion + 1, ...lie }, this.#viewport.element);
  }

  #lies(): Pick<BoxState, 'zoom' | 'pose' | 'pixelScale'> {
    const { zoom, pose } = this.#placement.placement;
    return { zoom, pose, pixelScale: this.#placement.pixelScale() };
  }
}
