import type { SeriesFacets, SeriesKind } from '#shared/dicom/series/seriesFacets.ts';

/** What a display set is for: its kind, and of images, whether they are seen through or cut out of others. */
export type SeriesRole = SeriesKind | 'projection' | 'reformat';

export function seriesRoleOf({ kind, mip, mpr }: Pick<SeriesFacets, 'kind' | 'mip' | 'mpr'>): SeriesRole {
  if (kind.value !== undefined && kind.value !== 'image') return kind.value;
  if (mip.value === true) return 'projection';
  return mpr.value === true ? 'reformat' : 'image';
}
