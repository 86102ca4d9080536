import { describe, expect, test } from 'vitest';
import type { Ground } from '#shared/annotations/ground.ts';
import { patientScale } from '#shared/dicom/scale.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { lengthOfNumber, uuidOf } from '#tests/fixtures/annotations.ts';
import { hitAt, reach } from './hitTest.ts';
import { projectionOf } from './projection.ts';
import { type Shape, shapeOf } from './shapes.ts';

const ground: Ground = {
  origin: [0, 0, 0],
  right: [1, 0, 0],
  down: [0, 1, 0],
  pixel: { betweenRows: 1, betweenColumns: 1 },
  scaleFor: () => patientScale,
};
const projection = projectionOf({ boxPointAt: ([x, y]) => ({ x: 2 * x, y: 2 * y }) }, ground);
const options = { tolerance: reach.fine, selected: undefined };
const across = (number: number, y: number): Shape =>
  shapeOf(
    lengthOfNumber(number, {
      points: [
        [0, y, 0],
        [100, y, 0],
      ] as Vector3[],
    }),
    ground,
  );

describe('what lies under the pointer', () => {
  test('a handle before a line, the nearer before the farther, the selected before all', () => {
    const shapes = [across(1, 50), across(2, 52)];
    const at = (x: number, y: number, selected?: string) =>
      hitAt({ x, y }, shapes, [], projection, { ...options, selected });
    expect(at(100, 104)).toEqual({ id: uuidOf(2), part: { kind: 'body' } });
    expect(at(100, 101)).toEqual({ id: uuidOf(1), part: { kind: 'body' } });
    expect(at(100, 103, uuidOf(1))?.id).toBe(uuidOf(1));
    expect(at(201, 105)).toEqual({ id: uuidOf(2), part: { kind: 'handle', handle: 1 } });
    expect(at(100, 130)).toBeUndefined();
  });

  test('inside an ellipse is not on it: what is measured does not get in the way', () => {
    const points: Vector3[] = [
      [0, 50, 0],
      [100, 50, 0],
      [50, 0, 0],
      [50, 100, 0],
    ];
    const ellipse = [shapeOf(lengthOfNumber(1, { kind: 'ellipse', points }), ground)];
    expect(hitAt({ x: 100, y: 100 }, ellipse, [], projection, options)).toBeUndefined();
    expect(
      hitAt({ x: 100 + 100 * Math.SQRT1_2, y: 100 + 100 * Math.SQRT1_2 }, ellipse, [], projection, options)?.id,
    ).toBe(uuidOf(1));
  });

  test('10,000 figures: only those that lie near are looked at', () => {
    let looked = 0;
    const shapes = Array.from({ length: 10_000 }, (_, number) => {
      const [x, y] = [(number % 100) * 20, Math.floor(number / 100) * 20];
      const shape = shapeOf(
        lengthOfNumber(number, {
          points: [
            [x, y, 0],
            [x + 10, y + 5, 0],
          ] as Vector3[],
        }),
        ground,
      );
      return {
        ...shape,
        get strokes() {
          looked += 1;
          return shape.strokes;
        },
      };
    });
    const [x, y] = [37 * 20 + 5, 42 * 20 + 2.5];
    expect(hitAt({ x: 2 * x, y: 2 * y }, shapes, [], projection, options)?.id).toBe(uuidOf(4_237));
    expect(looked).toBeLessThan(5);
  });
});
