import { Enums, type Types } from '@cornerstonejs/core';
import type { Failure } from '#shared/contract/failures.ts';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
import { type Plane, planeOf } from '#shared/dicom/orientation.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { along, cross, dot, lengthOf, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { type AbsentBand, absentBands } from './absentBands.ts';
import { BoxStateKeeper } from './boxStateKeeper.ts';
import { draggedGrey } from './dragWindow.ts';
import type { Engine } from './engine.ts';
import { imageIdOf } from './frameCatalogue.ts';
import { applyGrey, type GreyState } from './grey.ts';
import { greyWithWindow } from './greyDefaults.ts';
import type { BoxPoint, Cover, DrawnFrame, ImageBoxView, LineInSpace } from './imageBoxView.ts';
import type { FrameLedger } from './ledger.ts';
import { lettersOfDirections } from './letters.ts';
import { cornersOf, movedToSlice, type PlaneSlices, sliceIndexOf, slicesOf } from './planes.ts';
import { planeThrough, type ShownPlane } from './shownPlane.ts';
import type { NearestSlice } from './syncedSlice.ts';
import { boxPointOf, moveCameraTo, panCamera, screenDirections, worldOf, zoomCamera } from './viewportCamera.ts';
import type { VolumeModel } from './volumeModel.ts';

const orientations: Readonly<Record<Plane, Enums.OrientationAxis>> = {
  axial: Enums.OrientationAxis.AXIAL,
  coronal: Enums.OrientationAxis.CORONAL,
  sagittal: Enums.OrientationAxis.SAGITTAL,
};

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
  readonly #viewport: Types.IVolumeViewport;
  readonly #slices: PlaneSlices;
  readonly #gone = new AbortController();
  readonly #stopWatching: () => void;
  #ready = false;

  constructor(parts: {
    engine: Engine;
    ledger: FrameLedger;
    element: HTMLDivElement;
    plane: Plane;
    model: VolumeModel;
  }) {
    this.#engine = parts.engine;
    this.#ledger = parts.ledger;
    this.plane = parts.plane;
    this.model = parts.model;
    this.#viewport = parts.engine.openPlane(parts.element, orientations[parts.plane]);
    this.id = this.#viewport.id;
    this.#slices = slicesOf(parts.model, parts.plane);
    const set = parts.model.set;
    this.#keeper.change({ set, imageIds: set.frames.map(imageIdOf), count: this.#slices.count });
    const { signal } = this.#gone;
    parts.element.addEventListener(Enums.Events.IMAGE_RENDERED, () => this.#onRendered(), { signal });
    parts.element.addEventListener(Enums.Events.CAMERA_MODIFIED, () => this.#cameraMoved(), { signal });
    this.#stopWatching = parts.model.subscribe(() => this.#follow());
    void this.#start();
  }

  goTo(index: number): void {
    const slice = Math.max(0, Math.min(this.#slices.count - 1, index));
    this.model.setCrosshair(movedToSlice(this.#slices, this.plane, this.model.crosshair(), slice));
  }

  scrollBy(steps: number): void {
    this.goTo(this.state().asked + steps);
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
    zoomCamera(this.#viewport, factor);
  }

  panBy(from: BoxPoint, to: BoxPoint): void {
    panCamera(this.#viewport, from, to);
  }

  reset(): void {
    this.#viewport.resetCamera();
    const grey = this.model.dataGrey();
    if (grey) this.model.setGrey(grey);
    this.#follow();
  }

  worldAt(point: BoxPoint): Vector3 {
    return worldOf(this.#viewport, point);
  }

  shownPlane(): ShownPlane | undefined {
    const frameOfReferenceUID = this.model.set.frames[0]?.image.frameOfReferenceUID;
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

  /** In a volume the gate has passed, a length is a distance in the patient. */
  measure(line: LineInSpace): MeasuredLength | undefined {
    if (this.state().cover || !this.#ready) return undefined;
    const touchesAbsent = this.#touchesAbsentSlot(line);
    if (touchesAbsent) return undefined;
    return { value: lengthOf(subtract(line.to, line.from)), unit: 'mm', basis: 'patient' };
  }

  surfaceKey(): string | undefined {
    const { cover, asked } = this.state();
    return cover ? undefined : `${this.model.volumeId}/${this.plane}/${asked}`;
  }

  togglePlaying(): void {
    // A plane through a volume has no time to play.
  }

  /** Where slices are absent, as areas of the box: hatched over the image, because their voxels are no image (C9). */
  absentBands(): readonly AbsentBand[] {
    return this.#ready ? absentBands(this.model, (world) => this.boxPointAt(world)) : [];
  }

  close(): void {
    this.#gone.abort();
    this.#stopWatching();
    this.#ledger.recordCleared(this.id);
    this.#engine.close(this.#viewport);
  }

  async #start(): Promise<void> {
    this.#keeper.change({ cover: { kind: 'loading' } });
    try {
      await this.#viewport.setVolumes([{ volumeId: this.model.volumeId }]);
    } catch (error) {
      // A box that was closed meanwhile has no camera any more, and Cornerstone stumbles over that.
      if (!this.#gone.signal.aborted) throw error;
    }
    if (this.#gone.signal.aborted) return;
    this.#ready = true;
    this.#follow();
  }

  #follow(): void {
    if (!this.#ready || this.#gone.signal.aborted) return;
    const crosshair = this.model.crosshair();
    const grey = this.model.grey();
    moveCameraTo(this.#viewport, crosshair);
    if (grey) applyGrey(this.#viewport, grey);
    const asked = sliceIndexOf(this.#slices, this.plane, crosshair);
    this.#keeper.change({ asked, grey, drawn: this.#drawnFrame(), cover: this.#coverNow() });
    this.#viewport.render();
  }

  /** The slot of the volume that this plane shows, when it shows one: the plane in which the images were made. */
  #slotShown(): number | undefined {
    const { orientation, slots } = this.model.grid;
    if (planeOf(orientation) !== this.plane) return undefined;
    const slot = Math.round(this.model.voxelOfWorld(this.model.crosshair())[2]);
    return slot >= 0 && slot < slots.length ? slot : undefined;
  }

  #drawnFrame(): DrawnFrame | undefined {
    const slot = this.#slotShown();
    const item = slot === undefined ? undefined : this.model.grid.slots[slot];
    if (!item || slot === undefined || !this.model.isFilled(slot)) return undefined;
    const imageId = imageIdOf(item);
    return { index: this.model.set.frames.indexOf(item), imageId, item, fidelity: this.#ledger.fidelityOf(imageId) };
  }

  #coverNow(): Cover | undefined {
    const slot = this.#slotShown();
    const item = slot === undefined ? undefined : this.model.grid.slots[slot];
    if (slot !== undefined && !item) return { kind: 'sliceMissing' };
    const failure = item ? this.#ledger.failureOf(imageIdOf(item)) : this.#failureOfAll();
    const nothingYet = this.model.absentSlots().length === this.model.grid.slots.length;
    if (!nothingYet && (slot === undefined || this.model.isFilled(slot))) return undefined;
    return failure ? { kind: 'failed', failure } : { kind: 'loading' };
  }

  /** Why nothing is to be seen on a plane across the slices: only when none of them came. */
  #failureOfAll(): Failure | undefined {
    const failures = this.model.grid.slots
      .filter((item) => item !== undefined)
      .map((item) => this.#ledger.failureOf(imageIdOf(item)));
    return failures.includes(undefined) ? undefined : failures[0];
  }

  #touchesAbsentSlot(line: LineInSpace): boolean {
    const ends = [this.model.voxelOfWorld(line.from)[2], this.model.voxelOfWorld(line.to)[2]];
    const [low, high] = [Math.round(Math.min(...ends)), Math.round(Math.max(...ends))];
    return this.model.absentSlots().some((slot) => slot >= low && slot <= high);
  }

  #onRendered(): void {
    const { drawn, drawnVersion } = this.state();
    if (drawn) this.#ledger.recordDrawn(this.id, drawn.imageId, Date.now());
    const { right, down } = screenDirections(this.#viewport);
    this.#keeper.change({
      drawnVersion: drawnVersion + 1,
      letters: lettersOfDirections(right, down),
      zoom: this.#viewport.getZoom(),
    });
  }

  #cameraMoved(): void {
    this.#keeper.change({ cameraVersion: this.state().cameraVersion + 1 });
  }
}
