import type { Facet } from './facet.ts';

// What a facet may be is written here alone: types, corrections, rules and what is offered to choose are made of it.

/** What a series is, before anything else is asked of it; only `image` is hung. */
export const seriesKinds = [
  'image',
  'localizer',
  'bolus',
  'capture',
  'calibration',
  'dose',
  'report',
  'keyobject',
  'presentation',
  'segmentation',
  'document',
  'other',
] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export const seriesPlanes = ['AX', 'COR', 'SAG'] as const;
export type SeriesPlane = (typeof seriesPlanes)[number];

/** `DTI`: maps calculated from diffusion tensors; `PERF`: perfusion and its maps; `MRA`: vessels, by inflow or agent. */
export const weightings = [
  'T1',
  'T2',
  'T2*',
  'PD',
  'FLAIR',
  'STIR',
  'DWI',
  'ADC',
  'DTI',
  'SWI',
  'PERF',
  'MRA',
  'MRCP',
] as const;
export type Weighting = (typeof weightings)[number];

export const contrasts = ['pre', 'post'] as const;
export type Contrast = (typeof contrasts)[number];
export const phases = ['arterial', 'pulmonary', 'portal', 'delayed', 'nephrographic', 'hepatobiliary'] as const;
export type Phase = (typeof phases)[number];
export const kernels = ['soft', 'sharp'] as const;
export type Kernel = (typeof kernels)[number];
/** What a reconstruction is meant to be looked at as. */
export const seriesWindows = ['lung', 'bone', 'brain'] as const;
export type SeriesWindow = (typeof seriesWindows)[number];
export const seriesSides = ['L', 'R', 'B'] as const;
export type SeriesSide = (typeof seriesSides)[number];

/** Of chest and limbs as radiographers write them. */
export const filmViews = ['PA', 'AP', 'LAT', 'OBL', 'DECUB', 'SKYLINE'] as const;
/** Of the breast as PS3.16 CID 4014 does. */
export const breastViews = ['CC', 'MLO', 'ML', 'LM', 'LMO', 'XCCL', 'XCCM'] as const;
export const views = [...filmViews, ...breastViews] as const;
export type View = (typeof views)[number];

/** What a series is, each part with its source; rules of hanging test these, never raw words. */
export interface SeriesFacets {
  readonly kind: Facet<SeriesKind>;
  readonly modality: Facet<string>;
  readonly plane: Facet<SeriesPlane>;
  /** Degrees between the slices' normal and the axis of `plane`. */
  readonly obliqueDeg: Facet<number>;
  /** Slice thickness in mm. */
  readonly thickness: Facet<number>;
  /** 1.5 mm or less. */
  readonly thin: Facet<boolean>;
  readonly weighting: Facet<Weighting>;
  readonly fatSat: Facet<boolean>;
  /** s/mm². */
  readonly bValue: Facet<number>;
  readonly contrast: Facet<Contrast>;
  readonly phase: Facet<Phase>;
  readonly kernel: Facet<Kernel>;
  readonly window: Facet<SeriesWindow>;
  /** A projection of many slices: maximum, minimum or volume rendering. */
  readonly mip: Facet<boolean>;
  readonly mpr: Facet<boolean>;
  readonly derived: Facet<boolean>;
  readonly secondary: Facet<boolean>;
  readonly view: Facet<View>;
  readonly laterality: Facet<SeriesSide>;
  readonly tomo: Facet<boolean>;
  readonly forProcessing: Facet<boolean>;
  /** Of PET: corrected for attenuation. */
  readonly ac: Facet<boolean>;
  /** Acquired or reconstructed as one volume of thin slices. */
  readonly is3D: Facet<boolean>;
  /** Frames. */
  readonly count: Facet<number>;
  /** Drawn by a program; never hung first. */
  readonly ai: Facet<boolean>;
  /** What people or the protocol wrote, as it stands. */
  readonly description: Facet<string>;
}
