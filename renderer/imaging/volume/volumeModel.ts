import type { Types } from '@cornerstonejs/core';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Orientation, Plane } from '#shared/dicom/orientation.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { isDecimated, type VolumeGrid, voxelOfWorld, worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import { backgroundFloorOf } from '../frames/background.ts';
import { imageIdOf, valueTypeOfSeries } from '../frames/frameCatalogue.ts';
import { mayComeLater } from '../frames/frameChecks.ts';
import type { FrameLedger } from '../frames/ledger.ts';
import type { SampledVolume } from '../fusion/overlaidVolume.ts';
import type { GreyState } from '../grey/grey.ts';
import { defaultGreyOf } from '../grey/greyDefaults.ts';
import { type Axes, anatomicalAxes, axesAlong, turned } from '../plane/planeAxes.ts';
import { putVolume, removeVolume } from './cachedVolume.ts';
import { type ImageSource, SlotFilling } from './slotFilling.ts';
import { absentValueOf, type SliceValues, type Voxels, writeSlot } from './slotVoxels.ts';

/** New slices are drawn at most ten times a second: drawing each one made loading five times slower (C10). */
const redrawEveryMs = 100;

let volumeCounter = 0;

/**
 * A display set as one volume: its voxels, how much of it is there, and the one point at which its planes cross.
 * Our own array, not Cornerstone's streaming volume: the number type comes from the whole series (SF10), the spacing
 * from the gate (SF8), and an absent slice is known to be absent (SF2).
 */
export class VolumeModel {
  readonly volumeId: string;
  readonly set: DisplaySet;
  readonly grid: VolumeGrid;
  readonly #ledger: FrameLedger;
  readonly #voxels: Voxels;
  readonly #volume: Types.IImageVolume;
  readonly #filled: boolean[];
  readonly #listeners = new Set<() => void>();
  readonly #filling: SlotFilling;
  #gone = false;
  /** The slot that shows most of an image. */
  readonly #slotOf = new Map<FrameOfImage, number>();
  #crosshair: Vector3;
  #axes: Axes = anatomicalAxes;
  #grey: GreyState | undefined;
  #dataGrey: GreyState | undefined;
  #redrawAsked = false;
  #version = 0;
  #floor: number | undefined;

  /** `isOnDisk`: whether an image can be had at once; true where nobody knows. */
  constructor(
    set: DisplaySet,
    grid: VolumeGrid,
    loader: ImageSource,
    ledger: FrameLedger,
    isOnDisk: (imageId: string) => boolean = () => true,
  ) {
    volumeCounter += 1;
    this.volumeId = `volume-${volumeCounter}`;
    this.set = set;
    this.grid = grid;
    this.#ledger = ledger;
    const { columns, rows, slots } = grid;
    const size = columns * rows * slots.length;
    this.#voxels = isShort(set) ? new Int16Array(size) : new Float32Array(size);
    this.#voxels.fill(absentValueOf(this.#voxels));
    noteSlots(this.#slotOf, grid);
    this.#filled = slots.map(() => false);
    this.#crosshair = this.worldOfVoxel(columns >> 1, rows >> 1, slots.length >> 1);
    this.#volume = putVolume(this.volumeId, grid, this.#voxels);
    this.#dataGrey = defaultGreyOf(set, undefined);
    this.#grey = this.#dataGrey;
    this.#filling = new SlotFilling({
      grid,
      loader,
      ledger,
      isOnDisk,
      looksAt: () => Math.round(this.voxelOfWorld(this.#crosshair)[2]),
      isFilled: (slot) => this.isFilled(slot),
      write: (slot, images) => this.#fill(slot, images),
      failed: () => this.#redrawSoon(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether a box shows it. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  crosshair(): Vector3 {
    return this.#crosshair;
  }

  /** Moves the planes to an image of the series, along the slices only; one that is in no slot moves nothing. */
  showImage(index: number): void {
    const item = this.set.frames[index];
    const slot = item && this.#slotOf.get(item);
    if (slot === undefined) return;
    const [i, j] = this.voxelOfWorld(this.#crosshair);
    this.#crosshair = this.worldOfVoxel(i, j, slot);
    this.#tell();
  }

  /** The image whose slot the crosshair is in; undefined where it is missing. */
  imageAtCrosshair(): FrameOfImage | undefined {
    return this.grid.slots[Math.round(this.voxelOfWorld(this.#crosshair)[2])];
  }

  /** Moves the planes; a point outside is brought to the border. */
  setCrosshair(world: Vector3): void {
    const { columns, rows, slots } = this.grid;
    const [i, j, k] = this.voxelOfWorld(world);
    const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    this.#crosshair = this.worldOfVoxel(within(i, columns), within(j, rows), within(k, slots.length));
    this.#tell();
  }

  /** How the three planes lie; turned together, so that they stay at right angles. */
  axes(): Axes {
    return this.#axes;
  }

  /** Turns the crosshair of a plane clockwise on its screen, by degrees: the other two planes turn about this one. */
  turn(plane: Plane, degrees: number): void {
    this.#axes = turned(this.#axes, plane, degrees);
    this.#tell();
  }

  /** Puts the planes along the patient's axes again, or, with an orientation, along the slices of an acquisition. */
  straighten(along?: Orientation): void {
    this.#axes = along ? axesAlong(along) : anatomicalAxes;
    this.#tell();
  }

  /** Lays the planes as they were left. */
  setAxes(axes: Axes): void {
    this.#axes = axes;
    this.#tell();
  }

  /** Whether its voxels are coarser than its images: nothing may be measured on them (LN15). */
  get isDecimated(): boolean {
    return isDecimated(this.grid);
  }

  /** Whether any voxel may be absent: a slot, the borders that sheared slices leave, or background of an image (PX7). */
  hasAbsent(): boolean {
    return this.grid.tiltDegrees > 0 || this.#floor !== undefined || this.#filled.includes(false);
  }

  /** Its voxels, to be sampled by whoever lays it over another volume; read only. */
  get sampled(): SampledVolume {
    const { columns, rows, slots } = this.grid;
    return { values: this.#voxels, columns, rows, slots: slots.length, absentBelow: this.absentBelow };
  }

  /** Rises when the graphics card is told of other voxels. */
  get version(): number {
    return this.#version;
  }

  /** Values at or below this are of no image. */
  get absentBelow(): number {
    return absentValueOf(this.#voxels) / 2;
  }

  grey(): GreyState | undefined {
    return this.#grey;
  }

  /** The grey that the data begin with; undefined while no image is there to look at. */
  dataGrey(): GreyState | undefined {
    return this.#dataGrey;
  }

  setGrey(grey: GreyState): void {
    this.#grey = grey;
    this.#tell();
  }

  /** Slots with no voxels: missing from the series, not here yet, or failed. */
  absentSlots(): readonly number[] {
    return this.#filled.flatMap((filled, slot) => (filled ? [] : [slot]));
  }

  isFilled(slot: number): boolean {
    return this.#filled[slot] ?? false;
  }

  /** Whether a slot that is absent is so only for now: the study has images for it, and none of them is known to be none. */
  isAwaited(slot: number): boolean {
    const parts = this.grid.parts[slot] ?? [];
    if (this.isFilled(slot) || parts.length === 0) return false;
    const failures = parts.map(({ item }) => this.#ledger.failureOf(imageIdOf(item)));
    return failures.every((failure) => failure === undefined || mayComeLater(failure));
  }

  /**
   * The modality value of a voxel: NaN where there is no image (PX7); undefined where its slice is not here, or came with
   * loss, and so has no value to be told (C8).
   */
  valueAt(i: number, j: number, k: number): number | undefined {
    const { columns, rows } = this.grid;
    if (!this.isFilled(k) || this.#isLossy(k)) return undefined;
    const value = this.#voxels[(k * rows + j) * columns + i];
    return value !== undefined && value < this.absentBelow ? Number.NaN : value;
  }

  #isLossy(slot: number): boolean {
    const parts = this.grid.parts[slot] ?? [];
    return parts.some(({ item }) => this.#ledger.fidelityOf(imageIdOf(item))?.transfer === 'lossy');
  }

  worldOfVoxel(i: number, j: number, k: number): Vector3 {
    return worldOfVoxel(this.grid, i, j, k);
  }

  /** Voxel coordinates of a point, not rounded. */
  voxelOfWorld(world: Vector3): Vector3 {
    return voxelOfWorld(this.grid, world);
  }

  /** Fills the volume with what it may get, and says so to whoever watches; again for what did not come before. */
  async load(): Promise<void> {
    await this.#filling.load();
    if (this.#redrawAsked) this.#redraw();
  }

  /** Something may be on the disk that was not. */
  noteCame(): void {
    this.#filling.noteCame();
  }

  close(): void {
    this.#gone = true;
    this.#filling.stop();
    this.#listeners.clear();
    removeVolume(this.#volume);
  }

  #fill(slot: number, images: readonly Types.IImage[]): void {
    const slices = images.map((image, index) => sliceOf(this.grid.parts[slot]?.[index]?.item, image));
    // Never stretched to fit: a slice of another size stays absent (SF9).
    if (!slices.every((slice) => slice !== undefined)) return;
    writeSlot(this.#voxels, this.grid, slot, slices);
    this.#filled[slot] = true;
    for (const { imageId } of images) this.#noteFloor(imageId);
    this.#dataGrey ??= defaultGreyOf(this.set, images[0]?.imageId);
    this.#grey ??= this.#dataGrey;
    const texture = this.#volume.vtkOpenGLTexture as { setUpdatedFrame(slot: number): void } | undefined;
    texture?.setUpdatedFrame(slot);
    (this.#volume.voxelManager as { invalidateCache?: () => void } | undefined)?.invalidateCache?.();
    this.#redrawSoon();
  }

  /** Where drawing starts, when some of an image is background: at the least value of all such images (PX7). */
  backgroundFloor(): number | undefined {
    return this.#floor;
  }

  #noteFloor(imageId: string): void {
    const floor = backgroundFloorOf(imageId);
    if (floor !== undefined) this.#floor = Math.min(this.#floor ?? floor, floor);
  }

  #redrawSoon(): void {
    if (this.#redrawAsked) return;
    this.#redrawAsked = true;
    setTimeout(() => this.#redraw(), redrawEveryMs);
  }

  #redraw(): void {
    this.#redrawAsked = false;
    if (this.#gone) return;
    this.#volume.imageData?.modified();
    this.#version += 1;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The values of an image with the size that they are said to have; undefined where they have another. */
function sliceOf(item: FrameOfImage | undefined, image: Types.IImage): SliceValues | undefined {
  if (!item) return undefined;
  const { columns, rows } = item.image.layout;
  const values = image.getPixelData();
  return values.length === columns * rows ? { columns, rows, values } : undefined;
}

/** Whether two bytes hold every value that the images of a set may have. */
export function isShort(set: DisplaySet): boolean {
  return valueTypeOfSeries(set.frames.map(({ image }) => image)) === 'Int16';
}

function noteSlots(slotOf: Map<FrameOfImage, number>, grid: VolumeGrid): void {
  const weights = new Map<FrameOfImage, number>();
  for (const [slot, parts] of grid.parts.entries()) {
    for (const { item, weight } of parts) {
      if (weight <= (weights.get(item) ?? 0)) continue;
      weights.set(item, weight);
      slotOf.set(item, slot);
    }
  }
}
