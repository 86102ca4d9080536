import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { framePlaneOf, pixelAt } from '../placement/framePlane.ts';
import { inverseOf, moved, rigidAbout, turnDegrees } from '../registration/rigidTransform.ts';
import { cutOf } from './referenceLines.ts';
import { planeOfFrame, planeThrough } from './shownPlane.ts';
import { nearestSlice, pointToShow } from './syncedSlice.ts';

function itemOf(more: Parameters<typeof imageDataset>[0]) {
  const image = readImageDescription(imageDataset({ FrameOfReferenceUID: ['1.9'], ...more }));
  if (!image.ok) throw new Error(image.failure);
  return { image: image.value, frame: image.value.frames[0]! };
}

/** 101 x 101 pixels of 2 mm, the first at (-100, -100, 30). */
const axial = itemOf({
  Rows: [101],
  Columns: [101],
  ImagePositionPatient: [-100, -100, 30],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  PixelSpacing: [2, 2],
});
/** 61 rows of 3 mm from the head down, 201 columns of 0.5 mm, at y = 15. */
const coronal = itemOf({
  Rows: [61],
  Columns: [201],
  ImagePositionPatient: [-50, 15, 120],
  ImageOrientationPatient: [1, 0, 0, 0, 0, -1],
  PixelSpacing: [3, 0.5],
});
const planes = [planeOfFrame(axial)!, planeOfFrame(coronal)!] as const;

describe('E: reference lines', () => {
  test('a coronal slice cuts an axial image in one row of its pixels, within its own width', () => {
    const [from, to] = cutOf(planes[1], planes[0])!;
    const ends = [from, to].map((end) => pixelAt(framePlaneOf(axial), end));
    // y = 15 is row 57.5; x from -50.25 to 50.25 is column 24.875 to 75.125.
    expect(ends.map(({ y }) => y)).toEqual([57.5, 57.5]);
    expect(ends.map(({ x }) => x).sort((a, b) => a - b)).toEqual([24.875, 75.125]);
  });

  test('an axial slice cuts a coronal image in one row, and ends where the image does', () => {
    const ends = cutOf(planes[0], planes[1])!.map((end) => pixelAt(framePlaneOf(coronal), end));
    // z = 30 is 90 mm below the first row: row 30. The axial slice is wider than the coronal image.
    expect(ends.map(({ y }) => y)).toEqual([30, 30]);
    expect(ends.map(({ x }) => x).sort((a, b) => a - b)).toEqual([-0.5, 200.5]);
  });

  test('Q8: none across frames of reference, between parallel planes, and where the two do not meet', () => {
    expect(cutOf({ ...planes[1], frameOfReferenceUID: '1.8' }, planes[0])).toBeUndefined();
    expect(cutOf({ ...planes[0], centre: [0, 0, 60] }, planes[0])).toBeUndefined();
    const above = planeOfFrame({ ...axial, frame: { ...axial.frame, position: [-100, -100, 500] } })!;
    expect(cutOf(above, planes[1])).toBeUndefined();
  });

  test('lies in both planes, whatever their turn', () => {
    const angle = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(angle, angle, angle, (a, b, c) => {
        const turn = rigidAbout([0, 0, 30], [a, b, c], [0, 0, 0]);
        const [source, target] = planes;
        const corners = source.corners.map((corner) => moved(turn, corner)) as unknown as typeof source.corners;
        const normal = subtract(moved(turn, source.normal), moved(turn, [0, 0, 0]));
        const tilted = { ...source, centre: moved(turn, source.centre), normal, corners };
        for (const end of cutOf(tilted, target) ?? []) {
          expect(dot(subtract(end, target.centre), target.normal)).toBeCloseTo(0, 6);
          expect(dot(subtract(end, tilted.centre), tilted.normal)).toBeCloseTo(0, 6);
        }
      }),
    );
  });

  test('a plane of a volume reaches as far as the volume does', () => {
    const bounds: Vector3[] = [-10, 30].flatMap((x) => [0, 50].flatMap((y) => [5, 25].map((z): Vector3 => [x, y, z])));
    const plane = planeThrough({
      frameOfReferenceUID: '1.9',
      point: [0, 10, 20],
      right: [1, 0, 0],
      down: [0, 0, -1],
      normal: [0, 1, 0],
      bounds,
    });
    expect([plane.centre, plane.corners[0], plane.corners[2]]).toEqual([
      [10, 10, 15],
      [-10, 10, 25],
      [30, 10, 5],
    ]);
  });
});

describe('H1: the place to show', () => {
  test('is where the other box’s own axis meets the plane, across a link', () => {
    const turn = rigidAbout([0, 0, 0], [0, 0, 0], [3, 0, -200]);
    const point = pointToShow(planes[0], planes[0], turn)!;
    expect(point.map((part) => Math.round(part * 1e6) / 1e6)).toEqual([0, 0, -170]);
    expect(pointToShow(planes[0], planes[1], turn)).toBeUndefined();
  });

  test('beyond the last slice is more than half a slice from it', () => {
    expect(nearestSlice([0, 2, 4], 4.9)).toMatchObject({ index: 2, beyond: false });
    expect(nearestSlice([4, 2, 0], 5.1)).toMatchObject({ index: 0, beyond: true });
    expect(nearestSlice([], 1)).toBeUndefined();
  });
});

test('a rigid movement and its inverse leave every point where it was, and keep their angle', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(number, number, number), fc.tuple(number, number, number), (angles, shift) => {
      const transform = rigidAbout([10, -20, 30], angles, shift);
      const back = moved(inverseOf(transform), moved(transform, [7, 8, 9]));
      expect(back).toEqual([expect.closeTo(7, 9), expect.closeTo(8, 9), expect.closeTo(9, 9)]);
      expect(turnDegrees(inverseOf(transform))).toBeCloseTo(turnDegrees(transform), 4);
    }),
  );
});
