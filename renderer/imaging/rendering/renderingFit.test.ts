import { expect, test } from 'vitest';
import { type BodyBox, fittingScale } from './renderingFit.ts';

/** 300 mm wide, 200 deep, 150 high. */
const body: BodyBox = {
  middle: [0, 0, 0],
  reach: [
    [300, 0, 0],
    [0, 200, 0],
    [0, 0, 150],
  ],
};

test('a body is wholly in view from each side, and reaches the box along one axis but for a margin', () => {
  const fromFront = (aspect: number) => fittingScale(body, [0, -1, 0], [0, 0, 1], aspect);
  // A wide box is filled from head to feet, a narrow one from side to side.
  expect(fromFront(4)).toBeCloseTo((150 / 2) * 1.05);
  expect(fromFront(0.5)).toBeCloseTo((300 / 0.5 / 2) * 1.05);
  expect(fittingScale(body, [1, 0, 0], [0, 0, 1], 1)).toBeCloseTo((200 / 2) * 1.05);
  expect(fittingScale(body, [0, 0, 1], [0, -1, 0], 1.5)).toBeCloseTo((200 / 2) * 1.05);
});

test('turned about its length, it is never drawn smaller than from its widest side', () => {
  for (const degrees of [0, 20, 45, 70, 90]) {
    const angle = (degrees * Math.PI) / 180;
    const scale = fittingScale(body, [Math.sin(angle), -Math.cos(angle), 0], [0, 0, 1], 1);
    expect(scale).toBeLessThanOrEqual((300 / 2) * 1.05 + 1e-9);
    expect(scale).toBeGreaterThanOrEqual((200 / 2) * 1.05 - 1e-9);
  }
});
