import type { Types } from '@cornerstonejs/core';
import { isAsAcquired, type VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import { mayComeLater } from '../frames/frameChecks.ts';
import type { FrameLoader } from '../frames/frameLoader.ts';
import type { FrameLedger } from '../frames/ledger.ts';
import { nextToFill } from './fillOrder.ts';

/** How many frames are asked for at once while a volume fills. */
const atOnce = 4;
/** So many of them may wait for what has yet to come: on a thin line it takes long, and what is here must not wait behind it. */
const mayWaitAtOnce = 2;

/** Where a volume has its images from. `ready`: those that are decoded already; left out where nobody keeps any. */
export type ImageSource = Pick<FrameLoader, 'load'> & Partial<Pick<FrameLoader, 'ready'>>;

export interface FillingParts {
  readonly grid: VolumeGrid;
  readonly loader: ImageSource;
  readonly ledger: FrameLedger;
  /** Whether an image can be had at once. */
  readonly isOnDisk: (imageId: string) => boolean;
  /** The slot that the reader is at. */
  readonly looksAt: () => number;
  readonly isFilled: (slot: number) => boolean;
  /** Writes a slot from all the images that it is made of, in the order of its parts. */
  readonly write: (slot: number, images: readonly Types.IImage[]) => void;
  /** A slot stays absent, and why is known now. */
  readonly failed: () => void;
}

/** Brings the images of a volume into its slots, in an order that serves the reader. */
export class SlotFilling {
  readonly #parts: FillingParts;
  readonly #gone = new AbortController();
  /** Slots that may be filled and that nobody has asked for. */
  readonly #open = new Set<number>();
  readonly #onTheirWay = new Set<number>();
  #loading: Promise<void> | undefined;
  #waiting: (() => void)[] = [];

  constructor(parts: FillingParts) {
    this.#parts = parts;
  }

  /**
   * What is decoded already at once, so that the first picture is whole; then what is here, one slice of eleven before the
   * rest, from the slice that is looked at outwards, wherever that is moved meanwhile. What is not here comes in the order
   * of the host's plan (link.md O3), for nobody looks at a slice of it alone. Failed frames leave their slot absent; asked
   * again, those that may come later are tried again. One filling at a time, however many planes ask.
   */
  load(): Promise<void> {
    const { parts } = this.#parts.grid;
    for (const slot of parts.keys()) {
      const isOpen = !this.#parts.isFilled(slot) && !this.#onTheirWay.has(slot);
      if (isOpen && !this.#fillFromMemory(slot) && this.#mayCome(slot)) this.#open.add(slot);
    }
    this.noteCame();
    this.#loading ??= this.#fillOpenSlots().finally(() => {
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

  stop(): void {
    this.#gone.abort();
    this.noteCame();
  }

  /** Only where it is a copy: calculating a slot takes long enough to be felt, many of them in one go. */
  #fillFromMemory(slot: number): boolean {
    const { grid, loader, write } = this.#parts;
    if (!loader.ready || !isAsAcquired(grid)) return false;
    const parts = grid.parts[slot] ?? [];
    const images = parts.flatMap(({ item }) => loader.ready?.(imageIdOf(item)) ?? []);
    if (images.length === 0 || images.length < parts.length) return false;
    this.#open.delete(slot);
    write(slot, images);
    return true;
  }

  async #fillOpenSlots(): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => this.#fillOne(index < mayWaitAtOnce)));
  }

  async #fillOne(mayWait: boolean): Promise<void> {
    while (this.#open.size > 0 && !this.#isGone()) {
      const slot = nextToFill(this.#open, this.#parts.looksAt(), (each) => this.#isHere(each));
      if (slot === undefined) return;
      if (!mayWait && !this.#isHere(slot)) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        continue;
      }
      this.#open.delete(slot);
      this.#onTheirWay.add(slot);
      const images = await this.#imagesOf(slot);
      this.#onTheirWay.delete(slot);
      if (this.#isGone()) return;
      if (images) this.#parts.write(slot, images);
      else this.#parts.failed();
    }
    // The last one takes those along who wait for something to do.
    this.noteCame();
  }

  /** All images that a slot is made of, in the order of its parts; undefined when any of them cannot be had. */
  async #imagesOf(slot: number): Promise<readonly Types.IImage[] | undefined> {
    const images: Types.IImage[] = [];
    for (const { item } of this.#parts.grid.parts[slot] ?? []) {
      const answer = await this.#parts.loader.load(imageIdOf(item), 'background', this.#gone.signal);
      if (!answer.ok) return undefined;
      images.push(answer.value);
    }
    return images;
  }

  #isHere(slot: number): boolean {
    const { grid, ledger, isOnDisk } = this.#parts;
    return (grid.parts[slot] ?? []).every(({ item }) => {
      const imageId = imageIdOf(item);
      return ledger.markOf(imageId) === 'checked' || isOnDisk(imageId);
    });
  }

  #mayCome(slot: number): boolean {
    const { grid, ledger } = this.#parts;
    const parts = grid.parts[slot] ?? [];
    const failures = parts.map(({ item }) => ledger.failureOf(imageIdOf(item)));
    return parts.length > 0 && failures.every((failure) => failure === undefined || mayComeLater(failure));
  }

  #isGone(): boolean {
    return this.#gone.signal.aborted;
  }
}
