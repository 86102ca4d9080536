import { expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { readImageDescription } from './readImageDescription.ts';
import { valueUnitOf } from './valueUnit.ts';

test.each([
  ['CT with a slope', { Modality: ['CT'], RescaleSlope: [1], RescaleIntercept: [-1024] }, 'HU'],
  ['CT that says so', { Modality: ['CT'], RescaleSlope: [1], RescaleIntercept: [0], RescaleType: ['HU'] }, 'HU'],
  [
    'CT of another quantity',
    { Modality: ['CT'], RescaleSlope: [1], RescaleIntercept: [0], RescaleType: ['MGML'] },
    'mg/ml',
  ],
  [
    'CT that names no quantity',
    { Modality: ['CT'], RescaleSlope: [1], RescaleIntercept: [0], RescaleType: ['US'] },
    '',
  ],
  [
    'CT of a quantity that nobody knows',
    { Modality: ['CT'], RescaleSlope: [1], RescaleIntercept: [0], RescaleType: ['XY'] },
    '',
  ],
  ['CT without a rescale', { Modality: ['CT'] }, ''],
  ['MR with a slope', { Modality: ['MR'], RescaleSlope: [2], RescaleIntercept: [0] }, ''],
  ['PET in Bq/ml', { Modality: ['PT'], Units: ['BQML'] }, 'Bq/ml'],
  ['PET in counts', { Modality: ['PT'], Units: ['CNTS'] }, 'counts'],
  ['scintigraphy', { Modality: ['NM'] }, ''],
  ['SPECT that names no quantity', { Modality: ['NM'], RescaleSlope: [2], RescaleIntercept: [0] }, ''],
  ['SPECT in Bq/ml', { Modality: ['NM'], RescaleSlope: [2], RescaleIntercept: [0], RescaleType: ['BQML'] }, 'Bq/ml'],
  ['radiograph', { Modality: ['DX'] }, ''],
])('the numbers of %s', (_, attributes, unit) => {
  const image = readImageDescription(imageDataset(attributes));
  if (!image.ok || !image.value.frames[0]) throw new Error('no image');
  expect(valueUnitOf(image.value, image.value.frames[0]).unit).toBe(unit);
});

test('LN5: PET with a factor is in SUV, never in HU', () => {
  const image = readImageDescription(
    imageDataset({ Modality: ['PT'], Units: ['BQML'], RescaleSlope: [2], RescaleIntercept: [0] }),
  );
  if (!image.ok || !image.value.frames[0]) throw new Error('no image');
  expect(valueUnitOf(image.value, image.value.frames[0], 0.0008)).toEqual({ unit: 'SUVbw', perModalityUnit: 0.0008 });
});
