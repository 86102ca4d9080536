import { expect, test } from 'vitest';
import { areaOfPolygon } from '#shared/annotations/flat.ts';
import { thinLine } from './thinLine.ts';

const circle = (points: number) =>
  Array.from({ length: points }, (_, index) => {
    const angle = (2 * Math.PI * index) / points;
    return { x: 50 * Math.cos(angle), y: 50 * Math.sin(angle) };
  });

test('a circle of 20,000 points keeps its ends and its area, of at most 500', () => {
  const line = circle(20_000);
  const thin = thinLine(line, 500, 0.001);
  expect(thin.length).toBeLessThanOrEqual(500);
  expect([thin[0], thin.at(-1)]).toEqual([line[0], line.at(-1)]);
  expect(areaOfPolygon(thin) / areaOfPolygon(line)).toBeCloseTo(1, 3);
});

test('points on a straight line go first; a corner stays', () => {
  const side = Array.from({ length: 100 }, (_, x) => ({ x, y: 0 }));
  const up = Array.from({ length: 100 }, (_, y) => ({ x: 99, y }));
  expect(thinLine([...side, ...up], 50, 0.1)).toEqual([
    { x: 0, y: 0 },
    { x: 99, y: 0 },
    { x: 99, y: 99 },
  ]);
});
