import { expect, test } from 'vitest';
import policy from '#resources/displays/policy.json' with { type: 'json' };
import {
  crushed,
  dimmed,
  gammaDisplay,
  gsdfDisplay,
  guess,
  lookForTargets,
  type SimulatedDisplay,
  sixBit,
} from '#tests/fixtures/simulatedDisplay.ts';
import { planTargets, scoreTargets } from './blindTargets.ts';

const { targets } = policy;
const runs = 200;

/** Numbers from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function checkOn(display: SimulatedDisplay, seed: number) {
  const random = randomOf(seed);
  return scoreTargets('full', targets, lookForTargets(display, planTargets('full', targets, random), random));
}

function passes(display: SimulatedDisplay): number {
  return Array.from({ length: runs }, (_, seed) => checkOn(display, seed + 1)).filter(({ passed }) => passed).length;
}

test('a monitor on the GSDF passes, time after time (K, O)', () => {
  expect(passes(gsdfDisplay()) / runs).toBeGreaterThanOrEqual(0.98);
});

test('a common monitor of 250 cd/m² in a dim room passes: it is short of luminance, not of contrast (K)', () => {
  expect(passes(gammaDisplay(2.2, { darkest: 0.25, brightest: 250, room: 0.3 })) / runs).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ['gamma 1.0', gammaDisplay(1)],
  ['gamma 3.0', gammaDisplay(3)],
  ['6 bit', sixBit(gsdfDisplay())],
  ['crushed blacks', crushed(gsdfDisplay())],
  ['30 % brightness', dimmed(gsdfDisplay(), 0.3)],
])('%s fails, time after time (K, O)', (_name, display) => {
  expect(passes(display) / runs).toBeLessThanOrEqual(0.03);
});

test('the same eye on the same monitor with the same targets gives the same result (O)', () => {
  expect(checkOn(gsdfDisplay(), 7)).toEqual(checkOn(gsdfDisplay(), 7));
});

test('nobody passes by guessing', () => {
  const random = randomOf(3);
  const passed = Array.from({ length: runs }, () =>
    scoreTargets('full', targets, guess(planTargets('full', targets, random), random)),
  ).filter((score) => score.passed);
  expect(passed).toEqual([]);
});

test('targets hide in every field, darker and lighter, and never leave the range', () => {
  const random = randomOf(11);
  const many = Array.from({ length: 50 }, () => planTargets('full', targets, random)).flat();
  expect(new Set(many.map(({ place }) => place))).toEqual(new Set([null, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  expect(many.some(({ target, ground }) => target > ground) && many.some(({ target, ground }) => target < ground)).toBe(
    true,
  );
  expect(many.every(({ target }) => target >= 0 && target <= 255)).toBe(true);
  expect(planTargets('full', targets, random)).toHaveLength(22);
  expect(planTargets('daily', targets, random)).toHaveLength(6);
});

test('a check broken off, or with targets bolder than the policy’s, is not passed', () => {
  const random = randomOf(5);
  const all = lookForTargets(() => 1, planTargets('full', targets, random), random).map((each) => ({
    ...each,
    answer: each.place,
  }));
  expect(scoreTargets('full', targets, all).passed).toBe(true);
  expect(scoreTargets('full', targets, all.slice(1)).passed).toBe(false);
  const bold = all.map((each) => (each.place === null ? each : { ...each, target: each.ground + 60 }));
  expect(scoreTargets('full', targets, bold).passed).toBe(false);
});
