import { type AnnotationKind, type AnnotationValue, isWhole } from '#shared/annotations/annotation.ts';
import { type Measured, measureFigure } from '#shared/annotations/measureFigure.ts';
import { regionKinds, statisticsOf, statisticValues, valueAtPoint } from '#shared/annotations/regionStatistics.ts';
import type { NoValues } from '#shared/annotations/sampled.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { DrawingSurface } from './drawingSurface.ts';

/** Everything that a figure tells, and why it does not tell of the values under it where it cannot. */
export interface FigureReading extends Measured {
  readonly noValues?: NoValues | undefined;
}

/** Measures a figure on the surface as it is drawn now: its sizes, and the values under it. */
export function measureOn(
  surface: DrawingSurface,
  kind: AnnotationKind,
  points: readonly Vector3[],
  byReader: Spacing | undefined,
): FigureReading {
  const ground = surface.ground(byReader);
  const measured = measureFigure(kind, points, ground);
  const isRegion = regionKinds.has(kind);
  if ((!isRegion && kind !== 'probe') || !isWhole(kind, points)) return measured;
  const sampled = surface.sampled();
  if (!sampled.ok) return { ...measured, noValues: sampled.failure };
  const { unit } = sampled.value.unit;
  if (isRegion) {
    const statistics = statisticsOf(kind, points, ground, sampled.value);
    if (!statistics.ok) return { ...measured, noValues: statistics.failure };
    return { ...measured, values: [...statisticValues(statistics.value, unit), ...measured.values] };
  }
  const [at] = points;
  const value = at && valueAtPoint(at, sampled.value);
  if (!value?.ok) return { ...measured, noValues: value?.failure ?? 'empty' };
  const values: readonly AnnotationValue[] = [{ name: 'value', value: value.value, unit }];
  return { ...measured, values };
}
