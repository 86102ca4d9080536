import { describe, expect, test } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { Samples } from './decodeQueue.ts';
import { FrameCatalogue, imageIdOf, valueTypeOf } from './frameCatalogue.ts';
import { toPixelValues } from './pixelValues.ts';

function valuesOf(dataset: DicomDataset, samples: Samples, planar = false) {
  const image = readImageDescription(dataset);
  if (!image.ok) throw new Error(image.failure);
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, [image.value]);
  const frame = image.value.frames[0]!;
  const entry = catalogue.find(imageIdOf({ image: image.value, frame }))!;
  const { rows, columns } = image.value.layout;
  const pixels = toPixelValues({ samples, rows, columns, planar }, entry, 'none');
  return { values: [...pixels.values], min: pixels.min, max: pixels.max, type: pixels.values.constructor.name };
}

const row = (columns: number, more: Parameters<typeof imageDataset>[0] = {}) =>
  imageDataset({ Rows: [1], Columns: [columns], ...more });

describe('F: stored bits to modality values', () => {
  test('SF10: unsigned 16 bits with a negative intercept do not wrap', () => {
    const dataset = row(2, { BitsStored: [16], HighBit: [15], RescaleSlope: [1], RescaleIntercept: [-1024] });
    expect(valuesOf(dataset, new Uint16Array([0, 65_535]))).toEqual({
      values: [-1024, 64_511],
      min: -1024,
      max: 64_511,
      type: 'Float32Array',
    });
  });

  test('12 bits with the usual intercept stay short', () => {
    const dataset = row(3, { RescaleSlope: [1], RescaleIntercept: [-1024] });
    expect(valuesOf(dataset, new Uint16Array([0, 1064, 4095]))).toMatchObject({
      values: [-1024, 40, 3071],
      type: 'Int16Array',
    });
  });

  test('SF11: an overlay bit above the stored ones is masked', () => {
    const dataset = row(2, { RescaleSlope: [1], RescaleIntercept: [-1024] });
    expect(valuesOf(dataset, new Uint16Array([0x8400, 0x0400])).values).toEqual([0, 0]);
  });

  test('signed values whose sign bits were not extended keep their sign', () => {
    const dataset = row(3, { PixelRepresentation: [1] });
    expect(valuesOf(dataset, new Uint16Array([0x0fff, 0x0800, 0x07ff])).values).toEqual([-1, -2048, 2047]);
  });

  test('PX1: slope 0 is an error of the data: values stay as stored', () => {
    expect(valuesOf(row(2, { RescaleSlope: [0], RescaleIntercept: [5] }), new Uint16Array([1, 2])).values).toEqual([
      1, 2,
    ]);
  });

  test('PX7: padding is left out of the range', () => {
    const dataset = row(4, { PixelPaddingValue: [4000], PixelPaddingRangeLimit: [4095] });
    expect(valuesOf(dataset, new Uint16Array([10, 20, 4000, 4095]))).toMatchObject({ min: 10, max: 20 });
  });

  test('PX2: a Modality LUT decides the value, beyond its ends too', () => {
    const table = { '00283002': { vr: 'US', Value: [3, 10, 16] }, '00283006': { vr: 'US', Value: [700, 800, 900] } };
    const dataset = row(4, { ModalityLUTSequence: [table] });
    expect(valuesOf(dataset, new Uint16Array([0, 10, 11, 99])).values).toEqual([700, 700, 800, 900]);
  });
});

describe('PX8: colour', () => {
  const colour = { SamplesPerPixel: [3], BitsAllocated: [8], BitsStored: [8], HighBit: [7] };

  test('planes are put pixel by pixel', () => {
    const dataset = row(2, { ...colour, PhotometricInterpretation: ['RGB'], PlanarConfiguration: [1] });
    expect(valuesOf(dataset, new Uint8Array([1, 2, 10, 20, 100, 200]), true).values).toEqual([1, 10, 100, 2, 20, 200]);
  });

  test('YBR_FULL: white, black and the reds of PS3.3 C.7.6.3.1.2', () => {
    const dataset = row(3, { ...colour, PhotometricInterpretation: ['YBR_FULL'] });
    expect(valuesOf(dataset, new Uint8Array([255, 128, 128, 0, 128, 128, 76, 85, 255])).values).toEqual([
      255, 255, 255, 0, 0, 0, 254, 0, 0,
    ]);
  });

  test('native YBR_FULL_422 shares one colour between two pixels', () => {
    const dataset = row(2, { ...colour, PhotometricInterpretation: ['YBR_FULL_422'] });
    expect(valuesOf(dataset, new Uint8Array([255, 0, 128, 128])).values).toEqual([255, 255, 255, 0, 0, 0]);
  });
});

test('a series in which one image needs fractions is drawn in fractions throughout', () => {
  const images = [1, 0.5].map((slope, index) => {
    const image = readImageDescription(
      imageDataset({ SOPInstanceUID: [`1.2.${index + 1}`], RescaleSlope: [slope], RescaleIntercept: [0] }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, images);
  const types = images.map((image) => catalogue.find(imageIdOf({ image, frame: image.frames[0]! }))?.valueType);
  expect([images.map(valueTypeOf), types]).toEqual([
    ['Int16', 'Float32'],
    ['Float32', 'Float32'],
  ]);
});
