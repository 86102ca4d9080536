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

test('while a volume fills, it is drawn again only after a rest four times as long as a drawing', () => {
  const { steps, asked } = stepsOn(4_000);
  steps.moved();
  for (let part = 0; part < 30; part += 1) {
    steps.more();
    vi.advanceTimersByTime(100);
  }
  // A coarse drawing takes a second: in three seconds of slices none is begun, in the fifth one is.
  expect(asked.filter((multiplier) => multiplier === 4)).toHaveLength(1);
  vi.advanceTimersByTime(1_500);
  expect(asked.filter((multiplier) => multiplier === 4)).toHaveLength(2);
});
