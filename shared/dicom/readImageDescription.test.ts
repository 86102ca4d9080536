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
