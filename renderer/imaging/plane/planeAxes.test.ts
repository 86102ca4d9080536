import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cross, dot, lengthOf, type Vector3 } from '#shared/dicom/vectors.ts';
import { lettersOfDirections } from '../placement/letters.ts';
import {
  type Axes,
  anatomicalAxes,
  axesAlong,
  obliqueDegrees,
  rotatedAbout,
  scrollAxisOf,
  turned,
} from './planeAxes.ts';

const planes = ['axial', 'coronal', 'sagittal'] as const;
const turns = fc.array(fc.tuple(fc.constantFrom(...planes), fc.double({ min: -180, max: 180, noNaN: true })), {
  maxLength: 60,
});
const afterTurns = (list: readonly (readonly [(typeof planes)[number], number])[]) =>
  list.reduce<Axes>((axes, [plane, degrees]) => turned(axes, plane, degrees), anatomicalAxes);
const rightOf = (axes: Axes, plane: (typeof planes)[number]) => cross(axes[plane].up, axes[plane].towardsViewer);

describe('oblique planes', () => {
  test('any turns leave the three normals and each plane’s own axes at right angles, to a millionth', () => {
    fc.assert(
      fc.property(turns, (list) => {
        const axes = afterTurns(list);
        for (const plane of planes) {
          const { towardsViewer, up } = axes[plane];
          expect(lengthOf(towardsViewer)).toBeCloseTo(1, 9);
          expect(lengthOf(up)).toBeCloseTo(1, 9);
          expect(dot(up, towardsViewer)).toBeCloseTo(0, 9);
          for (const other of planes) {
            if (other !== plane) expect(dot(towardsViewer, axes[other].towardsViewer)).toBeCloseTo(0, 9);
          }
        }
      }),
    );
  });

  test('Q9: no turn mirrors: the planes keep the handedness that anatomy has', () => {
    const handed = (axes: Axes) =>
      dot(cross(scrollAxisOf(axes, 'sagittal'), scrollAxisOf(axes, 'coronal')), scrollAxisOf(axes, 'axial'));
    fc.assert(
      fc.property(turns, (list) => {
        expect(handed(afterTurns(list))).toBeCloseTo(handed(anatomicalAxes), 6);
      }),
    );
  });

  test('the plane in which the crosshair is turned stays; the others turn by the angle, and back again', () => {
    const axes = turned(anatomicalAxes, 'axial', 12);
    expect(axes.axial).toBe(anatomicalAxes.axial);
    expect([obliqueDegrees(axes, 'coronal'), obliqueDegrees(axes, 'sagittal')]).toEqual([
      expect.closeTo(12, 9),
      expect.closeTo(12, 9),
    ]);
    const back = turned(axes, 'axial', -12);
    for (const plane of planes) expect(obliqueDegrees(back, plane)).toBeCloseTo(0, 6);
    expect(planes.map((plane) => obliqueDegrees(anatomicalAxes, plane))).toEqual([0, 0, 0]);
  });

  test('clockwise on the screen of the axial plane: the coronal line falls to the right', () => {
    // In the axial plane the coronal plane's line points to the screen's right, which is the patient's left.
    const axes = turned(anatomicalAxes, 'axial', 30);
    const line = cross(axes.axial.towardsViewer, axes.coronal.towardsViewer);
    const towardsRight = line[0] < 0 ? ([-line[0], -line[1], -line[2]] as const) : line;
    expect(towardsRight[0]).toBeCloseTo(Math.cos(Math.PI / 6), 9);
    expect(towardsRight[1]).toBeCloseTo(0.5, 9);
  });

  test('Q9: letters of the anatomical planes; a turned plane has those of its own directions', () => {
    const letters = (axes: Axes, plane: (typeof planes)[number]) => {
      const { up } = axes[plane];
      return lettersOfDirections(rightOf(axes, plane), [-up[0], -up[1], -up[2]]);
    };
    expect(letters(anatomicalAxes, 'axial')).toMatchObject({ right: 'L', left: 'R', top: 'A', bottom: 'P' });
    expect(letters(anatomicalAxes, 'coronal')).toMatchObject({ right: 'L', left: 'R', top: 'H', bottom: 'F' });
    expect(letters(anatomicalAxes, 'sagittal')).toMatchObject({ right: 'P', left: 'A', top: 'H', bottom: 'F' });
    expect(letters(turned(anatomicalAxes, 'axial', 30), 'coronal')).toMatchObject({ right: 'LP', left: 'RA' });
  });
});

describe('planes along the slices of an acquisition', () => {
  const tilt = (degrees: number) => ({
    row: [1, 0, 0] as Vector3,
    column: rotatedAbout([0, 1, 0], [1, 0, 0], degrees),
  });

  test('lean as the slices do, each by the same angle, and nothing is mirrored', () => {
    const axes = axesAlong(tilt(-18.5));
    expect(planes.map((plane) => Math.round(obliqueDegrees(axes, plane) * 1e6) / 1e6)).toEqual([18.5, 18.5, 0]);
    expect(rightOf(axes, 'axial')[0]).toBeCloseTo(1, 9);
  });

  test('a sagittal acquisition gives the anatomical planes, not its own rows as left and right', () => {
    expect(axesAlong({ row: [0, 1, 0], column: [0, 0, -1] })).toEqual(anatomicalAxes);
  });

  test('straight slices that were counted the other way leave the planes straight', () => {
    expect(axesAlong({ row: [1, 0, 0], column: [0, -1, 0] })).toEqual(anatomicalAxes);
  });
});
