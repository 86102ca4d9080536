import { expect, test } from 'vitest';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { keySpan, presetNumbers } from './presetNumbers.ts';

const setOf = (modality: string) =>
  ({ modality, frames: [{ image: { layout: { samplesPerPixel: 1 } } }] }) as unknown as DisplaySet;

test('the windows of CT are told by width and level', () => {
  const numbers = presetNumbers(setOf('CT'), { center: 50, width: 350 });
  expect(numbers).toContain('W 1500 L -600');
  expect(numbers.every((each) => each !== undefined)).toBe(true);
});

test('windows that are parts of the data’s own are told as soon as that is known', () => {
  expect(presetNumbers(setOf('MR'), undefined).every((each) => each === undefined)).toBe(true);
  expect(presetNumbers(setOf('MR'), { center: 500, width: 1000 })[0]).toBe('W 1000 L 500');
});

test('the keys of the windows from the first to the last, where some cannot be had too', () => {
  expect([keySpan([]), keySpan(['5']), keySpan(['1', '2', '9'])]).toEqual(['', '5', '1-9']);
});
