import { describe, expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { DicomDataset } from './dicomJson.ts';
import { lookUp } from './lookupTable.ts';
import { readImageDescription } from './readImageDescription.ts';

function read(dataset: DicomDataset) {
  const image = readImageDescription(dataset);
  if (!image.ok) throw new Error(image.failure);
  return image.value;
}

describe('PX3: the names of windows', () => {
  test('stay with their window where another has none', () => {
    const image = read(
      imageDataset({
        WindowCenter: [40, 480],
        WindowWidth: [400, 2500],
        WindowCenterWidthExplanation: [null, 'BONE '],
      }),
    );
    expect(image.frames[0]?.windows).toEqual([
      { center: 40, width: 400, explanation: undefined },
      { center: 480, width: 2500, explanation: 'BONE' },
    ]);
  });
});

test('Q2: the values of ImageType from the third on tell images apart, though the second is empty', () => {
  const image = read(imageDataset({ ImageType: ['ORIGINAL', null, 'M', 'NORM'] }));
  expect(image.frames[0]?.discriminators.imageType).toBe('M/NORM');
});

describe('PX4: a VOI LUT behind an intercept', () => {
  const table = datasetOf({ LUTDescriptor: [4, 64_512, 8], LUTData: [0, 80, 160, 255] });
  const withTable = (intercept: number) =>
    read(imageDataset({ RescaleSlope: [1], RescaleIntercept: [intercept], VOILUTSequence: [table] })).voiTables[0];

  test('below zero begins below zero, though its first value is written as unsigned', () => {
    const read = withTable(-1024);
    expect([read?.firstMapped, read && lookUp(read, -1023)]).toEqual([-1024, 80]);
  });

  test('at zero begins where it says', () => {
    expect(withTable(0)?.firstMapped).toBe(64_512);
  });
});

describe('PX8: a palette beside grey values', () => {
  const red = { RedPaletteColorLookupTableDescriptor: [4, 0, 16] };

  test('is said to be there, and is not what they are drawn with', () => {
    const image = read(imageDataset(red));
    expect([image.palette, image.colourMapped]).toEqual([undefined, true]);
  });

  test('is known by PixelPresentation too; grey and colour images have none', () => {
    const told = [{ PixelPresentation: ['COLOR'] }, { PixelPresentation: ['MONOCHROME'] }, { SamplesPerPixel: [3] }];
    expect(told.map((more) => read(imageDataset(more)).colourMapped)).toEqual([true, false, false]);
  });
});

describe('Q11: distances that cannot be true', () => {
  const spacingOf = (value: number) => read(imageDataset({ PixelSpacing: [value, value] })).frames[0]?.spacing;

  test('below a tenth of a micrometre and above a metre are no spacing: pixels are counted, never measured', () => {
    for (const value of [1e-30, 9e-5, 0, -1, 1001, 1e30]) expect(spacingOf(value)?.pixelSpacing).toBeUndefined();
  });

  test('a slide under the microscope and a wide detector are believed', () => {
    for (const value of [2.5e-4, 0.7, 400]) expect(spacingOf(value)?.pixelSpacing?.betweenRows).toBe(value);
  });
});

describe('PX1: a rescale that no value can have', () => {
  const rescaleOf = (slope: unknown, intercept: unknown) =>
    read(imageDataset({ RescaleSlope: [slope], RescaleIntercept: [intercept] })).frames[0];

  test('is refused, and the values stay as stored', () => {
    for (const [slope, intercept] of [
      [1e308, 0],
      [1e38, -1024],
      [1e-300, 0],
      [1, 1e308],
      [-1e20, 0],
      ['NaN', 0],
      [1, 'Infinity'],
    ]) {
      expect(rescaleOf(slope, intercept)).toMatchObject({ rescaleRefused: true });
      expect(rescaleOf(slope, intercept)?.rescale).toBeUndefined();
    }
  });

  test('of CT, of PET in Bq/ml and of diffusion is taken', () => {
    for (const [slope, intercept] of [
      [1, -1024],
      [15_000, 0],
      [1e-9, 0],
      ['-0.5', '3'],
    ]) {
      expect(rescaleOf(slope, intercept)?.rescaleRefused).toBeUndefined();
      expect(rescaleOf(slope, intercept)?.rescale?.slope).toBe(Number(slope));
    }
  });

  test('nor is a window beyond all values a window', () => {
    const image = read(imageDataset({ WindowCenter: [1e38, 40, 40], WindowWidth: [400, 1e-300, 400] }));
    expect(image.frames[0]?.windows.map(({ center, width }) => [center, width])).toEqual([[40, 400]]);
  });
});
