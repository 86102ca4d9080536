import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { RegistrationVolume } from './registrationVolume.ts';
import { moved, type RigidTransform } from './rigidTransform.ts';

export interface Score {
  /** 1 where the two are the same; 0 where nothing of one tells of the other. */
  readonly likeness: number;
  /** How much of what is compared of the first lies within the second, 0 to 1. */
  readonly overlap: number;
}

/** Darker than this is air in both: what is nowhere tells no position. */
const background = 0.08;
/** For two kinds of image brightness is compared in so many steps. */
const bins = 32;

/** The samples of the first volume at which the two are compared. */
export interface Samples {
  readonly volume: RegistrationVolume;
  /** Column, row, slot of each, one after the other. */
  readonly places: Int16Array;
  readonly values: Float32Array;
}

/** Evenly spread, at most so many; of the background around the body every fourth, which tells where the skin is. */
export function samplesOf(volume: RegistrationVolume, most: number): Samples {
  const { values, columns, rows, slots } = volume;
  const step = Math.max(1, Math.cbrt((columns * rows * slots) / most / 2));
  const places: number[] = [];
  const kept: number[] = [];
  let skipped = 0;
  for (let z = 0; z < slots; z += step) {
    for (let y = 0; y < rows; y += step) {
      for (let x = 0; x < columns; x += step) {
        const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
        const value = values[(k * rows + j) * columns + i] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        skipped += 1;
        if (value < background && skipped % 4 !== 0) continue;
        places.push(i, j, k);
        kept.push(value);
      }
    }
  }
  return { volume, places: Int16Array.from(places), values: Float32Array.from(kept) };
}

/** How alike two volumes are when the first is moved onto the second; `sameKind`: brightness means the same in both. */
export function scoreOf(
  samples: Samples,
  other: RegistrationVolume,
  transform: RigidTransform,
  sameKind: boolean,
): Score {
  const { values } = samples;
  const found = new Float32Array(values.length);
  const within = resample(samples, other, transform, found);
  const likeness = sameKind ? correlation(values, found) : sharedInformation(values, found);
  return { likeness, overlap: values.length === 0 ? 0 : within / values.length };
}

/** Values of the other volume at the moved samples, linear between voxels; NaN outside. Answers how many lie within. */
function resample(samples: Samples, other: RegistrationVolume, transform: RigidTransform, found: Float32Array): number {
  const { volume, places } = samples;
  const first = indexIn(other, moved(transform, volume.origin));
  const stepOf = (direction: Vector3, mm: number) =>
    subtract(indexIn(other, moved(transform, along(volume.origin, direction, mm))), first);
  const [right, down, on] = [
    stepOf(volume.row, volume.steps[0]),
    stepOf(volume.column, volume.steps[1]),
    stepOf(volume.normal, volume.steps[2]),
  ];
  let within = 0;
  for (let index = 0; index < found.length; index += 1) {
    const [i, j, k] = [places[index * 3] ?? 0, places[index * 3 + 1] ?? 0, places[index * 3 + 2] ?? 0];
    const value = linearAt(
      other,
      first[0] + i * right[0] + j * down[0] + k * on[0],
      first[1] + i * right[1] + j * down[1] + k * on[1],
      first[2] + i * right[2] + j * down[2] + k * on[2],
    );
    found[index] = value;
    if (!Number.isNaN(value)) within += 1;
  }
  return within;
}

function indexIn({ origin, row, column, normal, steps }: RegistrationVolume, world: Vector3): Vector3 {
  const line = subtract(world, origin);
  return [dot(line, row) / steps[0], dot(line, column) / steps[1], dot(line, normal) / steps[2]];
}

function linearAt({ values, columns, rows, slots }: RegistrationVolume, x: number, y: number, z: number): number {
  if (!(x >= 0 && y >= 0 && z >= 0 && x <= columns - 1 && y <= rows - 1 && z <= slots - 1)) return Number.NaN;
  const i = Math.min(columns - 2, Math.floor(x));
  const j = Math.min(rows - 2, Math.floor(y));
  const k = Math.min(slots - 2, Math.floor(z));
  const [fx, fy, fz] = [x - i, y - j, z - k];
  const at = (k * rows + j) * columns + i;
  const below = at + columns;
  const behind = at + columns * rows;
  const under = behind + columns;
  const v = (index: number) => values[index] ?? 0;
  const front = (v(at) * (1 - fx) + v(at + 1) * fx) * (1 - fy) + (v(below) * (1 - fx) + v(below + 1) * fx) * fy;
  const back = (v(behind) * (1 - fx) + v(behind + 1) * fx) * (1 - fy) + (v(under) * (1 - fx) + v(under + 1) * fx) * fy;
  return front * (1 - fz) + back * fz;
}

/** Pearson's coefficient over the samples that have both. */
function correlation(one: Float32Array, other: Float32Array): number {
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [one[index] ?? 0, other[index] ?? 0];
    // Air over air says nothing, and there is much of it.
    if (Number.isNaN(b) || (a < background && b < background)) continue;
    n += 1;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const spread = (n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB);
  return n < 2 || spread <= 0 ? 0 : (n * sumAB - sumA * sumB) / Math.sqrt(spread);
}

/** Twice the mutual information over the sum of both: 0 for independent images, 1 for one that follows from the other. */
function sharedInformation(one: Float32Array, other: Float32Array): number {
  const joint = new Float64Array(bins * bins);
  let count = 0;
  for (let index = 0; index < one.length; index += 1) {
    const [a, b] = [one[index] ?? 0, other[index] ?? 0];
    if (Number.isNaN(b) || (a < background && b < background)) continue;
    // Shared out between two bins, so that the score has no steps of its own.
    const place = b * (bins - 1);
    const low = Math.min(bins - 2, Math.floor(place));
    const row = Math.min(bins - 1, Math.round(a * (bins - 1))) * bins;
    joint[row + low] = (joint[row + low] ?? 0) + 1 - (place - low);
    joint[row + low + 1] = (joint[row + low + 1] ?? 0) + place - low;
    count += 1;
  }
  if (count === 0) return 0;
  const rows = new Float64Array(bins);
  const columns = new Float64Array(bins);
  let together = 0;
  joint.forEach((weight, index) => {
    const share = weight / count;
    rows[Math.floor(index / bins)] = (rows[Math.floor(index / bins)] ?? 0) + share;
    columns[index % bins] = (columns[index % bins] ?? 0) + share;
    together += surprise(share);
  });
  const apart =
    rows.reduce((sum, share) => sum + surprise(share), 0) + columns.reduce((sum, s) => sum + surprise(s), 0);
  return apart > 0 ? (2 * (apart - together)) / apart : 0;
}

function surprise(share: number): number {
  return share > 0 ? -share * Math.log(share) : 0;
}
