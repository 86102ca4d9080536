import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SampleSteps } from './renderingSteps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stepsOn(fullMs: number) {
  let now = 0;
  const asked: number[] = [];
  const steps: SampleSteps = new SampleSteps(
    (multiplier) => {
      asked.push(multiplier);
      now += fullMs / multiplier;
      steps.drawn();
    },
    () => now,
  );
  return { steps, asked };
}

test('coarse while it turns, full when it stands still', () => {
  const { steps, asked } = stepsOn(300);
  steps.moved();
  steps.moved();
  expect(asked).toEqual([4, 4]);
  vi.advanceTimersByTime(300);
  expect(asked).toEqual([4, 4, 1]);
});

test('a slow computer is not asked for what would make the page stand still', () => {
  const { steps, asked } = stepsOn(6_000);
  steps.moved();
  vi.advanceTimersByTime(300);
  // At full steps six seconds, at every second voxel three, at every fourth one and a half: that is what it has already.
  expect(asked).toEqual([4]);
  const slow = stepsOn(50_000);
  slow.steps.moved();
  slow.steps.moved();
  vi.advanceTimersByTime(300);
  expect(slow.asked).toEqual([4, 8]);
});
