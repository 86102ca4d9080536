import { expect, test } from 'vitest';
import { measuredImage } from '#shared/annotations/measuredImage.ts';
import { lengthOfNumber } from '#tests/fixtures/annotations.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import { isOfEarlierImage } from './earlierImage.ts';
import { readStudyImages } from './studyImages.ts';

const setOf = (...series: Parameters<typeof slicesOfCt>) => {
  const [named] = readStudyImages(snapshotOf([slicesOfCt(...series)])).sets;
  if (!named) throw new Error('no set');
  return named.set;
};

const set = setOf('1.2.3.1', 9);
const replaced = setOf('1.2.3.1', 9, { PixelSpacing: [0.9, 0.9] });
const [item] = set.frames;
if (!item) throw new Error('a set without frames');
const onSlice = lengthOfNumber(1, {
  surface: { kind: 'frame', imageId: imageIdOf(item) },
  measuredOn: measuredImage(item),
});
const onPlane = lengthOfNumber(2, {
  surface: { kind: 'plane', setId: set.id, normal: [0, 1, 0], distanceMm: 0 },
  measuredOn: measuredImage(item, true),
});

test('a figure of a slice is of this image wherever it is seen, also on the planes and slabs of its volume', () => {
  expect([isOfEarlierImage(onSlice, set), isOfEarlierImage(onPlane, set)]).toEqual([false, false]);
});

test('an image that was replaced says otherwise of itself, to figures of slices and of planes', () => {
  expect([isOfEarlierImage(onSlice, replaced), isOfEarlierImage(onPlane, replaced)]).toEqual([true, true]);
});

test('of an image that is not there, and of a figure without values, nothing is said', () => {
  expect(isOfEarlierImage(onSlice, setOf('1.2.3.2', 9))).toBe(false);
  expect(isOfEarlierImage({ ...onSlice, values: [] }, replaced)).toBe(false);
  expect(isOfEarlierImage(onSlice, undefined)).toBe(false);
});
