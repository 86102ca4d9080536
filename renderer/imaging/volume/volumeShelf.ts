import { fail, type Result, succeed } from '#shared/base/result.ts';
import { decimatedGrid } from '#shared/dicom/decimatedGrid.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { type VolumeGrid, type VolumeRefusal, volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { type MemoryLimits, planVolume, volumeBudget } from './memoryPlan.ts';
import { isShort, type VolumeModel } from './volumeModel.ts';

interface Shelved {
  readonly model: VolumeModel;
  readonly frames: number;
  readonly bytes: number;
}

/**
 * The volumes of the page: as many as its memory holds, the one that was used longest ago goes first, and none that a box
 * shows. Planes, fusion and a rendering of one display set share one.
 */
export class VolumeShelf {
  /** In the order of last use. */
  readonly #shelved = new Map<string, Shelved>();
  /** What stands beside the volumes: copies of them that are seen in space. */
  readonly #reserved = new Set<{ readonly bytes: number }>();
  readonly #limits: () => MemoryLimits;
  readonly #make: (set: DisplaySet, grid: VolumeGrid) => VolumeModel;

  constructor(limits: () => MemoryLimits, make: (set: DisplaySet, grid: VolumeGrid) => VolumeModel) {
    this.#limits = limits;
    this.#make = make;
  }

  /** The grid on which a display set would be drawn now, coarser where memory asks for it; or why it is no volume. */
  gridFor(set: DisplaySet): Result<{ readonly grid: VolumeGrid; readonly bytes: number }, VolumeRefusal> {
    const known = this.#current(set);
    if (known) return succeed({ grid: known.model.grid, bytes: known.bytes });
    const gate = volumeGridOf(set);
    if (!gate.ok) return gate;
    const inUse = [...this.#shelved].filter(([id, { model }]) => id !== set.id && model.isWatched);
    const taken = inUse.reduce((sum, [, { bytes }]) => sum + bytes, 0) + this.#reservedBytes();
    const plan = planVolume(gate.value, isShort(set) ? 2 : 4, this.#limits(), taken);
    if (plan.kind === 'stackOnly') return fail({ reason: plan.reason === 'memory' ? 'memory' : 'tooLarge' });
    const { inPlane, slices } = plan.decimation;
    const grid = inPlane * slices === 1 ? gate.value : decimatedGrid(gate.value, plan.decimation);
    return succeed({ grid, bytes: plan.bytes });
  }

  /** The volume of a display set, made on first need. */
  open(set: DisplaySet): Result<VolumeModel, VolumeRefusal> {
    const known = this.#current(set);
    if (known) {
      this.#shelved.delete(set.id);
      this.#shelved.set(set.id, known);
      return succeed(known.model);
    }
    // A slice that came late makes another volume.
    this.#close(set.id);
    const planned = this.gridFor(set);
    if (!planned.ok) return planned;
    const { grid, bytes } = planned.value;
    this.#makeRoom(bytes);
    try {
      const model = this.#make(set, grid);
      this.#shelved.set(set.id, { model, frames: set.frames.length, bytes });
      return succeed(model);
    } catch (error) {
      // The computer has less than it admitted to.
      if (error instanceof RangeError) return fail({ reason: 'memory' });
      throw error;
    }
  }

  models(): readonly VolumeModel[] {
    return [...this.#shelved.values()].map(({ model }) => model);
  }

  /** Bytes that the volumes take, in main memory and on the graphics card. */
  get bytes(): number {
    return [...this.#shelved.values()].reduce((sum, { bytes }) => sum + bytes, 0) + this.#reservedBytes();
  }

  /** Keeps so much free for what is made of a volume; answers what gives it back, undefined where there is no room. */
  reserve(bytes: number): (() => void) | undefined {
    const inUse = [...this.#shelved.values()].filter(({ model }) => model.isWatched);
    const taken = inUse.reduce((sum, each) => sum + each.bytes, 0) + this.#reservedBytes();
    if (taken + bytes > volumeBudget(this.#limits())) return undefined;
    this.#makeRoom(bytes);
    const reserved = { bytes };
    this.#reserved.add(reserved);
    return () => void this.#reserved.delete(reserved);
  }

  #reservedBytes(): number {
    return [...this.#reserved].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  closeAll(): void {
    for (const id of [...this.#shelved.keys()]) this.#close(id);
  }

  #current(set: DisplaySet): Shelved | undefined {
    const known = this.#shelved.get(set.id);
    return known?.frames === set.frames.length ? known : undefined;
  }

  #makeRoom(bytes: number): void {
    const budget = volumeBudget(this.#limits());
    for (const [id, { model }] of [...this.#shelved]) {
      if (this.bytes + bytes <= budget) return;
      if (!model.isWatched) this.#close(id);
    }
  }

  #close(id: string): void {
    this.#shelved.get(id)?.model.close();
    this.#shelved.delete(id);
  }
}
