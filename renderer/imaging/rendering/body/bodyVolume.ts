import type { Types } from '@cornerstonejs/core';
import { decimatedGrid } from '#shared/dicom/decimatedGrid.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import type { SampledVolume } from '../../fusion/overlaidVolume.ts';
import { putVolume, removeVolume } from '../../volume/cachedVolume.ts';
import { absentValueOf } from '../../volume/slotVoxels.ts';
import type { VolumeModel } from '../../volume/volumeModel.ts';
import { planBody, type Reserve } from './bodyPlan.ts';
import { makeBody } from './bodyTask.ts';
import type { MadeBody } from './bodyWorker.ts';
import { type BodyExtent, showCouch } from './couch.ts';

/** Two in main memory; the card keeps 32-bit values. */
const bytesPerVoxel = 6;

let bodyCounter = 0;

/** The copy of a CT volume that is seen in space: smoothed where it is noisy, and without its couch where that is told. */
export class BodyVolume {
  readonly volumeId: string;
  readonly grid: VolumeGrid;
  /** The width of the smoothing, in mm; 0: none. */
  readonly smoothedMm: number;
  /** Whether its voxels are coarser than those of its volume. */
  readonly isReduced: boolean;
  readonly #made: MadeBody;
  readonly #volume: Types.IImageVolume;
  readonly #release: () => void;
  #couchShown = false;

  private constructor(made: MadeBody, grid: VolumeGrid, isReduced: boolean, release: () => void) {
    bodyCounter += 1;
    this.volumeId = `body-${bodyCounter}`;
    this.#made = made;
    this.#release = release;
    this.grid = grid;
    this.smoothedMm = made.smoothedMm;
    this.isReduced = isReduced;
    const { values, isThere } = made.voxels;
    const size = grid.columns * grid.rows;
    for (const [slot, there] of isThere.entries()) {
      if (!there) values.fill(absentValueOf(values), slot * size, (slot + 1) * size);
    }
    this.#volume = putVolume(this.volumeId, grid, values);
    this.#handOver();
  }

  /** The copy of a volume that is wholly here; undefined where it would be of no use, where memory has no room, or at the signal. */
  static async of(model: VolumeModel, reserve: Reserve, signal: AbortSignal): Promise<BodyVolume | undefined> {
    const plan = planBody(model.grid, bytesPerVoxel, reserve);
    if (!plan) return undefined;
    const made = await makeBody(model, plan.decimation, signal);
    if (!made || signal.aborted) {
      plan.release();
      return undefined;
    }
    const { inPlane, slices } = plan.decimation;
    const isReduced = inPlane * slices > 1;
    const grid = isReduced ? decimatedGrid(model.grid, plan.decimation) : model.grid;
    return new BodyVolume(made, grid, isReduced, plan.release);
  }

  /** Values at or below this are of no image; undefined where all of it is. */
  get absentBelow(): number | undefined {
    const { values, isThere } = this.#made.voxels;
    return isThere.every(Boolean) ? undefined : absentValueOf(values) / 2;
  }

  /** Where the body lies in it; undefined where there is none. */
  get extent(): BodyExtent | undefined {
    return this.#made.extent;
  }

  /** What is seen, to be sampled; read only. */
  get sampled(): SampledVolume {
    const { columns, rows, slots, values } = this.#made.voxels;
    return { values, columns, rows, slots, absentBelow: absentValueOf(values) / 2 };
  }

  /** Whether the couch is seen; undefined where none was told from the patient. */
  couchShown(): boolean | undefined {
    return this.#made.couch && this.#couchShown;
  }

  showCouch(shown: boolean): void {
    const { couch, voxels } = this.#made;
    if (!couch || shown === this.#couchShown) return;
    this.#couchShown = shown;
    showCouch(voxels.values, couch, shown);
    this.#handOver();
  }

  /** The graphics card takes all of it again. */
  #handOver(): void {
    const texture = this.#volume.vtkOpenGLTexture as { setUpdatedFrame(slot: number): void } | undefined;
    for (let slot = 0; slot < this.grid.slots.length; slot += 1) texture?.setUpdatedFrame(slot);
    (this.#volume.voxelManager as { invalidateCache?: () => void } | undefined)?.invalidateCache?.();
    this.#volume.imageData?.modified();
  }

  close(): void {
    removeVolume(this.#volume);
    this.#release();
  }
}
