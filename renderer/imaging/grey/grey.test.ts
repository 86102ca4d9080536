import { describe, expect, test } from 'vitest';
import { expectedGrey, type VOILUTFunction } from '#shared/dicom/presentationValues.ts';
import { windowOfValues } from './defaultWindow.ts';
import { draggedGrey, withWindow } from './dragWindow.ts';
import { applyGrey, type GreyState, greyPoints, spanOfTable } from './grey.ts';

/** Grey as a graphics card makes it from the points: straight between them, flat outside. */
function drawnGrey(grey: GreyState, value: number): number {
  const points = greyPoints(grey);
  const after = points.findIndex(([at]) => at >= value);
  const brightness = ((): number => {
    if (after === 0) return points[0]![1];
    if (after < 0) return points.at(-1)![1];
    const [[x0, y0], [x1, y1]] = [points[after - 1]!, points[after]!];
    return y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
  })();
  return Math.round(255 * (grey.inverted ? 1 - brightness : brightness));
}

const greyOf = (voiFunction: VOILUTFunction, inverted = false): GreyState => ({
  window: { center: 40, width: 400 },
  voiFunction,
  inverted,
  table: undefined,
});

describe('O: grey equals the oracle within 1 of 255, for every function and inversion', () => {
  test.each(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const)('%s', (voiFunction) => {
    for (const inverted of [false, true]) {
      const grey = greyOf(voiFunction, inverted);
      for (let value = -1100; value <= 1400; value += 7) {
        const oracle = expectedGrey(value, grey.window, voiFunction, inverted);
        expect(Math.abs(drawnGrey(grey, value) - oracle)).toBeLessThanOrEqual(1);
      }
    }
  });

  test('PX4: an inverting VOI LUT is followed entry by entry', () => {
    const table = { firstMapped: 100, bitsPerEntry: 8, entries: [255, 128, 0] };
    const grey = { ...greyOf('LINEAR'), window: spanOfTable(table), table };
    expect([50, 100, 101, 102, 500].map((value) => drawnGrey(grey, value))).toEqual([255, 255, 128, 0, 0]);
  });
});

test('SF22, SF26: our points replace whatever was in the actor, once inverted and never twice', () => {
  const points: number[][] = [[1, 2, 3, 4]];
  const transfer = {
    removeAllPoints: () => points.splice(0),
    addRGBPoint: (...point: number[]) => points.push(point),
    setMappingRange: () => undefined,
    modified: () => undefined,
  };
  const viewport = {
    getDefaultActor: () => ({ actor: { getProperty: () => ({ getRGBTransferFunction: () => transfer }) } }),
  };
  applyGrey(viewport, greyOf('LINEAR_EXACT', true));
  applyGrey(viewport, greyOf('LINEAR_EXACT', true));
  expect(points).toEqual([
    [-160, 1, 1, 1],
    [240, 0, 0, 0],
  ]);
});

test('a window of the reader sets a LUT of the data aside, and never turns inside out', () => {
  const grey = { ...greyOf('LINEAR'), table: { firstMapped: 0, bitsPerEntry: 8, entries: [0] } };
  expect(withWindow(grey, 50, -20)).toMatchObject({ window: { center: 50, width: 1 }, table: undefined });
  expect(draggedGrey(greyOf('LINEAR'), 30, -15).window).toMatchObject({ center: 20, width: 440 });
});

test('PX6: one hot pixel does not set the window', () => {
  const values = new Float32Array(10_000).map((_, index) => index % 100);
  values[77] = 1e6;
  const { center, width } = windowOfValues(values, { min: 0, max: 1e6 });
  expect([center, width].map(Math.round)).toEqual([50, 98]);
});

test('PX11: fractions that lie within one have a window as narrow as they are', () => {
  const values = Float32Array.from({ length: 1_000 }, (_, index) => index * 3e-6);
  const { center, width } = windowOfValues(values, { min: 0, max: 999 * 3e-6 });
  expect(center).toBeCloseTo(0.001505, 4);
  expect(width).toBeCloseTo(0.002955, 4);
});

test('PX7: what lies below the least value is hidden by opacity, and shown again with an image that has no background', () => {
  const opacities: unknown[] = [];
  const transfer = { removeAllPoints() {}, addRGBPoint: () => 0, setMappingRange() {}, modified() {} };
  const property = {
    getRGBTransferFunction: () => transfer,
    setScalarOpacity: (_index: number, opacity: unknown) => opacities.push(opacity),
  };
  const viewport = { getDefaultActor: () => ({ actor: { getProperty: () => property } }) };
  const grey = greyOf('LINEAR', true);
  applyGrey(viewport, grey);
  expect(opacities).toEqual([]);
  applyGrey(viewport, grey, -1000);
  const hidden = opacities[0] as { getValue(at: number): number };
  expect([-32_768, -1001, -1000, 0, 3000].map((value) => hidden.getValue(value))).toEqual([0, 0, 1, 1, 1]);
  applyGrey(viewport, grey);
  expect(opacities).toHaveLength(2);
  expect(opacities[1]).toBeNull();
});
