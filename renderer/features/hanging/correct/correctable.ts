import {
  breastViews,
  contrasts,
  filmViews,
  kernels,
  phases,
  type SeriesFacets,
  type SeriesKind,
  seriesPlanes,
  seriesSides,
  seriesWindows,
  weightings,
} from '#shared/dicom/series/seriesFacets.ts';

/** What a reader may say of a facet: one of a list, yes or no, or a number. `null` says "not known" in all of them. */
export interface Correctable {
  readonly facet: keyof SeriesFacets;
  /** Undefined: of every modality. */
  readonly modalities?: readonly string[];
  readonly values: readonly (string | boolean)[] | 'number';
}

const sliced = ['CT', 'MR', 'PT', 'NM'];
const films = ['CR', 'DX', 'RG', 'DR', 'RF', 'XA'];

/** What a SOP Class says beyond doubt is not put right by hand. */
const kindsOfPictures = [
  ...(['image', 'localizer', 'bolus', 'capture', 'calibration', 'dose', 'document', 'other'] as const),
] satisfies readonly SeriesKind[];

/** In the order in which they are asked for: what a series is comes before what it is made of. */
export const correctables: readonly Correctable[] = [
  {
    facet: 'kind',
    values: kindsOfPictures,
  },
  {
    facet: 'weighting',
    modalities: ['MR'],
    values: weightings,
  },
  { facet: 'bValue', modalities: ['MR'], values: 'number' },
  { facet: 'fatSat', modalities: ['MR'], values: [true, false] },
  { facet: 'plane', modalities: sliced, values: seriesPlanes },
  { facet: 'contrast', modalities: ['CT', 'MR'], values: contrasts },
  {
    facet: 'phase',
    modalities: ['CT', 'MR'],
    values: phases,
  },
  { facet: 'kernel', modalities: ['CT'], values: kernels },
  { facet: 'window', modalities: ['CT'], values: seriesWindows },
  { facet: 'view', modalities: films, values: filmViews },
  { facet: 'view', modalities: ['MG'], values: breastViews },
  { facet: 'tomo', modalities: ['MG'], values: [true, false] },
  { facet: 'ac', modalities: ['PT'], values: [true, false] },
  { facet: 'mip', modalities: sliced, values: [true, false] },
  { facet: 'mpr', modalities: sliced, values: [true, false] },
  { facet: 'ai', values: [true, false] },
  { facet: 'laterality', values: seriesSides },
];

/** What may be said of a series of this modality; where no modality is known, only what is said of every one. */
export function correctablesOf(modality: string | undefined): readonly Correctable[] {
  return correctables.filter(({ modalities }) => modalities?.includes(modality ?? '') ?? true);
}

/** Whether a reader may put this facet right, rather than the rule that asked for it. */
export function isCorrectable(facet: string, modality: string | undefined): boolean {
  return correctablesOf(modality).some((each) => each.facet === facet);
}
