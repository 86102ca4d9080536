import { expect, test } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { anatomicalAxes } from '../../../imaging/plane/planeAxes.ts';
import { crossingLines, slabEdges } from './crossingLines.ts';

/** A coronal box of 2 CSS pixels for a millimetre: the patient's left is at its right, the head at its top. */
const coronalPoint = ([x, , z]: Vector3) => ({ x: 200 + 2 * x, y: 150 - 2 * z });
const at = coronalPoint([10, 0, 20]);
const lines = crossingLines('coronal', anatomicalAxes, at, coronalPoint, [10, 0, 20]);
const lineOf = (plane: string) => lines.find((line) => line.plane === plane);

test('a coronal box is crossed by the axial plane across and by the sagittal plane up and down', () => {
  expect(lines.map(({ plane }) => plane)).toEqual(['axial', 'sagittal']);
  const across = lineOf('axial')?.arms.first;
  expect(across?.to.y).toBeCloseTo(at.y);
  const upright = lineOf('sagittal')?.arms.first;
  expect(upright?.to.x).toBeCloseTo(at.x);
});

test('a slab of 10 mm of the axial plane is 20 pixels high there, half on each side of its line', () => {
  const axial = lineOf('axial');
  const edges = axial ? slabEdges(axial, 10) : [];
  const heights = edges.map(([from, to]) => {
    expect(from.y).toBeCloseTo(to.y);
    return from.y - at.y;
  });
  expect(heights.map(Math.abs)).toEqual([expect.closeTo(10), expect.closeTo(10)]);
  expect(heights[0]).toBeCloseTo(-(heights[1] ?? 0));
});
