import type { Facet } from './facet.ts';

/** What a series is, before anything else is asked of it; only `image` is hung. */
export type SeriesKind =
  | 'image'
  | 'localizer'
  | 'dose'
  | 'bolus'
  | 'capture'
  | 'calibration'
  | 'report'
  | 'keyobject'
  | 'presentation'
  | 'segmentation'
  | 'document'
  | 'other';

export type SeriesPlane = 'AX' | 'COR' | 'SAG';

/** `DTI`: maps calculated from diffusion tensors; `PERF`: perfusion and its maps; `MRA`: vessels, by inflow or agent. */
export type Weighting =
  | 'T1'
  | 'T2'
  | 'T2*'
  | 'PD'
  | 'FLAIR'
  | 'STIR'
  | 'DWI'
  | 'ADC'
  | 'DTI'
  | 'SWI'
  | 'PERF'
  | 'MRA'
  | 'MRCP';

export type Contrast = 'pre' | 'post';
export type Phase = 'arterial' | 'pulmonary' | 'portal' | 'delayed' | 'nephrographic' | 'hepatobiliary';
export type Kernel = 'soft' | 'sharp';
/** What a reconstruction is meant to be looked at as. */
export type SeriesWindow = 'lung' | 'bone' | 'brain';
export type SeriesSide = 'L' | 'R' | 'B';

/** Of chest and limbs as radiographers write them; of the breast as PS3.16 CID 4014 does. */
export type View =
  | 'AP'
  | 'PA'
  | 'LAT'
  | 'OBL'
  | 'DECUB'
  | 'SKYLINE'
  | 'CC'
  | 'MLO'
  | 'ML'
  | 'LM'
  | 'LMO'
  | 'XCCL'
  | 'XCCM';

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
