import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endsOf, placeLabels } from './labelPlaces.ts';

const box = { width: 600, height: 400 };
const wish = (id: string, left: number, top: number, right: number, bottom: number) => ({
  ...{ id, width: 100, height: 34, at: undefined },
  bounds: { left, top, right, bottom },
});

test('words stand at the right of their figure, at its left where there is no room, and below where there is none beside', () => {
  const [right, left, under] = placeLabels(
    [wish('a', 100, 100, 200, 120), wish('b', 400, 200, 560, 220), wish('c', 40, 300, 560, 310)],
    box,
  );
  expect(right).toMatchObject({ left: 208, top: 93 });
  expect(left).toMatchObject({ left: 292 });
  expect(under).toMatchObject({ top: 318 });
});

test('words of a slanting line stand beside its end, not beside the middle of its bounds', () => {
  const line = [
    { x: 100, y: 60 },
    { x: 200, y: 260 },
  ];
  const [label] = placeLabels([{ ...wish('a', 100, 60, 200, 260), ends: endsOf(line) }], box);
  expect(label).toMatchObject({ left: 208, top: 260 - 17 });
  expect(endsOf([])).toBeUndefined();
});

test('words stand beside the figures of others, also of those that have no words here', () => {
  const [label] = placeLabels([wish('a', 100, 100, 200, 120)], box, [], [wish('b', 205, 60, 320, 160)]);
  // Not at the right: there the other figure is. Not at the left: there the box ends.
  expect(label).toMatchObject({ left: 100, top: 128 });
  const everywhere = [wish('b', 0, 0, 600, 400)];
  expect(placeLabels([wish('a', 100, 100, 200, 120)], box, [], everywhere)[0]).toMatchObject({ left: 208 });
});

test('words lie over no other words while there is room', () => {
  const labels = placeLabels(
    [wish('a', 100, 100, 200, 120), wish('b', 100, 105, 200, 125), wish('c', 100, 110, 200, 130)],
    box,
  );
  for (const [index, one] of labels.entries()) {
    for (const other of labels.slice(index + 1)) {
      const apart =
        one.left + one.width <= other.left ||
        other.left + other.width <= one.left ||
        one.top + one.height <= other.top ||
        other.top + other.height <= one.top;
      expect(apart, `${one.id} and ${other.id}`).toBe(true);
    }
  }
});

test('words are never cut, wherever their figure lies and wherever the reader has put them', () => {
  const number = fc.integer({ min: -500, max: 1_100 });
  fc.assert(
    fc.property(number, number, fc.option(fc.record({ x: number, y: number }), { nil: undefined }), (x, y, at) => {
      const [label] = placeLabels([{ ...wish('a', x, y, x + 50, y + 20), at }], box);
      expect(label && label.left >= 2 && label.left + label.width <= box.width).toBe(true);
      expect(label && label.top >= 2 && label.top + label.height <= box.height).toBe(true);
    }),
  );
});
