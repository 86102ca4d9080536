import type { TFunction } from 'i18next';
import type { Facet } from '#shared/dicom/series/facet.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { seriesRoleOf } from '../../../session/seriesRole.ts';

/** What a series is, in few words: "Axial · T2 fat-sat · 5 mm", "Axial · lung kernel · 1 mm", "MLO left". */
export function seriesText(facets: SeriesFacets, t: TFunction): string {
  const { plane, view, laterality, thickness } = facets;
  const role = seriesRoleOf(facets);
  const projection = [
    view.value && t(`series.view.${view.value}`, { defaultValue: view.value }),
    isProjection(facets) && laterality.value && t(`series.side.${laterality.value}`),
  ];
  const parts = [
    role !== 'image' && t(`series.role.${role}`, { defaultValue: '' }),
    plane.value && t(`series.plane.${plane.value}`),
    weightingText(facets, t),
    contrastText(facets, t),
    kernelText(facets, t),
    joined(projection, ' '),
    isSliced(facets) &&
      thickness.value !== undefined &&
      t('series.thickness', { mm: Number(thickness.value.toFixed(2)) }),
  ];
  return joined(parts, ' · ');
}

const sliced = new Set(['CT', 'MR', 'PT', 'NM']);
const isSliced = ({ modality }: SeriesFacets) => sliced.has(modality.value ?? '');
const isProjection = (facets: SeriesFacets) => !isSliced(facets);

function joined(parts: readonly unknown[], between: string): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(between);
}

/** With a question mark where something in the header speaks against it. */
function sure(text: string, { conflict }: Facet<unknown>, t: TFunction): string {
  return conflict === undefined ? text : t('series.doubtful', { value: text });
}

function weightingText({ weighting, bValue, fatSat }: SeriesFacets, t: TFunction): string {
  return joined(
    [
      weighting.value && sure(t(`series.weighting.${weighting.value}`), weighting, t),
      weighting.value === 'DWI' && bValue.value !== undefined && t('series.bValue', { value: bValue.value }),
      fatSat.value === true && weighting.value !== 'STIR' && t('series.fatSuppressed'),
    ],
    ' ',
  );
}

function contrastText({ contrast, phase }: SeriesFacets, t: TFunction): string {
  if (contrast.value === undefined) return '';
  return sure(t(`series.phase.${phase.value ?? contrast.value}`), contrast, t);
}

/** A kernel is named by what it is for, unless it is none for that: a soft one called "lung" is soft. */
function kernelText({ kernel, window }: SeriesFacets, t: TFunction): string {
  const isFor = kernel.value === 'soft' && window.value !== 'brain' ? undefined : window.value;
  const name = isFor ?? kernel.value;
  return name === undefined ? '' : sure(t(`series.kernel.${name}`), kernel, t);
}
