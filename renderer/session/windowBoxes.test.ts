import { expect, test } from 'vitest';
import { arrangementOf, isThreePlanes, stackOf, threePlanesOf } from './arrangement.ts';
import { inOpenWindows, mainPart, partOf, windowOf, withoutWindow, withPart, withWindow } from './windowBoxes.ts';

const [a, b, c, d] = [stackOf('a'), stackOf('b'), stackOf('c'), stackOf('d')];
const two = arrangementOf(1, 2, [a, b]);
const open = withWindow(withWindow(two, 'left', c), 'right', d);

test('a further window has its own boxes after those of the page', () => {
  expect(open.boxes).toEqual([a, b, c, d]);
  expect(partOf(open, '')).toMatchObject({ first: 0, rows: 1, columns: 2, boxes: [a, b] });
  expect(partOf(open, 'right')).toMatchObject({ first: 3, boxes: [d] });
  expect([0, 1, 2, 3].map((box) => windowOf(open, box))).toEqual(['', '', 'left', 'right']);
  expect(mainPart(open)).toEqual(two);
});

test('arranging one window leaves the boxes of the others what they were', () => {
  const four = withPart(open, '', arrangementOf(2, 2, [a, b]));
  expect(four.boxes).toEqual([a, b, undefined, undefined, c, d]);
  expect(partOf(four, 'left')).toMatchObject({ first: 4, boxes: [c] });
  const wider = withPart(open, 'left', arrangementOf(1, 2, [c, a]));
  expect(wider.boxes).toEqual([a, b, c, a, d]);
  expect(partOf(wider, 'right')).toMatchObject({ first: 4, boxes: [d] });
});

test('closing a window takes its boxes and no other’s', () => {
  expect(withoutWindow(open, 'left').boxes).toEqual([a, b, d]);
  expect(withoutWindow(withoutWindow(open, 'left'), 'right')).toEqual(two);
});

test('whoever hangs the page’s boxes anew, or undoes it, keeps the windows that are open now and no others', () => {
  expect(inOpenWindows(threePlanesOf('a'), open).boxes).toHaveLength(5);
  expect(isThreePlanes(inOpenWindows(threePlanesOf('a'), open))).toBe(true);
  expect(inOpenWindows(open, two)).toEqual(two);
  expect(inOpenWindows(two, open)).toEqual(open);
  const later = withPart(open, 'left', arrangementOf(1, 1, [b]));
  expect(inOpenWindows(open, later).boxes).toEqual([a, b, c, d]);
});
