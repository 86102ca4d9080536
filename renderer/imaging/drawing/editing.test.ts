import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angleOf, areaOfPolygon, distanceOf, ellipseOf, towards } from '#shared/annotations/flat.ts';
import type { FlatPoint } from '#shared/annotations/ground.ts';
import { handlesOf, withHandleAt } from './editing.ts';
import { figureOf } from './figures.ts';

const p = (x: number, y: number): FlatPoint => ({ x, y });
const place = fc.record({
  x: fc.double({ min: -200, max: 200, noNaN: true }),
  y: fc.double({ min: -200, max: 200, noNaN: true }),
});

describe('handles', () => {
  test('a rectangle keeps the corner across, whichever of the four is moved', () => {
    const box = [p(0, 0), p(20, 10)];
    for (const handle of [0, 1, 2, 3]) {
      const across = handlesOf('rectangle', box)[(handle + 2) % 4] as FlatPoint;
      const next = withHandleAt('rectangle', box, handle, p(30, 40));
      expect(handlesOf('rectangle', next)).toContainEqual(across);
      expect(areaOfPolygon(handlesOf('rectangle', next))).toBe(Math.abs((30 - across.x) * (40 - across.y)));
    }
  });

  test('an ellipse is turned by an end of an axis: the other end stays, the other axis keeps its length, square to it', () => {
    const ellipse = [p(0, 10), p(40, 10), p(20, 0), p(20, 20)];
    const turned = withHandleAt('ellipse', ellipse, 1, p(0, 50));
    expect(turned[0]).toEqual(p(0, 10));
    const { one, other } = ellipseOf(turned);
    expect([angleOf(one, other), 2 * Math.hypot(other.x, other.y)]).toEqual([90, 20]);
    const widened = withHandleAt('ellipse', ellipse, 2, p(20, -20));
    expect(ellipseOf(widened).middle.y).toBe(0);
    expect(distanceOf(widened[0] as FlatPoint, widened[1] as FlatPoint)).toBe(40);
  });

  test('the short axis stays square to the long one, whatever is moved where', () => {
    fc.assert(
      fc.property(place, place, place, fc.integer({ min: 0, max: 3 }), place, (a, b, c, handle, to) => {
        fc.pre(distanceOf(a, b) > 1);
        const axes = figureOf('bidirectional', [a, b, c]);
        const next = withHandleAt('bidirectional', axes, handle, to) as [FlatPoint, FlatPoint, FlatPoint, FlatPoint];
        fc.pre(distanceOf(next[0], next[1]) > 1 && distanceOf(next[2], next[3]) > 1e-3);
        expect(angleOf(towards(next[0], next[1]), towards(next[2], next[3]))).toBeCloseTo(90, 5);
      }),
    );
  });

  test('a width of the heart stays level, and the other one where it is', () => {
    const widths = [p(10, 0), p(30, 0), p(0, 15), p(50, 15)];
    expect(withHandleAt('cardiothoracicRatio', widths, 1, p(35, 5))).toEqual([p(10, 5), p(35, 5), p(0, 15), p(50, 15)]);
  });

  test('a line of many points has no handles: it is moved as a whole', () => {
    expect(
      handlesOf(
        'freehand',
        Array.from({ length: 200 }, (_, index) => p(index, 0)),
      ),
    ).toEqual([]);
  });
});
