import { angleBetween, cross, dot, lengthOf, type Vector3 } from './vectors.ts';

/** ImageOrientationPatient (0020,0037): the direction of rows, left to right, and of columns, top to bottom. */
export interface Orientation {
  readonly row: Vector3;
  readonly column: Vector3;
}

/** Reads six cosines; undefined unless they are unit vectors at right angles within 1e-3 (Q6). */
export function readOrientation(values: readonly number[] | undefined): Orientation | undefined {
  if (values?.length !== 6) return undefined;
  const [a, b, c, d, e, f] = values as [number, number, number, number, number, number];
  const row: Vector3 = [a, b, c];
  const column: Vector3 = [d, e, f];
  const unit = (vector: Vector3) => Math.abs(lengthOf(vector) - 1) <= 1e-3;
  return unit(row) && unit(column) && Math.abs(dot(row, column)) <= 1e-3 ? { row, column } : undefined;
}

export function normalOf(orientation: Orientation): Vector3 {
  return cross(orientation.row, orientation.column);
}

/** Whether two orientations agree within `degrees` in both directions. */
export function sameOrientation(a: Orientation, b: Orientation, degrees = 0.1): boolean {
  return angleBetween(a.row, b.row) <= degrees && angleBetween(a.column, b.column) <= degrees;
}

export type Plane = 'axial' | 'coronal' | 'sagittal';

/** The plane nearest to an orientation: the one whose axis its normal follows most. */
export function planeOf(orientation: Orientation): Plane {
  const [x, y, z] = normalOf(orientation).map(Math.abs) as [number, number, number];
  if (z >= x && z >= y) return 'axial';
  return y >= x ? 'coronal' : 'sagittal';
}

/**
 * The direction in which a reader scrolls a plane: axial from the head down, coronal from the front back,
 * sagittal from the patient's right to the left. Parallel to the normal, whichever way the scanner counted (Q1).
 */
export function scrollDirection(orientation: Orientation): Vector3 {
  const normal = normalOf(orientation);
  const plane = planeOf(orientation);
  const forward = plane === 'axial' ? normal[2] < 0 : plane === 'coronal' ? normal[1] > 0 : normal[0] > 0;
  return forward ? normal : [-normal[0], -normal[1], -normal[2]];
}

const axes: readonly (readonly [positive: string, negative: string])[] = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
];

/** Below this cosine (about 9 degrees) a tilt is not worth a letter. */
const smallestCosine = 0.15;

/** The letters of a direction, largest component first: [0.9, 0, 0.4] is "LH" (PS3.3 C.7.6.1.1.1; Q9). */
export function orientationLetters(direction: Vector3): string {
  return axes
    .map((letters, axis) => ({ letters, cosine: direction[axis] ?? 0 }))
    .filter(({ cosine }) => Math.abs(cosine) >= smallestCosine)
    .sort((a, b) => Math.abs(b.cosine) - Math.abs(a.cosine))
    .map(({ letters, cosine }) => letters[cosine > 0 ? 0 : 1])
    .join('');
}

const opposites: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };

/** "LH" → "RF": what stands at the other edge. Letters that are no direction are dropped. */
export function oppositeLetters(letters: string): string {
  return [...letters].map((letter) => opposites[letter] ?? '').join('');
}
