import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabel } from './labelPlace.ts';

const box = { width: 288, height: 700 };
const words = '97.4 mm at detector';
const wordsWide = words.length * 7.3;

test('beside the right end where there is room, whichever way the line was drawn', () => {
  const places = [placeLabel({ x: 40, y: 90 }, { x: 70, y: 80 }, words, box)];
  places.push(placeLabel({ x: 70, y: 80 }, { x: 40, y: 90 }, words, box));
  expect(places).toEqual([
    { x: 78, y: 84, anchor: 'start' },
    { x: 78, y: 84, anchor: 'start' },
  ]);
});

test('beside the left end when the right one stands at the edge', () => {
  expect(placeLabel({ x: 200, y: 380 }, { x: 270, y: 400 }, words, box)).toEqual({ x: 192, y: 384, anchor: 'end' });
});

test('never cut at the edge, and never over the letters at the sides', () => {
  const point = fc.record({
    x: fc.double({ min: 0, max: 288, noNaN: true }),
    y: fc.double({ min: 0, max: 700, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (from, to) => {
      const { x, y, anchor } = placeLabel(from, to, words, box);
      const start = anchor === 'end' ? x - wordsWide : x;
      expect(start).toBeGreaterThanOrEqual(34);
      expect(start + wordsWide).toBeLessThanOrEqual(box.width - 34 + 1e-6);
      expect(y).toBeGreaterThanOrEqual(14);
      expect(y).toBeLessThanOrEqual(700);
    }),
  );
});
