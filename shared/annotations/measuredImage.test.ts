import { expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { readImageDescription } from '../dicom/readImageDescription.ts';
import { measuredImage } from './measuredImage.ts';

const said = {
  Modality: ['CT'],
  ImagePositionPatient: [0, 0, 30],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  PixelSpacing: [0.5, 0.5],
  RescaleSlope: [1],
  RescaleIntercept: [-1024],
};

function named(more: Parameters<typeof imageDataset>[0], isPlane = false): string {
  const image = readImageDescription(imageDataset({ ...said, ...more }));
  if (!image.ok) throw new Error(image.failure);
  const [frame] = image.value.frames;
  if (!frame) throw new Error('no frame');
  return measuredImage({ image: image.value, frame }, isPlane);
}

test('an image that says the same again is the same, whatever else is written of it', () => {
  expect(named({})).toMatch(/^[0-9a-z]{5,11}$/);
  expect(named({ SeriesDescription: ['thin'], WindowCenter: [40], WindowWidth: [400] })).toBe(named({}));
});

test.each<[string, Parameters<typeof imageDataset>[0]]>([
  ['size of the pixels', { PixelSpacing: [0.6, 0.6] }],
  ['rescale', { RescaleIntercept: [-1000] }],
  ['raster', { Columns: [256] }],
  ['bits', { BitsStored: [10], HighBit: [9] }],
  ['direction', { ImageOrientationPatient: [-1, 0, 0, 0, 1, 0] }],
])('another %s is another image, in a stack and in a plane', (_, more) => {
  expect(named(more)).not.toBe(named({}));
  expect(named(more, true)).not.toBe(named({}, true));
});

test('another place is another image; planes go through images of many places', () => {
  expect(named({ ImagePositionPatient: [0, 0, 32] })).not.toBe(named({}));
  expect(named({ ImagePositionPatient: [0, 0, 32] }, true)).toBe(named({}, true));
});
