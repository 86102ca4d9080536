import { fail, type Result, succeed } from '../base/result.ts';
import type { Vector3 } from '../dicom/vectors.ts';
import type { AnnotationKind, AnnotationValue } from './annotation.ts';
import { ellipseOf } from './flat.ts';
import { type FlatPoint, flatOf, type Ground, spaceOf } from './ground.ts';
import { type NoValues, type Sampled, sampleAt } from './sampled.ts';

export interface RegionStatistics {
  readonly mean: number;
  /** Of the values themselves, not of a larger body that they were drawn from: divided by their number. */
  readonly standardDeviation: number;
  readonly min: number;
  readonly max: number;
  /** Samples whose centre lies inside, padding left out. */
  readonly count: number;
}

/** Columns from and to (both in) of one row that lie inside. */
type Run = readonly [from: number, to: number];

/**
 * Mean, SD, least and greatest of the values whose centres lie inside a region, in the unit of `sampled`. Refused
 * where any value inside is not there, or where a part of it lies outside the image or the volume: a mean over part of a
 * region is a mean of another region.
 */
export function statisticsOf(
  kind: AnnotationKind,
  points: readonly Vector3[],
  ground: Ground,
  sampled: Sampled,
): Result<RegionStatistics, NoValues> {
  const outline = kind === 'rectangle' ? rectangleCorners(points, ground) : points;
  const corners = outline.map((point) => sampleAt(sampled, point));
  const runsAt = kind === 'ellipse' ? ellipseRuns(corners) : polygonRuns(corners);
  const ends = kind === 'ellipse' ? rowsOfEllipse(corners) : corners.map(({ y }) => y);
  const first = Math.ceil(ends.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const last = Math.floor(ends.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  if (first < 0 || last >= sampled.rows) return fail('outside');
  const sum = new Sum();
  for (let row = first; row <= last; row += 1) {
    for (const [from, to] of runsAt(row)) {
      const [start, end] = [Math.ceil(from), Math.floor(to)];
      if (start <= end && (start < 0 || end >= sampled.columns)) return fail('outside');
      for (let column = start; column <= end; column += 1) {
        if (sampled.isOutside?.(column, row)) return fail('outside');
        const value = sampled.valueAt(column, row);
        if (value === undefined) return fail('sliceMissing');
        if (!Number.isNaN(value)) sum.add(value * sampled.unit.perModalityUnit);
      }
    }
  }
  return sum.count === 0 ? fail('empty') : succeed(sum.statistics);
}

/** The statistics as figures of an annotation. */
export function statisticValues(statistics: RegionStatistics, unit: string): readonly AnnotationValue[] {
  const { mean, standardDeviation, min, max, count } = statistics;
  return [
    { name: 'mean', value: mean, unit },
    { name: 'sd', value: standardDeviation, unit },
    { name: 'min', value: min, unit },
    { name: 'max', value: max, unit },
    { name: 'pixels', value: count, unit: '' },
  ];
}

/** The value at a point: that of the sample in which it lies. */
export function valueAtPoint(point: Vector3, sampled: Sampled): Result<number, NoValues> {
  const { x, y } = sampleAt(sampled, point);
  const [column, row] = [Math.round(x), Math.round(y)];
  if (column < 0 || row < 0 || column >= sampled.columns || row >= sampled.rows) return fail('empty');
  const value = sampled.valueAt(column, row);
  if (value === undefined) return fail('sliceMissing');
  return Number.isNaN(value) ? fail('empty') : succeed(value * sampled.unit.perModalityUnit);
}

/** Welford's way: no large sums of squares whose difference is all that counts. */
class Sum {
  count = 0;
  #mean = 0;
  #squares = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.count += 1;
    const off = value - this.#mean;
    this.#mean += off / this.count;
    this.#squares += off * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  get statistics(): RegionStatistics {
    return {
      mean: this.#mean,
      standardDeviation: Math.sqrt(this.#squares / this.count),
      min: this.#min,
      max: this.#max,
      count: this.count,
    };
  }
}

function rowsOfEllipse(corners: readonly FlatPoint[]): readonly number[] {
  const { middle, one, other } = ellipseOf(corners);
  const half = Math.hypot(one.y, other.y);
  return [middle.y - half, middle.y + half];
}

/** All four corners of a rectangle, whose sides run along the rows and columns of what it is drawn on. */
function rectangleCorners(points: readonly Vector3[], ground: Ground): readonly Vector3[] {
  const [a, b] = points.map((point) => flatOf(ground, point));
  if (!a || !b) return [];
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }].map((corner) => spaceOf(ground, corner));
}

/** Where a row crosses an ellipse: |M⁻¹(p − middle)| ≤ 1, a quadratic in x. */
function ellipseRuns(corners: readonly FlatPoint[]): (row: number) => readonly Run[] {
  const { middle, one, other } = ellipseOf(corners);
  const determinant = one.x * other.y - one.y * other.x;
  if (determinant === 0) return () => [];
  // M⁻¹ = [[other.y, -other.x], [-one.y, one.x]] / determinant.
  const a = (other.y ** 2 + one.y ** 2) / determinant ** 2;
  return (row) => {
    const y = row - middle.y;
    const b = (-2 * y * (other.y * other.x + one.y * one.x)) / determinant ** 2;
    const c = (y ** 2 * (other.x ** 2 + one.x ** 2)) / determinant ** 2 - 1;
    const under = b * b - 4 * a * c;
    if (under < 0) return [];
    const root = Math.sqrt(under);
    return [[middle.x + (-b - root) / (2 * a), middle.x + (-b + root) / (2 * a)]];
  };
}

/** Where a row is inside a closed line, by the even-odd rule. An edge has its upper end and not its lower one. */
function polygonRuns(corners: readonly FlatPoint[]): (row: number) => readonly Run[] {
  return (row) => {
    const crossings: number[] = [];
    for (let index = 0; index < corners.length; index += 1) {
      const a = corners[index] as FlatPoint;
      const b = corners[(index + 1) % corners.length] as FlatPoint;
      if (a.y <= row === b.y <= row) continue;
      crossings.push(a.x + ((row - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
    crossings.sort((left, right) => left - right);
    const runs: Run[] = [];
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      runs.push([crossings[index] as number, crossings[index + 1] as number]);
    }
    return runs;
  };
}
