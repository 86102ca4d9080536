import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import type { DraggedSeries } from './model/dropSeries.ts';

/** What a reader knows a series by: its number and what was written of it. */
export function seriesName({ seriesNumber, facets }: HangSeries): string {
  const words = facets.description.value ?? facets.modality.value ?? '';
  return seriesNumber === undefined ? words : `${seriesNumber} · ${words}`;
}

/** A series of a study or of one of its priors. */
export function findSeries(study: StudyToHang, { study: of, series }: DraggedSeries): HangSeries | undefined {
  const all = of === study.id ? study.series : study.priors.find(({ id }) => id === of)?.series;
  return all?.find(({ id }) => id === series);
}
