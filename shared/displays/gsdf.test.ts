import { expect, test } from 'vitest';
import { jndOfLuminance, luminanceOfJnd } from './gsdf.ts';
import { gsdfCorrection, judgeLuminance, luminanceProblem, measuredLevels } from './luminance.ts';

test.each([
  [1, 0.05],
  [2, 0.0547],
  [3, 0.0594],
  [4, 0.0643],
  [5, 0.0696],
  [6, 0.075],
  [7, 0.0807],
  [8, 0.0866],
  [9, 0.0927],
  [10, 0.0991],
  [512, 130.0653],
])('luminance at JND index %i is that of PS3.14 table B-1: %f cd/m² (K)', (jnd, luminance) => {
  expect(luminanceOfJnd(jnd)).toBeCloseTo(luminance, 4);
});

test('the last index stands near 3993.4 cd/m², within what eight digits of the constants give (K)', () => {
  expect(luminanceOfJnd(1023) / 3993.404).toBeCloseTo(1, 4);
});

test('the two equations are one another turned round, within the standard’s own fit (K)', () => {
  for (let jnd = 5; jnd <= 1020; jnd += 5) expect(jndOfLuminance(luminanceOfJnd(jnd))).toBeCloseTo(jnd, 0);
});

const gsdfMonitor = measuredLevels.map((level) => {
  const [from, to] = [jndOfLuminance(1), jndOfLuminance(350)];
  return luminanceOfJnd(from + ((to - from) * level) / 255);
});
const gamma = (power: number) => measuredLevels.map((level) => 1 + 349 * (level / 255) ** power);

test('a monitor on the GSDF departs from it by next to nothing; 1 to 350 cd/m² is a ratio of 350 (K)', () => {
  const found = judgeLuminance({ levels: gsdfMonitor, ambient: 0 });
  expect(found?.gsdfErrorPercent).toBeLessThan(0.5);
  expect(found?.minimum).toBeCloseTo(1, 2);
  expect(found?.maximum).toBeCloseTo(350, 0);
  expect(found?.ratio).toBeCloseTo(350, 0);
});

test('gamma 2.2 departs by more than the 10 % of a diagnostic monitor, gamma 1.0 by far (K)', () => {
  expect(judgeLuminance({ levels: gamma(2.2), ambient: 0 })?.gsdfErrorPercent).toBeGreaterThan(15);
  const linear = judgeLuminance({ levels: gamma(1), ambient: 0 });
  expect(linear?.gsdfErrorPercent).toBeGreaterThan(150);
  expect(linear?.worstStep).toBe(1);
});

test('room light raises both ends and lowers the ratio (K)', () => {
  const found = judgeLuminance({ levels: gsdfMonitor, ambient: 1 });
  expect(found?.minimum).toBeCloseTo(2, 2);
  expect(found?.ratio).toBeCloseTo(351 / 2, 0);
});

test('a reading that is none is refused with its reason', () => {
  expect(luminanceProblem({ levels: [1, 2], ambient: 0 })).toBe('wrongCount');
  expect(luminanceProblem({ levels: gamma(2.2).map((value, at) => (at === 3 ? Number.NaN : value)), ambient: 0 })).toBe(
    'notNumbers',
  );
  expect(luminanceProblem({ levels: [...gamma(2.2)].reverse(), ambient: 0 })).toBe('notRising');
  expect(luminanceProblem({ levels: measuredLevels.map(() => 50), ambient: 0 })).toBe('notRising');
  expect(judgeLuminance({ levels: [1], ambient: 0 })).toBeUndefined();
});

test('the curve brings a gamma 2.2 monitor to the GSDF, and leaves one alone that is on it (K)', () => {
  const curve = gsdfCorrection({ levels: gamma(2.2), ambient: 0 });
  const corrected = measuredLevels.map((level) => 1 + 349 * ((curve?.[level] ?? 0) / 255) ** 2.2);
  expect(judgeLuminance({ levels: corrected, ambient: 0 })?.gsdfErrorPercent).toBeLessThan(10);
  const same = gsdfCorrection({ levels: gsdfMonitor, ambient: 0 }) ?? new Uint8Array();
  expect(Math.max(...same.map((level, at) => Math.abs(level - at)))).toBeLessThanOrEqual(1);
  expect([curve?.[0], curve?.[255]]).toEqual([0, 255]);
});
