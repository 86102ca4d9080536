import { describe, expect, test } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import type { Codec } from '#shared/dicom/transferSyntax.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { Samples } from './decodeQueue.ts';
import { FrameCatalogue, imageIdOf, valueTypeOfSeries } from './frameCatalogue.ts';
import { toPixelValues } from './pixelValues.ts';

function valuesOf(
  dataset: DicomDataset,
  samples: Samples,
  planar = false,
  coded: readonly [codec: Codec, transformed: boolean] = ['none', false],
) {
  const image = readImageDescription(dataset);
  if (!image.ok) throw new Error(image.failure);
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, [image.value]);
  const frame = image.value.frames[0]!;
  const entry = catalogue.find(imageIdOf({ image: image.value, frame }))!;
  const { rows, columns } = image.value.layout;
  const pixels = toPixelValues({ samples, rows, columns, planar }, entry, ...coded);
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

  test('JPEG 2000 under YBR_FULL is turned into RGB unless its own transform was undone by the decoder', () => {
    const dataset = row(1, { ...colour, PhotometricInterpretation: ['YBR_FULL'] });
    const white = new Uint8Array([255, 128, 128]);
    const read = (transformed: boolean) => valuesOf(dataset, white, false, ['jpeg2000', transformed]).values;
    expect([read(false), read(true)]).toEqual([
      [255, 255, 255],
      [255, 128, 128],
    ]);
  });

  test('native YBR_FULL_422 shares one colour between two pixels', () => {
    const dataset = row(2, { ...colour, PhotometricInterpretation: ['YBR_FULL_422'] });
    expect(valuesOf(dataset, new Uint8Array([255, 0, 128, 128])).values).toEqual([255, 255, 255, 0, 0, 0]);
  });
});

describe('SF10: one number type for all grey images of a series', () => {
  const images = (...changes: Parameters<typeof imageDataset>[0][]) =>
    changes.map((more, index) => {
      const image = readImageDescription(imageDataset({ SOPInstanceUID: [`1.2.${index + 1}`], ...more }));
      if (!image.ok) throw new Error(image.failure);
      return image.value;
    });
  const typesOf = (series: ReturnType<typeof images>) => {
    const catalogue = new FrameCatalogue();
    catalogue.add('a' as ArchiveId, series);
    return series.map((image) => catalogue.find(imageIdOf({ image, frame: image.frames[0]! }))?.valueType);
  };
  const whole = { RescaleSlope: [1], RescaleIntercept: [0] };
  const fractions = { RescaleSlope: [0.37], RescaleIntercept: [0] };
  const rgb = {
    SamplesPerPixel: [3],
    BitsAllocated: [8],
    BitsStored: [8],
    HighBit: [7],
    PhotometricInterpretation: ['RGB'],
  };

  test('fractions in one image are fractions throughout, wherever it stands', () => {
    const [first, last] = [images(fractions, whole, whole), images(whole, whole, fractions)];
    expect([first, last].map((series) => [valueTypeOfSeries(series), ...typesOf(series)])).toEqual([
      ['Float32', 'Float32', 'Float32', 'Float32'],
      ['Float32', 'Float32', 'Float32', 'Float32'],
    ]);
    expect(valueTypeOfSeries(images(whole, whole))).toBe('Int16');
  });

  test('a colour page between them changes nothing', () => {
    expect(typesOf(images(fractions, rgb, whole))).toEqual(['Float32', 'RGB', 'Float32']);
    expect(typesOf(images(whole, rgb, whole))).toEqual(['Int16', 'RGB', 'Int16']);
  });

  test('the same instance on a disc and in an archive is two images', () => {
    const [image] = images(whole);
    const ids = ['disc', 'archive'].map((archiveId) =>
      imageIdOf({ image: { ...image!, archiveId: archiveId as ArchiveId }, frame: image!.frames[0]! }),
    );
    expect(ids).toEqual(['durbeen:disc/1.2.3/1.2.1/1', 'durbeen:archive/1.2.3/1.2.1/1']);
  });
});

describe('PX8: native YBR_FULL_422 of odd width', () => {
  const halved = (rows: number, columns: number) =>
    imageDataset({
      Rows: [rows],
      Columns: [columns],
      SamplesPerPixel: [3],
      BitsAllocated: [8],
      BitsStored: [8],
      HighBit: [7],
      PhotometricInterpretation: ['YBR_FULL_422'],
    });
  // Grey pixels 10, 20, 30 in one row and 40, 50, 60 in the next: Cb and Cr 128.
  const greys = [10, 20, 30, 40, 50, 60].flatMap((grey) => [grey, grey, grey]);

  test('each row has a last pair of its own', () => {
    const aligned = [10, 20, 128, 128, 30, 99, 128, 128, 40, 50, 128, 128, 60, 99, 128, 128];
    expect(valuesOf(halved(2, 3), Uint8Array.from(aligned)).values).toEqual(greys);
  });

  test('or the pairs go on with the next row', () => {
    const continuous = [10, 20, 128, 128, 30, 40, 128, 128, 50, 60, 128, 128];
    expect(valuesOf(halved(2, 3), Uint8Array.from(continuous)).values).toEqual(greys);
  });

  test('the colour of a pair is that of both its pixels', () => {
    const red = [76, 76, 85, 255, 76, 0, 85, 255];
    expect(valuesOf(halved(1, 3), Uint8Array.from(red)).values).toEqual([254, 0, 0, 254, 0, 0, 254, 0, 0]);
  });
});
