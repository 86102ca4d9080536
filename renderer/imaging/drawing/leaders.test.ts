import { expect, test } from 'vitest';
import { leaderOf } from './leaders.ts';

const label = { left: 300, top: 100, width: 60, height: 20 };
const line = [
  { x: 100, y: 110 },
  { x: 200, y: 110 },
];

test('words that stand away are tied to the nearest place of their figure', () => {
  expect(leaderOf(label, [line])).toEqual({ from: { x: 300, y: 110 }, to: { x: 200, y: 110 } });
  expect(leaderOf({ ...label, left: 120, top: 200 }, [line])).toEqual({
    from: { x: 150, y: 200 },
    to: { x: 150, y: 110 },
  });
});

test('of several strokes the nearer one; words that stand at it need none', () => {
  const other = [{ x: 400, y: 110 }];
  expect(leaderOf(label, [line, other])?.to).toEqual({ x: 400, y: 110 });
  expect(leaderOf({ ...label, left: 208 }, [line])).toBeUndefined();
  expect(leaderOf(label, [])).toBeUndefined();
});
