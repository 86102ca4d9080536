import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groundOf, measured, type Pixels } from '#tests/fixtures/measuredFigure.ts';
import { patientScale } from '../dicom/scale.ts';
import type { Vector3 } from '../dicom/vectors.ts';
import { axesOfPlane, type Ground } from './ground.ts';
import { measureFigure } from './measureFigure.ts';

const iop = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ImagePositionPatient: [0, 0, 0] };
const ct = { Modality: ['CT'], PixelSpacing: [0.5, 0.5], ...iop };
/** A circle of radius 10 pixels about (50, 50), and a box of 20 by 10. */
const circle: Pixels = [
  [40, 50],
  [60, 50],
  [50, 40],
  [50, 60],
];
const box: Pixels = [
  [40, 50],
  [60, 60],
];

describe('figures of known values', () => {
  const ground = groundOf(ct);

  test('both axes of a nodule', () => {
    expect(
      measured(
        'bidirectional',
        [
          [10, 10],
          [40, 50],
          [20, 40],
          [30, 30],
        ],
        ground,
      ),
    ).toEqual(['longAxis 25.00 mm', 'shortAxis 7.07 mm', 'patient']);
  });

  test('the longer of two axes is the long one, whichever was drawn first', () => {
    const pixels: Pixels = [
      [20, 40],
      [30, 30],
      [10, 10],
      [40, 50],
    ];
    expect(measured('bidirectional', pixels, ground)).toEqual(['longAxis 25.00 mm', 'shortAxis 7.07 mm', 'patient']);
  });

  test('an ellipse has its exact area, turned or not', () => {
    expect(measured('ellipse', circle, ground)).toEqual([`area ${(Math.PI * 25).toFixed(2)} mm²`, 'patient']);
    const turned: Pixels = [
      [42, 44],
      [58, 56],
      [47, 54],
      [53, 46],
    ];
    expect(measured('ellipse', turned, ground)[0]).toBe(`area ${((Math.PI * 10 * 5) / 4).toFixed(2)} mm²`);
  });

  test('a freehand line encloses what it encloses, whichever way it was drawn', () => {
    const ell: Pixels = [
      [0, 0],
      [20, 0],
      [20, 10],
      [10, 10],
      [10, 30],
      [0, 30],
    ];
    expect(measured('freehand', ell, ground)[0]).toBe('area 100.00 mm²');
    expect(measured('freehand', [...ell].reverse(), ground)[0]).toBe('area 100.00 mm²');
  });

  test.each<[string, Pixels, string]>([
    [
      '30°',
      [
        [100, 100],
        [0, 100],
        [100, 100 - 100 * Math.tan(Math.PI / 6)],
      ],
      'angle 30.00 °',
    ],
    [
      '180°',
      [
        [0, 0],
        [10, 0],
        [20, 0],
      ],
      'angle 180.00 °',
    ],
    [
      'of no length',
      [
        [0, 0],
        [0, 0],
        [20, 0],
      ],
      'angle 0.00 °',
    ],
  ])('an angle of %s', (_, pixels, expected) => {
    expect(measured('angle', pixels, ground)).toEqual([expected, '-']);
  });

  test.each<[string, number, string]>([
    ['0°', 0, 'cobb 0.00 °'],
    ['47°', 47, 'cobb 47.00 °'],
    ['more than a right angle', 110, 'cobb 110.00 °'],
    ['170°, which is two upright lines', 170, 'cobb 10.00 °'],
  ])('Cobb: two end plates at %s, whichever way each line was drawn', (_, degrees, expected) => {
    const half = (degrees * Math.PI) / 360;
    const [upper, lower] = [-1, 1].map(
      (sign): Pixels => [
        [0, 100],
        [50 * Math.cos(half), 100 + sign * 50 * Math.sin(half)],
      ],
    ) as [Pixels, Pixels];
    expect(measured('cobb', [...upper, ...lower], ground)[0]).toBe(expected);
    expect(measured('cobb', [...upper, ...[...lower].reverse()], ground)[0]).toBe(expected);
  });

  test('Q10: angles and areas of pixels that are not square are those of the patient', () => {
    const tall = groundOf({ Modality: ['CT'], PixelSpacing: [2, 1], ...iop });
    // 20 px across and 10 px down are 20 mm and 20 mm: half a right angle.
    expect(
      measured(
        'angle',
        [
          [20, 0],
          [0, 0],
          [20, 10],
        ],
        tall,
      )[0],
    ).toBe('angle 45.00 °');
    expect(
      measured(
        'cobb',
        [
          [0, 0],
          [20, 0],
          [0, 0],
          [20, 10],
        ],
        tall,
      )[0],
    ).toBe('cobb 45.00 °');
    expect(measured('rectangle', box, tall)[0]).toBe('area 400.00 mm²');
    // An ellipse that is a circle in the patient: 10 mm to each side.
    const round: Pixels = [
      [40, 50],
      [60, 50],
      [50, 45],
      [50, 55],
    ];
    expect(measured('ellipse', round, tall)[0]).toBe(`area ${(Math.PI * 100).toFixed(2)} mm²`);
    const aspect = groundOf({ Modality: ['OT'], PixelAspectRatio: [2, 1] });
    expect(
      measured(
        'angle',
        [
          [20, 0],
          [0, 0],
          [20, 10],
        ],
        aspect,
      )[0],
    ).toBe('angle 45.00 °');
  });

  test('the cardiothoracic ratio in percent, and both widths with their basis', () => {
    const chest = groundOf({ Modality: ['DX'], ImagerPixelSpacing: [0.2, 0.2] });
    expect(
      measured(
        'cardiothoracicRatio',
        [
          [800, 900],
          [1500, 900],
          [400, 1100],
          [1800, 1100],
        ],
        chest,
      ),
    ).toEqual(['ratio 50.00 %', 'heart 140.00 mm', 'thorax 280.00 mm', 'detector']);
    const empty: Pixels = [
      [0, 0],
      [1, 0],
      [5, 5],
      [5, 5],
    ];
    expect(measured('cardiothoracicRatio', empty, chest)[0]).toBe('heart 0.20 mm');
  });

  test('marks and words measure nothing', () => {
    for (const kind of ['arrow', 'text', 'spineLabel', 'keyImage'] as const) {
      expect(
        measured(
          kind,
          [
            [1, 1],
            [2, 2],
          ],
          ground,
        ),
      ).toEqual(['-']);
    }
  });
});

test('planes: 25.0 mm is 25.0 mm in any plane, along axes that its normal alone gives', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 6.28, noNaN: true }),
      (z, turn) => {
        const across = Math.sqrt(1 - z * z);
        const normal: Vector3 = [across * Math.cos(turn), across * Math.sin(turn), z];
        const { right, down } = axesOfPlane(normal);
        const ground: Ground = {
          origin: [10, 20, 30],
          right,
          down,
          pixel: { betweenRows: 1, betweenColumns: 1 },
          scaleFor: () => patientScale,
        };
        const ends: Vector3[] = [
          [10, 20, 30],
          [10 + 15 * right[0] + 20 * down[0], 20 + 15 * right[1] + 20 * down[1], 30 + 15 * right[2] + 20 * down[2]],
        ];
        expect(measureFigure('length', ends, ground).values[0]?.value).toBeCloseTo(25, 9);
        expect(right[0] * down[0] + right[1] * down[1] + right[2] * down[2]).toBeCloseTo(0, 12);
        expect(right[0] * normal[0] + right[1] * normal[1] + right[2] * normal[2]).toBeCloseTo(0, 12);
      },
    ),
  );
  expect(axesOfPlane([0, 0, 1])).toEqual({ right: [1, 0, 0], down: [0, 1, 0] });
  expect(axesOfPlane([0, 0, -1])).toEqual({ right: [1, 0, 0], down: [0, 1, 0] });
  expect(axesOfPlane([0, 1, 0])).toEqual({ right: [1, 0, 0], down: [0, 0, -1] });
  expect(axesOfPlane([1, 0, 0])).toEqual({ right: [0, 1, 0], down: [0, 0, -1] });
});
