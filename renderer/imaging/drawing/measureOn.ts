import { type AnnotationKind, type AnnotationValue, areaKinds, isWhole } from '#shared/annotations/annotation.ts';
import type { Ground } from '#shared/annotations/ground.ts';
import { type Measured, measureFigure } from '#shared/annotations/measureFigure.ts';
import { statisticsOf, statisticValues, valueAtPoint } from '#shared/annotations/regionStatistics.ts';
import type { NoValues } from '#shared/annotations/sampled.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { DrawingSurface, ValueLayer } from './drawingSurface.ts';

/** Why a layer tells no values; without its name where there is but one. */
export interface SilentLayer {
  readonly layer: string | undefined;
  readonly reason: NoValues;
}

/** Everything that a figure tells, and why it does not tell of the values under it where it cannot. */
export interface FigureReading extends Measured {
  readonly noValues?: readonly SilentLayer[] | undefined;
}

/** Measures a figure on the surface as it is drawn now: its sizes, and the values under it in every layer. */
export function measureOn(
  surface: Pick<DrawingSurface, 'ground' | 'layers' | 'unmeasured'>,
  kind: AnnotationKind,
  points: readonly Vector3[],
  byReader: Spacing | undefined,
): FigureReading {
  if (surface.unmeasured) {
    return { values: [], basis: undefined, noValues: [{ layer: undefined, reason: surface.unmeasured }] };
  }
  const ground = surface.ground(byReader);
  const measured = measureFigure(kind, points, ground);
  if ((!areaKinds.has(kind) && kind !== 'probe') || !isWhole(kind, points)) return measured;
  const values: AnnotationValue[] = [];
  const noValues: SilentLayer[] = [];
  for (const layer of surface.layers) {
    const told = valuesIn(layer, kind, points, ground);
    const { name } = layer;
    if (!told.ok) noValues.push({ layer: name, reason: told.failure });
    else if (name === undefined) values.push(...told.value);
    else values.push(...told.value.map((value) => ({ ...value, layer: name })));
  }
  return { ...measured, values: [...values, ...measured.values], ...(noValues.length > 0 && { noValues }) };
}

function valuesIn(
  layer: ValueLayer,
  kind: AnnotationKind,
  points: readonly Vector3[],
  ground: Ground,
): Result<readonly AnnotationValue[], NoValues> {
  const sampled = layer.sampled();
  if (!sampled.ok) return sampled;
  const { unit } = sampled.value.unit;
  if (areaKinds.has(kind)) {
    const statistics = statisticsOf(kind, points, ground, sampled.value);
    return statistics.ok ? succeed(statisticValues(statistics.value, unit)) : statistics;
  }
  const [at] = points;
  const value = at && valueAtPoint(at, sampled.value);
  if (!value) return fail('empty');
  return value.ok ? succeed([{ name: 'value', value: value.value, unit }]) : value;
}
