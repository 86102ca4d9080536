import type { TFunction } from 'i18next';
import type { SeriesFacets } from '#shared/dicom/seriesFacets.ts';

/** What a series is, in few words: "Axial · T2 fat-sat · 5 mm", "Axial · lung kernel · 1 mm", "MLO left". */
export function seriesText(facets: SeriesFacets, t: TFunction): string {
  const { role, plane, weighting, fatSuppressed, phase, kernel, bValue, sliceThicknessMm, view, side } = facets;
  const contrast = [
    weighting && t(`series.weighting.${weighting}`),
    weighting === 'DWI' && bValue !== undefined && t('series.bValue', { value: bValue }),
    fatSuppressed && weighting !== 'STIR' && t('series.fatSuppressed'),
  ].filter((part) => typeof part === 'string');
  const projection = [view && t(`series.view.${view}`, { defaultValue: view }), side && t(`series.side.${side}`)];
  const parts = [
    role !== 'images' && t(`series.role.${role}`),
    plane && t(`series.plane.${plane}`),
    contrast.join(' '),
    phase && t(`series.phase.${phase}`),
    kernel && t(`series.kernel.${kernel}`),
    projection.filter((part) => part !== undefined).join(' '),
    sliceThicknessMm !== undefined && t('series.thickness', { mm: Number(sliceThicknessMm.toFixed(2)) }),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
