import { expect, it } from 'vitest';
import { frameCountOf, mostFramesInInstance } from './frameCount.ts';

const ct = '1.2.840.10008.5.1.4.1.1.2';
const enhancedCT = '1.2.840.10008.5.1.4.1.1.2.1';
const countOf = (value: readonly unknown[] | undefined, sopClass = ct) =>
  frameCountOf({
    '00080016': { vr: 'UI', Value: [sopClass] },
    ...(value && { '00280008': { vr: 'IS', Value: value } }),
  });

it('a single image has one frame, whether it says so, says zero or says nothing', () => {
  expect([undefined, [], [null], [''], [0], [1], ['1 ']].map((value) => countOf(value))).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(countOf([300])).toBe(300);
  expect(countOf([mostFramesInInstance])).toBe(mostFramesInInstance);
});

it('Q11 a count that cannot be is none, and never quietly one', () => {
  for (const value of [-5, 2 ** 31 - 1, 2 ** 31, 1_000_000, mostFramesInInstance + 1, 1.5, '1e999', 'many', {}]) {
    expect(countOf([value]), String(value)).toBeUndefined();
  }
  expect(countOf([0], enhancedCT)).toBeUndefined();
  expect(countOf(undefined, enhancedCT)).toBe(1);
});
