import { expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { StudyImages } from '../../../session/studyImages.ts';
import { findLimits } from './studyLimits.ts';

/** Axial slices at these places, in mm. */
function stackAt(places: readonly number[]): DisplaySet {
  const frames = places.map((z, index) => ({
    image: { archiveId: 'a', sopInstanceUID: `1.${index}` },
    frame: { number: 1, position: [0, 0, z], orientation: { row: [1, 0, 0], column: [0, 1, 0] } },
  }));
  return { id: 's', order: 'position', frames } as unknown as DisplaySet;
}

const whole = stackAt([0, 1, 2, 3, 4, 5, 6, 7]);
const ids = whole.frames.map(imageIdOf);
const imagesOf = (set: DisplaySet, refused: StudyImages['refused'] = new Map()) => ({
  sets: [{ set, seriesNumber: 1, description: '' }],
  refused,
});
const nothingFailed = { failureOf: () => undefined };

it('V10: slices that the archive lacks are a limit, though all that it has is here', () => {
  const gapped = stackAt([0, 1, 2, 3, 4, 9, 10, 11, 12]);
  expect(findLimits(imagesOf(gapped), nothingFailed, undefined)).toEqual({
    lacking: 4,
    widestGapMm: 5,
    notDrawn: 0,
    notAllShown: false,
  });
  const uneven = stackAt([0, 1.1, 4, 5.2, 9, 16, 17, 19.5]);
  expect(findLimits(imagesOf(uneven), nothingFailed, undefined)).toMatchObject({ lacking: 0, widestGapMm: 7 });
  expect(findLimits(imagesOf(whole), nothingFailed, undefined)).toMatchObject({ lacking: 0, widestGapMm: 0 });
});

it('P5: what is here and could not be drawn is a limit; what is not here is told by the host', () => {
  const failing = (code: 'FrameNotDecodable' | 'FrameNotHere') => ({
    failureOf: (imageId: string) => (imageId === ids[2] ? failureOf(code) : undefined),
  });
  const here = new Set(ids);
  expect(findLimits(imagesOf(whole), failing('FrameNotDecodable'), here)).toMatchObject({
    notDrawn: 1,
    notAllShown: true,
  });
  expect(findLimits(imagesOf(whole), failing('FrameNotHere'), here).notDrawn).toBe(0);
  here.delete(ids[2]!);
  expect(findLimits(imagesOf(whole), failing('FrameNotDecodable'), here).notDrawn).toBe(0);
});

it('P5: an image that is refused by what it says of itself is a limit', () => {
  expect(findLimits(imagesOf(whole, new Map([['paletteMissing', 1]])), nothingFailed, undefined).notAllShown).toBe(
    true,
  );
});
