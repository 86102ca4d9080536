import type { Plane } from './orientation.ts';

export type Weighting =
  | 'T1'
  | 'T2'
  | 'T2*'
  | 'PD'
  | 'FLAIR'
  | 'STIR'
  | 'DWI'
  | 'ADC'
  | 'SWI'
  | 'perfusion'
  | 'angiography'
  | 'MRCP';

export type ContrastPhase = 'without' | 'with' | 'arterial' | 'portalVenous' | 'delayed';

/** What a CT kernel is for; vendors' names of them say it in ways of their own. */
export type KernelUse = 'soft' | 'lung' | 'bone' | 'brain' | 'sharp';

/**
 * What an image series is for, besides being looked at: one to plan the scan on, to start it with, one calculated from
 * others, a page with the dose, a screen that somebody kept.
 */
export type SeriesRole = 'images' | 'localizer' | 'bolusTracking' | 'projection' | 'reformat' | 'capture' | 'dose';

export type ViewSide = 'L' | 'R' | 'B';

/** What a series is, each part known or not on its own. */
export interface SeriesFacets {
  readonly role: SeriesRole;
  readonly plane: Plane | undefined;
  readonly weighting: Weighting | undefined;
  readonly fatSuppressed: boolean;
  readonly phase: ContrastPhase | undefined;
  readonly kernel: KernelUse | undefined;
  /** s/mm². */
  readonly bValue: number | undefined;
  readonly sliceThicknessMm: number | undefined;
  /** View of a projection as radiographers write it: PA, LAT, MLO. */
  readonly view: string | undefined;
  readonly side: ViewSide | undefined;
}
