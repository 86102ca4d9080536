import { describe, expect, test } from 'vitest';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { frameScale, rulerOf } from './ruler.ts';

type Attributes = Parameters<typeof imageDataset>[0];

function itemOf(attributes: Attributes) {
  const image = readImageDescription(imageDataset(attributes));
  if (!image.ok) throw new Error(image.failure);
  const [frame] = image.value.frames;
  if (!frame) throw new Error('no frame');
  return { image: image.value, frame };
}

const placed = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ImagePositionPatient: [0, 0, 0] };
const region = (units: number, delta: readonly [number, number]) =>
  datasetOf({
    RegionLocationMinX0: [0],
    RegionLocationMinY0: [0],
    RegionLocationMaxX1: [127],
    RegionLocationMaxY1: [127],
    PhysicalUnitsXDirection: [units],
    PhysicalUnitsYDirection: [units],
    PhysicalDeltaX: [delta[0]],
    PhysicalDeltaY: [delta[1]],
  });

test.each([
  [0.5, 50, 100],
  [0.7, 50, 71.4],
  [0.11, 10, 90.9],
  [1.01, 100, 99],
  [0.004, 0.2, 50],
  [4, 200, 50],
])('a ruler at %f mm a pixel is %f mm long, %f px', (mmPerPixel, mm, length) => {
  const ruler = rulerOf(mmPerPixel);
  expect(ruler?.mm).toBe(mm);
  expect(ruler?.length).toBeCloseTo(length, 1);
});

test('no ruler without a size, nor where no round length tells anything', () => {
  for (const mmPerPixel of [0, Number.NaN, Number.POSITIVE_INFINITY, 0.0005, 20]) {
    expect(rulerOf(mmPerPixel)).toBeUndefined();
  }
});

describe('E2: a ruler stands on what a length stands on', () => {
  test.each<[string, Attributes, number | undefined, string | undefined]>([
    ['a plane of the patient', { Modality: ['CT'], PixelSpacing: [0.5, 0.5], ...placed }, 0.25, 'patient'],
    ['a detector', { Modality: ['DX'], ImagerPixelSpacing: [0.2, 0.2] }, 0.1, 'detector'],
    [
      'an enlargement taken off',
      { Modality: ['MG'], ImagerPixelSpacing: [0.1, 0.1], EstimatedRadiographicMagnificationFactor: [1.25] },
      0.04,
      'magnificationCorrected',
    ],
    ['no size', { Modality: ['OT'] }, undefined, undefined],
    [
      'a region of ultrasound in cm, never the image’s own spacing',
      { Modality: ['US'], PixelSpacing: [9, 9], SequenceOfUltrasoundRegions: [region(3, [0.05, 0.05])] },
      0.25,
      'ultrasoundRegion',
    ],
    [
      'a region of time',
      { Modality: ['US'], SequenceOfUltrasoundRegions: [region(4, [0.05, 0.05])] },
      undefined,
      undefined,
    ],
    [
      'a region whose pixels are drawn in another shape',
      { Modality: ['US'], SequenceOfUltrasoundRegions: [region(3, [0.05, 0.03])] },
      undefined,
      undefined,
    ],
  ])('%s', (_, attributes, mmPerPixel, basis) => {
    const scale = frameScale(itemOf(attributes), 2, undefined);
    if (mmPerPixel === undefined) expect(scale).toBeUndefined();
    else expect(scale?.mmPerPixel).toBeCloseTo(mmPerPixel, 6);
    expect(scale?.basis).toBe(basis);
  });

  test('what the reader has calibrated goes before', () => {
    const item = itemOf({ Modality: ['DX'], ImagerPixelSpacing: [0.2, 0.2] });
    const scale = frameScale(item, 2, { betweenRows: 0.3, betweenColumns: 0.3 });
    expect(scale).toMatchObject({ mmPerPixel: 0.15, basis: 'calibratedByReader' });
  });
});
