import { expect, test } from 'vitest';
import { dot, lengthOf, subtract, type Vector3 } from '../vectors.ts';
import { type CutPlane, cutWalls, wallsOf } from './contourWalls.ts';
import type { Contour, StructureRegion } from './structureSet.ts';

const closed = (points: readonly Vector3[]): Contour => ({ points, closed: true, image: undefined });
/** A square of 20 mm about the origin of its slice. */
const square = (z: number) =>
  closed([
    [-10, -10, z],
    [10, -10, z],
    [10, 10, z],
    [-10, 10, z],
  ]);
const circle = (z: number, radius: number) =>
  closed(
    Array.from({ length: 180 }, (_, step): Vector3 => {
      const angle = (step * Math.PI) / 90;
      return [radius * Math.cos(angle), radius * Math.sin(angle), z];
    }),
  );

const region = (contours: readonly Contour[], number = 1): StructureRegion => ({
  number,
  name: 'Cord',
  colour: { red: 0, green: 255, blue: 0 },
  algorithm: '',
  frameOfReferenceUID: '1.9',
  contours,
});

function cut(contours: readonly Contour[], plane: CutPlane) {
  const [walls] = wallsOf({ label: '', regions: [region(contours)] });
  return walls ? cutWalls(walls, plane) : [];
}

const total = (lines: readonly (readonly Vector3[])[]) =>
  lines.reduce(
    (sum, line) =>
      sum + line.slice(1).reduce((length, point, at) => length + lengthOf(subtract(point, line[at] ?? point)), 0),
    0,
  );
const extent = (lines: readonly (readonly Vector3[])[], axis: Vector3) => {
  const places = lines.flat().map((point) => dot(point, axis));
  return [Math.min(...places), Math.max(...places)];
};

test('LN2: a coronal plane cuts a stack of squares at both edges, as high as the slices reach', () => {
  const lines = cut([0, 3, 6].map(square), { point: [0, 2, 0], normal: [0, 1, 0] });
  // Two edges through three slices of 3 mm each.
  expect(lines).toHaveLength(6);
  expect(total(lines)).toBeCloseTo(18, 9);
  expect(extent(lines, [1, 0, 0])).toEqual([-10, 10]);
  expect(extent(lines, [0, 0, 1])).toEqual([-1.5, 7.5]);
  expect(lines.flat().every(([, y]) => Math.abs(y - 2) < 1e-9)).toBe(true);
  expect(cut([0, 3, 6].map(square), { point: [0, 11, 0], normal: [0, 1, 0] })).toEqual([]);
});

test('an oblique plane cuts a tube of radius 8 along an ellipse of half axes 8 and 8 √2', () => {
  const tube = Array.from({ length: 61 }, (_, index) => circle((index - 30) * 0.5, 8));
  const normal: Vector3 = [Math.SQRT1_2, 0, Math.SQRT1_2];
  const lines = cut(tube, { point: [0, 0, 0], normal });
  expect(lines.flat().every((point) => Math.abs(dot(point, normal)) < 1e-9)).toBe(true);
  expect(extent(lines, [0, 1, 0])[1]).toBeCloseTo(8, 1);
  expect(extent(lines, [Math.SQRT1_2, 0, -Math.SQRT1_2])[1]).toBeCloseTo(8 * Math.SQRT2, 0);
});

test('a plane along the slices, between them, shows the outline of the slice it lies in, once and whole', () => {
  const [line, ...others] = cut([0, 3, 6].map(square), { point: [0, 0, 4], normal: [0, 0, 1] });
  expect(others).toEqual([]);
  expect(line?.map(([x, y, z]) => [x, y, z])).toEqual([
    [-10, 10, 4],
    [-10, -10, 4],
    [10, -10, 4],
    [10, 10, 4],
    [-10, 10, 4],
  ]);
  expect(cut([0, 3].map(square), { point: [0, 0, 1.5], normal: [0, 0, 1] })).toHaveLength(1);
  expect(cut([0, 3].map(square), { point: [0, 0, 5], normal: [0, 0, 1] })).toEqual([]);
});

test('points, open lines and a single outline are no body; a few outlines far apart are as high as those of others', () => {
  const point: Contour = { points: [[0, 0, 0]], closed: false, image: undefined };
  const open: Contour = { ...square(0), closed: false };
  expect(wallsOf({ label: '', regions: [region([point, open])] })).toEqual([]);
  expect(wallsOf({ label: '', regions: [region([square(0)])] })).toEqual([]);
  const uneven = closed([
    [0, 0, 0],
    [10, 0, 4],
    [10, 10, 0],
    [0, 10, 4],
  ]);
  expect(wallsOf({ label: '', regions: [region([uneven, square(2), square(4)])] })[0]?.walls).toHaveLength(2);
  const both = wallsOf({ label: '', regions: [region([square(0), square(3)]), region([square(0), square(60)], 2)] });
  expect(both.map(({ halfMm }) => halfMm)).toEqual([1.5, 1.5]);
});
