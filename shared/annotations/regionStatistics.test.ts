import { describe, expect, test } from 'vitest';
import { patientScale } from '../dicom/scale.ts';
import type { ValueUnit } from '../dicom/valueUnit.ts';
import type { Vector3 } from '../dicom/vectors.ts';
import type { Ground } from './ground.ts';
import { statisticsOf, statisticValues, valueAtPoint } from './regionStatistics.ts';
import type { Sampled } from './sampled.ts';

const ground: Ground = {
  origin: [0, 0, 0],
  right: [1, 0, 0],
  down: [0, 1, 0],
  pixel: { betweenRows: 1, betweenColumns: 1 },
  scaleFor: () => patientScale,
};
const hounsfield: ValueUnit = { unit: 'HU', perModalityUnit: 1 };

function sampled(side: number, valueAt: Sampled['valueAt'], part: Partial<Sampled> = {}): Sampled {
  return {
    origin: [0, 0, 0],
    stepRight: [1, 0, 0],
    stepDown: [0, 1, 0],
    columns: side,
    rows: side,
    valueAt,
    unit: hounsfield,
    ...part,
  };
}
/** A disc of 40 HU, radius 20 about (64, 64), in −1000; every second pixel of it 10 more, every other 10 less. */
const disc = sampled(128, (x, y) => (Math.hypot(x - 64, y - 64) <= 20 ? 40 + ((x + y) % 2 === 0 ? 10 : -10) : -1000));
const ellipseAt = (x: number, y: number, rx: number, ry = rx): Vector3[] => [
  [x - rx, y, 0],
  [x + rx, y, 0],
  [x, y - ry, 0],
  [x, y + ry, 0],
];
const valuesOf = (kind: 'ellipse' | 'rectangle' | 'freehand', points: Vector3[], of: Sampled) => {
  const statistics = statisticsOf(kind, points, ground, of);
  if (!statistics.ok) return statistics.failure;
  const { mean, standardDeviation, min, max, count } = statistics.value;
  return [mean, standardDeviation, min, max].map((value) => Math.round(value * 100) / 100).concat(count);
};

describe('discs of known values', () => {
  test('inside the disc: its mean, its SD, and the pixels whose centres lie inside', () => {
    let count = 0;
    for (let y = -10; y <= 10; y += 1) for (let x = -10; x <= 10; x += 1) if (Math.hypot(x, y) <= 10) count += 1;
    const found = valuesOf('ellipse', ellipseAt(64, 64, 10), disc);
    expect(found).toEqual([expect.closeTo(40, 0), expect.closeTo(10, 1), 30, 50, count]);
    expect(count).toBe(317);
  });

  test('a rectangle counts whole pixels, and its corners may be drawn in any order', () => {
    const corners: Vector3[] = [
      [59.5, 59.5, 0],
      [69.5, 69.5, 0],
    ];
    expect(valuesOf('rectangle', corners, disc)).toEqual([40, 10, 30, 50, 100]);
    expect(valuesOf('rectangle', [...corners].reverse(), disc)).toEqual([40, 10, 30, 50, 100]);
    expect(
      valuesOf(
        'rectangle',
        [
          [59.5, 69.5, 0],
          [69.5, 59.5, 0],
        ],
        disc,
      ),
    ).toEqual([40, 10, 30, 50, 100]);
  });

  test('a freehand line that turns back leaves out what it leaves out', () => {
    const flat = sampled(64, (x) => x);
    const horseshoe: Vector3[] = [
      [9.5, 9.5, 0],
      [29.5, 9.5, 0],
      [29.5, 29.5, 0],
      [24.5, 29.5, 0],
      [24.5, 14.5, 0],
      [14.5, 14.5, 0],
      [14.5, 29.5, 0],
      [9.5, 29.5, 0],
    ];
    // 5 rows of 20 columns, 15 rows of the outer 10: √((5·665 + 15·582.5) / 250).
    expect(valuesOf('freehand', horseshoe, flat)).toEqual([19.5, 6.95, 10, 29, 250]);
  });

  test('a turned ellipse over a ramp is as broad as it is', () => {
    const turned: Vector3[] = [
      [40, 40, 0],
      [60, 60, 0],
      [55, 45, 0],
      [45, 55, 0],
    ];
    let [sum, count] = [0, 0];
    for (let y = 0; y < 128; y += 1) {
      for (let x = 0; x < 128; x += 1) {
        const [along, across] = [(x - 50 + y - 50) / 20, (x - 50 - (y - 50)) / 10];
        if (along ** 2 + across ** 2 > 1) continue;
        sum += x;
        count += 1;
      }
    }
    const found = valuesOf(
      'ellipse',
      turned,
      sampled(128, (x) => x),
    );
    expect(found).toEqual([sum / count, expect.any(Number), expect.any(Number), expect.any(Number), count]);
  });
});

test('PX7: padding counts as nothing; a region of padding alone has no values', () => {
  const half = sampled(64, (x) => (x < 20 ? Number.NaN : 100));
  expect(
    valuesOf(
      'rectangle',
      [
        [9.5, 9.5, 0],
        [29.5, 29.5, 0],
      ],
      half,
    ),
  ).toEqual([100, 0, 100, 100, 200]);
  expect(
    valuesOf(
      'rectangle',
      [
        [1, 1, 0],
        [9, 9, 0],
      ],
      half,
    ),
  ).toBe('empty');
});

test('C8: over values that are not there nothing is told, not even of the others', () => {
  const holed = sampled(64, (x) => (x === 30 ? undefined : 100));
  expect(valuesOf('ellipse', ellipseAt(20, 20, 5), holed)).toEqual([100, 0, 100, 100, 81]);
  expect(valuesOf('ellipse', ellipseAt(30, 20, 5), holed)).toBe('sliceMissing');
});

test('a region that lies partly outside the image has no values: a mean over part of it is a mean of another region', () => {
  const seven = sampled(64, () => 7);
  // Its rim lies on the edge of the outermost pixels: nothing of it is outside.
  expect(valuesOf('ellipse', ellipseAt(5, 5, 5), seven)).toEqual([7, 0, 7, 7, 81]);
  const over = [
    [0, 30],
    [30, 0],
    [63, 30],
    [30, 63],
    [-50, 0],
  ] as const;
  for (const [x, y] of over) expect(valuesOf('ellipse', ellipseAt(x, y, 5), seven), `${x} ${y}`).toBe('outside');
  // A raster may be wider than what was measured: that of an oblique plane is.
  const lean = sampled(64, () => 7, { isOutside: (column, row) => column + row < 20 });
  expect(valuesOf('ellipse', ellipseAt(30, 30, 5), lean)).toEqual([7, 0, 7, 7, 81]);
  expect(valuesOf('ellipse', ellipseAt(12, 12, 5), lean)).toBe('outside');
});

test('H2: samples of another shape and place: the region lies in space, not on the screen', () => {
  // Every third mm across, every second down, rows running the other way, from a corner that is not the origin.
  const coarse = sampled(0, (column) => column, {
    origin: [90, 0, 5],
    stepRight: [-3, 0, 0],
    stepDown: [0, 2, 0],
    columns: 30,
    rows: 40,
  });
  expect(
    valuesOf(
      'rectangle',
      [
        [58.5, 9, 5],
        [88.5, 29, 5],
      ],
      coarse,
    ),
  ).toEqual([5.5, 2.87, 1, 10, 100]);
});

test('values are in the unit that stands behind them: SUV is a multiple', () => {
  const pet = sampled(64, () => 5_000, { unit: { unit: 'SUVbw', perModalityUnit: 0.0008 } });
  expect(valuesOf('ellipse', ellipseAt(20, 20, 5), pet)).toEqual([4, 0, 4, 4, 81]);
  const statistics = statisticsOf('ellipse', ellipseAt(20, 20, 5), ground, pet);
  expect(
    statistics.ok && statisticValues(statistics.value, pet.unit.unit).map(({ name, unit }) => `${name} ${unit}`),
  ).toEqual(['mean SUVbw', 'sd SUVbw', 'min SUVbw', 'max SUVbw', 'pixels ']);
  expect(valueAtPoint([20.4, 19.6, 0], pet)).toEqual({ ok: true, value: 4 });
  expect(valueAtPoint([-0.6, 0, 0], pet)).toEqual({ ok: false, failure: 'empty' });
  expect(valueAtPoint([-0.4, 0, 0], pet)).toEqual({ ok: true, value: 4 });
});
