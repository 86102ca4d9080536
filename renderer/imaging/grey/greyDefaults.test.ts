import { cache, type Types } from '@cornerstonejs/core';
import { afterEach, describe, expect, test } from 'vitest';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { windowed } from '#shared/dicom/presentationValues.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { buildImage } from '../frames/buildImage.ts';
import { FrameCatalogue, imageIdOf } from '../frames/frameCatalogue.ts';
import { oneValueOf, windowOfValues } from './defaultWindow.ts';
import { defaultGreyOf } from './greyDefaults.ts';

type Attributes = Parameters<typeof imageDataset>[0];
const side = 4;

/** A series without windows whose images have come with these values, each as its last pixel and the one before. */
function seriesOf(values: readonly (readonly [number, number])[], more: Attributes = {}) {
  const images = values.map((_, index) => {
    const image = readImageDescription(
      imageDataset({
        SOPInstanceUID: [`1.2.3.${index + 1}`],
        InstanceNumber: [index + 1],
        Rows: [side],
        Columns: [side],
        ...more,
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const set = splitIntoDisplaySets(images)[0]!;
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, images);
  const imageIds = set.frames.map(imageIdOf);
  const built = imageIds.map((imageId, index) => {
    const [rest, last] = values[index]!;
    const pixels = { values: new Int16Array(side * side).fill(rest).with(-1, last) };
    const image = buildImage(catalogue.find(imageId)!, {
      ...pixels,
      min: Math.min(rest, last),
      max: Math.max(rest, last),
    });
    cache.putImageSync(imageId, image as Types.IImage);
    return image;
  });
  return { set, imageIds, built };
}

const brightness = (set: ReturnType<typeof seriesOf>['set'], imageId: string, value: number) => {
  const grey = defaultGreyOf(set, imageId);
  if (!grey) return undefined;
  const level = windowed(value, grey.window, grey.voiFunction);
  return grey.inverted ? 1 - level : level;
};

afterEach(() => void cache.purgeCache());

describe('PX6: an image of one value', () => {
  test.each([0, -1024, 4095, 257])('alone, all of %i, is black', (value) => {
    const { set, imageIds } = seriesOf([[value, value]]);
    expect(brightness(set, imageIds[0]!, value)).toBe(0);
  });

  test('is black also where low values are white', () => {
    const { set, imageIds } = seriesOf([[0, 0]], { PhotometricInterpretation: ['MONOCHROME1'] });
    expect(brightness(set, imageIds[0]!, 0)).toBe(0);
  });

  test('in a series it chooses no window, wherever it comes, and is itself drawn dark until another has', () => {
    const { set, imageIds, built } = seriesOf([
      [0, 0],
      [100, 300],
      [7, 7],
    ]);
    expect(imageIds.map((imageId) => defaultGreyOf(set, imageId)?.window)).toEqual([
      undefined,
      { center: 200, width: 200 },
      undefined,
    ]);
    expect([built[0]?.windowCenter, built[0]?.windowWidth]).toEqual([1, 1]);
    expect(windowed(0, { center: 1, width: 1 }, 'LINEAR')).toBe(0);
  });

  test('keeps the window that the series itself asks for', () => {
    const { set, imageIds } = seriesOf([[0, 0]], { WindowCenter: [40], WindowWidth: [400] });
    expect(defaultGreyOf(set, imageIds[0])?.window).toEqual({ center: 40, width: 400 });
  });
});

test('PX6: nearly one value: what differs is between black and white, not all above the middle', () => {
  const values = new Int16Array(1_000).with(500, 20);
  expect(windowOfValues(values, { min: 0, max: 20 })).toEqual({ center: 10, width: 20 });
});

test('one value is of every pixel, to the last', () => {
  const all = new Int16Array(100).fill(-3);
  expect([oneValueOf(all), oneValueOf(all.with(99, -2)), oneValueOf(all.with(0, -2))]).toEqual([
    -3,
    undefined,
    undefined,
  ]);
});
