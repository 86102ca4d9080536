import palettes from '#resources/presets/palettes.json';
import { unitOfSet } from '#shared/dicom/uptake.ts';
import type { ValueUnit } from '#shared/dicom/valueUnit.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { paletteOf } from './overlaidVolume.ts';

export const paletteNames = ['hotIron', 'pet', 'hotMetalBlue', 'pet20Step'] as const;
export type PaletteName = (typeof paletteNames)[number];

/** How the volume that is laid over looks; the same in all boxes that show it so. */
export interface FusionLook {
  /** In `unit`. */
  readonly low: number;
  readonly high: number;
  readonly opacity: number;
  readonly palette: PaletteName;
  /** Which of the two a drag of the window acts on. */
  readonly handsOn: 'under' | 'over';
}

/** A window that is narrower than this part of itself would be a step. */
const narrowest = 0.05;

/** Keeps one look and tells whoever shows it. */
export class FusionLookKeeper {
  /** That of its own images, never that of the layer beside it (LN5). */
  readonly unit: ValueUnit;
  readonly #listeners = new Set<() => void>();
  readonly #model: VolumeModel;
  #look: FusionLook;
  #isChanged = false;

  constructor(model: VolumeModel) {
    this.#model = model;
    this.unit = unitOfSet(model.set);
    this.#look = { ...this.#beginning(), opacity: 0.6, palette: 'hotIron', handsOn: 'under' };
  }

  readonly state = (): FusionLook => this.#look;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether somebody has changed it since it began. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Another beginning than our own. */
  begin(part: Partial<FusionLook>): void {
    this.change(part);
    this.#isChanged = false;
  }

  change(part: Partial<FusionLook>): void {
    this.#isChanged = true;
    const next = { ...this.#look, ...part };
    const opacity = Math.round(Math.max(0, Math.min(1, next.opacity)) * 100) / 100;
    const high = Math.max(next.high, next.low + Math.max(1e-9, Math.abs(next.high) * narrowest));
    this.#look = { ...next, opacity, high };
    for (const listener of this.#listeners) listener();
  }

  /** Moves the upper end by a drag, a hundredth of the window for each pixel; SUV begins at 0. */
  drag(widthSteps: number, centerSteps: number): void {
    const { low, high } = this.#look;
    const step = (high - low) / 100;
    this.change({ high: high + (widthSteps + centerSteps) * step });
  }

  reset(): void {
    this.change({ ...this.#beginning(), opacity: 0.6 });
  }

  /** SUV from 0 to 7; without SUV what the data ask for. */
  #beginning(): { readonly low: number; readonly high: number } {
    if (this.unit.unit === suvName) return { low: 0, high: 7 };
    const window = this.#model.dataGrey()?.window ?? { center: 500, width: 1_000 };
    return { low: window.center - window.width / 2, high: window.center + window.width / 2 };
  }
}

const suvName = 'SUVbw';

const read = new Map<PaletteName, Uint8Array>();

export function coloursOf(name: PaletteName): Uint8Array {
  const known = read.get(name) ?? paletteOf(palettes[name]);
  read.set(name, known);
  return known;
}

const lookOf = new WeakMap<VolumeModel, FusionLookKeeper>();

/** The look of a volume where it is laid over others: one for all boxes. */
export function fusionLookOf(model: VolumeModel): FusionLookKeeper {
  const known = lookOf.get(model) ?? new FusionLookKeeper(model);
  lookOf.set(model, known);
  return known;
}
