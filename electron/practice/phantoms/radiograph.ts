import { spatialNoise } from './paint/noise.ts';
import type { Slice, SliceGeometry } from './paint/slice.ts';

/** What the beam meets on its way to each place of a coarse grid: attenuation summed along the ray, no unit. */
export interface Projection {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

export interface ProjectionPlan {
  readonly geometry: SliceGeometry;
  /** Heights of the planes that are summed, head first. */
  readonly topZ: number;
  readonly pitchMm: number;
  readonly planes: number;
  /** What lies further from the middle is out of the side view: the arms are lifted for it. */
  readonly lateralHalfWidthMm: number;
}

/** Attenuation per millimetre at 110 kV, roughly: air 0, water 0.018, bone more. */
function attenuation(hounsfield: number): number {
  const water = 0.0175 * Math.max(0, 1 + hounsfield / 1000);
  return hounsfield > 150 ? water + (hounsfield - 150) * 0.0000135 : water;
}

/** Sends parallel rays through painted planes and sums what they meet: one projection for each direction asked. */
export function project(
  paint: (geometry: SliceGeometry, z: number) => Slice,
  plan: ProjectionPlan,
): { readonly frontal: Projection; readonly lateral: Projection } {
  const { columns, rows, spacing } = plan.geometry;
  const frontal = new Float32Array(columns * plan.planes);
  const lateral = new Float32Array(rows * plan.planes);
  for (let plane = 0; plane < plan.planes; plane++) {
    const { values } = paint(plan.geometry, plan.topZ - plane * plan.pitchMm);
    for (let at = 0; at < values.length; at++) {
      const met = attenuation(values[at] ?? -1000) * spacing;
      const column = at % columns;
      const [f, l] = [plane * columns + column, plane * rows + Math.floor(at / columns)];
      frontal[f] = (frontal[f] ?? 0) + met;
      const x = plan.geometry.x0 + column * spacing;
      if (Math.abs(x) < plan.lateralHalfWidthMm) lateral[l] = (lateral[l] ?? 0) + met;
    }
  }
  return {
    frontal: { columns, rows: plan.planes, values: frontal },
    lateral: { columns: rows, rows: plan.planes, values: lateral },
  };
}

export interface DetectorGrid {
  readonly columns: number;
  readonly rows: number;
  /** Detector pixels for each pixel of the projection, across and down. */
  readonly perColumn: number;
  readonly perRow: number;
  /** Left and top of the detector on the projection, in projection pixels. */
  readonly left: number;
  readonly top: number;
}

/** The projection at a place of the detector, Catmull-Rom between the rays. Rays beside the patient meet nothing. */
export function sampler(projection: Projection, grid: DetectorGrid): (index: number) => number {
  const across = taps(grid.columns, (x) => grid.left + x / grid.perColumn);
  const down = taps(grid.rows, (y) => grid.top + y / grid.perRow);
  const { columns, rows, values } = projection;
  // A border of nothing on each side, so that the inner loop asks no questions.
  const held = new Float32Array(columns + 8);
  let heldRow = -1;
  const hold = (y: number) => {
    held.fill(0);
    for (let tap = 0; tap < 4; tap++) {
      const row = (down.first[y] ?? 0) + tap;
      const weight = down.weights[y * 4 + tap] ?? 0;
      if (row < 0 || row >= rows) continue;
      for (let x = 0; x < columns; x++) held[x + 4] = (held[x + 4] ?? 0) + weight * (values[row * columns + x] ?? 0);
    }
    heldRow = y;
  };
  return (index) => {
    const x = index % grid.columns;
    const y = (index - x) / grid.columns;
    if (y !== heldRow) hold(y);
    const first = Math.min(columns, Math.max(-4, across.first[x] ?? 0)) + 4;
    let sum = 0;
    for (let tap = 0; tap < 4; tap++) sum += (across.weights[x * 4 + tap] ?? 0) * (held[first + tap] ?? 0);
    return sum;
  };
}

/** For each place the first of its four rays, and the four weights. */
function taps(count: number, placeOf: (index: number) => number): { first: Int32Array; weights: Float32Array } {
  const first = new Int32Array(count);
  const weights = new Float32Array(count * 4);
  for (let index = 0; index < count; index++) {
    const place = placeOf(index);
    const t = place - Math.floor(place);
    first[index] = Math.floor(place) - 1;
    weights[index * 4] = -0.5 * t + t * t - 0.5 * t ** 3;
    weights[index * 4 + 1] = 1 - 2.5 * t * t + 1.5 * t ** 3;
    weights[index * 4 + 2] = 0.5 * t + 2 * t * t - 1.5 * t ** 3;
    weights[index * 4 + 3] = -0.5 * t * t + 0.5 * t ** 3;
  }
  return { first, weights };
}

/** Fine bone and lung pattern that the coarse rays do not carry, about -1 to 1. */
export function fineTexture(seed: string): (xMm: number, yMm: number) => number {
  const [fine, finer] = [spatialNoise(`${seed} fine`, 1.7), spatialNoise(`${seed} finer`, 0.7)];
  return (x, y) => 0.6 * fine(x, y, 0) + 0.4 * finer(x, y, 7);
}
