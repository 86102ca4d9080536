import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { must, sureValue } from './fact.ts';

/**
 * The side of a series, where the study shows both: two knees, two breasts. A study of one side is remembered without
 * it, for the next patient's is the other. A known side is never hung for the other.
 */
export function sideGuard(target: SeriesFacets, others: readonly SeriesFacets[]): readonly SeriesRule[] {
  const side = sureValue(target, 'laterality');
  if (side === undefined) return [];
  const isOfBoth = others.some(({ laterality }) => laterality.value !== undefined && laterality.value !== side);
  return isOfBoth ? [must('laterality', 'eq', side)] : [];
}
