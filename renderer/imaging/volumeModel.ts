import { cache, type Types, volumeLoader } from '@cornerstonejs/core';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGate.ts';
import { nextToFill } from './fillOrder.ts';
import { imageIdOf, valueTypeOfSeries } from './frameCatalogue.ts';
import { mayComeLater } from './frameChecks.ts';
import type { FrameLoader } from './frameLoader.ts';
import type { GreyState } from './grey.ts';
import { defaultGreyOf } from './greyDefaults.ts';
import type { FrameLedger } from './ledger.ts';

/** How many frames are asked for at once while a volume fills. */
const atOnce = 4;
/** So many of them may wait for what has yet to come: on a thin line it takes long, and what is here must not wait behind it. */
const mayWaitAtOnce = 2;
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
  readonly #loader: Pick<FrameLoader, 'load'>;
  readonly #ledger: FrameLedger;
  readonly #voxels: Int16Array | Float32Array;
  readonly #volume: Types.IImageVolume;
  readonly #filled: boolean[];
  readonly #listeners = new Set<() => void>();
  readonly #gone = new AbortController();
  #crosshair: Vector3;
  #grey: GreyState | undefined;
  #dataGrey: GreyState | undefined;
  #loading: Promise<void> | undefined;
  /** Slots that may be filled and that nobody has asked for. */
  readonly #open = new Set<number>();
  readonly #onTheirWay = new Set<number>();
  readonly #isOnDisk: (imageId: string) => boolean;
  #waiting: (() => void)[] = [];
  #redrawAsked = false;

  /** `isOnDisk`: whether an image can be had at once; true where nobody knows. */
  constructor(
    set: DisplaySet,
    grid: VolumeGrid,
    loader: Pick<FrameLoader, 'load'>,
    ledger: FrameLedger,
    isOnDisk: (imageId: string) => boolean = () => true,
  ) {
    this.#isOnDisk = isOnDisk;
    volumeCounter += 1;
    this.volumeId = `volume-${volumeCounter}`;
    this.set = set;
    this.grid = grid;
    this.#loader = loader;
    this.#ledger = ledger;
    const { columns, rows, slots } = grid;
    const size = columns * rows * slots.length;
    const short = valueTypeOfSeries(set.frames.map(({ image }) => image)) === 'Int16';
    this.#voxels = short ? new Int16Array(size).fill(-32_768) : new Float32Array(size).fill(-1e6);
    this.#filled = slots.map(() => false);
    this.#crosshair = this.worldOfVoxel(columns >> 1, rows >> 1, slots.length >> 1);
    this.#volume = createVolume(this.volumeId, grid, this.#voxels);
    this.#dataGrey = defaultGreyOf(set, undefined);
    this.#grey = this.#dataGrey;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  crosshair(): Vector3 {
    return this.#crosshair;
  }

  /** Moves the planes to an image of the series, along the slices only; one that is in no slot moves nothing. */
  showImage(index: number): void {
    const item = this.set.frames[index];
    const slot = item === undefined ? -1 : this.grid.slots.indexOf(item);
    if (slot < 0) return;
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

  worldOfVoxel(i: number, j: number, k: number): Vector3 {
    const { origin, orientation, spacing, normal, sliceSpacingMm } = this.grid;
    const onRow = along(origin, orientation.row, i * spacing.betweenColumns);
    return along(along(onRow, orientation.column, j * spacing.betweenRows), normal, k * sliceSpacingMm);
  }

  /** Voxel coordinates of a point, not rounded. */
  voxelOfWorld(world: Vector3): Vector3 {
    const { origin, orientation, spacing, normal, sliceSpacingMm } = this.grid;
    const line = subtract(world, origin);
    return [
      dot(line, orientation.row) / spacing.betweenColumns,
      dot(line, orientation.column) / spacing.betweenRows,
      dot(line, normal) / sliceSpacingMm,
    ];
  }

  /**
   * Fills the volume: what is here first, one slice of eleven before the rest, from the slice at the crosshair outwards,
   * wherever it is moved meanwhile. What is not here comes in the order of the host's plan (link.md O3), for nobody looks
   * at a slice of it alone. Failed frames leave their slot absent; asked again, those that may come later are tried again.
   * One filling at a time, however many planes ask.
   */
  load(): Promise<void> {
    for (const slot of this.absentSlots()) {
      if (!this.#onTheirWay.has(slot) && this.#mayCome(slot)) this.#open.add(slot);
    }
    this.noteCame();
    this.#loading ??= this.#fillAbsent().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Something may be on the disk that was not: whoever fills looks again. */
  noteCame(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const goOn of waiting) goOn();
  }

  async #fillAbsent(): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => this.#fillOpen(index < mayWaitAtOnce)));
    this.#redraw();
  }

  close(): void {
    this.#gone.abort();
    this.noteCame();
    this.#listeners.clear();
    for (const imageId of this.#volume.imageIds) cache.removeImageLoadObject(imageId, { force: true });
    cache.removeVolumeLoadObject(this.volumeId);
  }

  async #fillOpen(mayWait: boolean): Promise<void> {
    while (this.#open.size > 0 && !this.#isGone()) {
      const looksAt = Math.round(this.voxelOfWorld(this.#crosshair)[2]);
      const slot = nextToFill(this.#open, looksAt, (each) => this.#isHere(each));
      const item = slot === undefined ? undefined : this.grid.slots[slot];
      if (slot === undefined || !item) return;
      if (!mayWait && !this.#isHere(slot)) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        continue;
      }
      this.#open.delete(slot);
      this.#onTheirWay.add(slot);
      const answer = await this.#loader.load(imageIdOf(item), 'background', this.#gone.signal);
      this.#onTheirWay.delete(slot);
      if (this.#isGone()) return;
      if (answer.ok) this.#fill(slot, answer.value);
      else this.#redrawSoon();
    }
    // The last one takes those along who wait for something to do.
    this.noteCame();
  }

  #isHere(slot: number): boolean {
    const item = this.grid.slots[slot];
    if (!item) return false;
    const imageId = imageIdOf(item);
    return this.#ledger.markOf(imageId) === 'checked' || this.#isOnDisk(imageId);
  }

  #mayCome(slot: number): boolean {
    const item = this.grid.slots[slot];
    const failure = item && this.#ledger.failureOf(imageIdOf(item));
    return item !== undefined && (failure === undefined || mayComeLater(failure));
  }

  #isGone(): boolean {
    return this.#gone.signal.aborted;
  }

  #fill(slot: number, image: Types.IImage): void {
    const { columns, rows } = this.grid;
    const values = image.getPixelData();
    // Never stretched to fit: a slice of another size stays absent (SF9).
    if (values.length !== columns * rows) return;
    this.#voxels.set(values, slot * columns * rows);
    this.#filled[slot] = true;
    this.#dataGrey ??= defaultGreyOf(this.set, image.imageId);
    this.#grey ??= this.#dataGrey;
    const texture = this.#volume.vtkOpenGLTexture as { setUpdatedFrame(slot: number): void } | undefined;
    texture?.setUpdatedFrame(slot);
    (this.#volume.voxelManager as { invalidateCache?: () => void } | undefined)?.invalidateCache?.();
    this.#redrawSoon();
  }

  #redrawSoon(): void {
    if (this.#redrawAsked) return;
    this.#redrawAsked = true;
    setTimeout(() => this.#redraw(), redrawEveryMs);
  }

  #redraw(): void {
    this.#redrawAsked = false;
    if (this.#gone.signal.aborted) return;
    this.#volume.imageData?.modified();
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function createVolume(volumeId: string, grid: VolumeGrid, voxels: Int16Array | Float32Array): Types.IImageVolume {
  const { columns, rows, slots, spacing, sliceSpacingMm, origin, orientation, normal } = grid;
  const first = slots.find((slot) => slot !== undefined);
  return volumeLoader.createLocalVolume(volumeId, {
    scalarData: voxels,
    dimensions: [columns, rows, slots.length],
    spacing: [spacing.betweenColumns, spacing.betweenRows, sliceSpacingMm],
    origin: [...origin],
    direction: [...orientation.row, ...orientation.column, ...normal] as unknown as Types.Mat3,
    metadata: {
      FrameOfReferenceUID: first?.image.frameOfReferenceUID ?? volumeId,
      Modality: first?.image.modality ?? '',
      voiLut: [],
      BitsAllocated: 16,
      BitsStored: 16,
      SamplesPerPixel: 1,
      HighBit: 15,
      PhotometricInterpretation: 'MONOCHROME2',
      PixelRepresentation: 1,
      PixelSpacing: [spacing.betweenRows, spacing.betweenColumns],
      Columns: columns,
      Rows: rows,
    } as unknown as Types.Metadata,
  });
}
