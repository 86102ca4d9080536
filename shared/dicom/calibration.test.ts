import { describe, expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { calibrationOf } from './calibration.ts';
import type { DicomDataset } from './dicomJson.ts';
import { readImageDescription } from './readImageDescription.ts';
import { lengthIn as lengthOn, scaleFor } from './scale.ts';

const imageOf = (attributes: DicomDataset) => {
  const image = readImageDescription(attributes);
  if (!image.ok) throw new Error(image.failure);
  const frame = image.value.frames[0];
  if (!frame) throw new Error('no frame');
  return { image: image.value, frame };
};
const lengthIn = (attributes: DicomDataset, from: readonly [number, number], to: readonly [number, number]) => {
  const { image, frame } = imageOf(attributes);
  const [start, end] = [
    { x: from[0], y: from[1] },
    { x: to[0], y: to[1] },
  ];
  const scale = scaleFor(image, frame, [start, end]);
  const { value, unit } = lengthOn(scale, start, end);
  return [Number(value.toFixed(2)), unit, scale.basis];
};
const iop = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ImagePositionPatient: [0, 0, 0] };

describe('E2: every length shows its basis', () => {
  test.each([
    ['CT with orientation', { Modality: ['CT'], PixelSpacing: [0.5, 0.5], ...iop }, [25, 'mm', 'patient']],
    [
      'DX calibrated on a fiducial',
      {
        Modality: ['DX'],
        PixelSpacing: [0.5, 0.5],
        PixelSpacingCalibrationType: ['FIDUCIAL'],
        ImagerPixelSpacing: [0.6, 0.6],
      },
      [25, 'mm', 'calibratedFiducial'],
    ],
    [
      'DX calibrated by geometry',
      { Modality: ['DX'], PixelSpacing: [0.5, 0.5], PixelSpacingCalibrationType: ['GEOMETRY'] },
      [25, 'mm', 'calibratedGeometry'],
    ],
    [
      'DX with a magnification',
      { Modality: ['DX'], ImagerPixelSpacing: [0.625, 0.625], EstimatedRadiographicMagnificationFactor: [1.25] },
      [25, 'mm', 'magnificationCorrected'],
    ],
    [
      'XA with source distances',
      {
        Modality: ['XA'],
        ImagerPixelSpacing: [0.625, 0.625],
        DistanceSourceToDetector: [1000],
        DistanceSourceToPatient: [800],
      },
      [25, 'mm', 'magnificationCorrected'],
    ],
    ['DX with the detector only', { Modality: ['DX'], ImagerPixelSpacing: [0.5, 0.5] }, [25, 'mm', 'detector']],
    [
      'DX with equal spacings and no type',
      { Modality: ['DX'], ImagerPixelSpacing: [0.5, 0.5], PixelSpacing: [0.5, 0.5] },
      [25, 'mm', 'detector'],
    ],
    ['CR with PixelSpacing alone (SF14)', { Modality: ['CR'], PixelSpacing: [0.5, 0.5] }, [25, 'mm', 'unknown']],
    [
      'DX whose spacings differ with no type',
      { Modality: ['DX'], PixelSpacing: [0.5, 0.5], ImagerPixelSpacing: [0.6, 0.6] },
      [25, 'mm', 'unknown'],
    ],
    ['digitised film', { Modality: ['OT'], NominalScannedPixelSpacing: [0.5, 0.5] }, [25, 'mm', 'film']],
    ['nothing', { Modality: ['OT'] }, [50, 'px', 'notCalibrated']],
    ['absurd spacing', { Modality: ['CT'], PixelSpacing: [0, -1], ...iop }, [50, 'px', 'notCalibrated']],
  ])('%s', (_, attributes, expected) => {
    expect(lengthIn(imageDataset(attributes), [10, 20], [60, 20])).toEqual(expected);
  });

  test('Q10: row spacing comes first, so across and down differ', () => {
    const attributes = imageDataset({ Modality: ['CT'], PixelSpacing: [2, 1], ...iop });
    expect([
      lengthIn(attributes, [0, 0], [40, 0]),
      lengthIn(attributes, [0, 0], [0, 30]),
      lengthIn(attributes, [0, 0], [40, 30]),
    ]).toEqual([
      [40, 'mm', 'patient'],
      [60, 'mm', 'patient'],
      [72.11, 'mm', 'patient'],
    ]);
  });
});

describe('E2: ultrasound regions', () => {
  const region = (minX: number, maxX: number, units: readonly [number, number], delta: number) =>
    datasetOf({
      RegionLocationMinX0: [minX],
      RegionLocationMinY0: [0],
      RegionLocationMaxX1: [maxX],
      RegionLocationMaxY1: [100],
      PhysicalUnitsXDirection: [units[0]],
      PhysicalUnitsYDirection: [units[1]],
      PhysicalDeltaX: [delta],
      PhysicalDeltaY: [delta],
    });
  const ultrasound = imageDataset({
    Modality: ['US'],
    PixelSpacing: [9, 9],
    SequenceOfUltrasoundRegions: [region(0, 100, [3, 3], 0.05), region(101, 200, [4, 7], 0.01)],
  });

  test('both points in a region of lengths: centimetres', () => {
    expect(lengthIn(ultrasound, [10, 10], [60, 10])).toEqual([2.5, 'cm', 'ultrasoundRegion']);
  });

  test('time against velocity: the unit of the longer axis', () => {
    expect(lengthIn(ultrasound, [110, 10], [160, 12])).toEqual([0.5, 's', 'ultrasoundRegion']);
    expect(lengthIn(ultrasound, [110, 10], [112, 60])).toEqual([0.5, 'cm/s', 'ultrasoundRegion']);
  });

  test('a region within another: the smaller one, whichever comes first, and whichever has a scale', () => {
    const inner = (units: number) => region(20, 60, [units, units], 0.05);
    const outer = (units: number) => region(0, 200, [units, units], 0.5);
    const of = (...regions: ReturnType<typeof region>[]) =>
      imageDataset({ Modality: ['US'], SequenceOfUltrasoundRegions: regions });
    // A sector in centimetres, and the whole picture around it without a scale.
    for (const image of [of(inner(3), outer(0)), of(outer(0), inner(3)), of(outer(3), inner(3))]) {
      expect(lengthIn(image, [30, 10], [50, 10])).toEqual([1, 'cm', 'ultrasoundRegion']);
    }
    expect(lengthIn(of(outer(0), inner(3)), [30, 10], [90, 10])).toEqual([60, 'px', 'outsideRegion']);
    // A trace without a scale within the picture: not the picture's centimetres.
    expect(lengthIn(of(outer(3), inner(0)), [30, 10], [50, 10])).toEqual([20, 'px', 'outsideRegion']);
    expect(lengthIn(of(inner(0), inner(3)), [30, 10], [50, 10])).toEqual([1, 'cm', 'ultrasoundRegion']);
  });

  test('points in different regions, or outside all: pixels, never the spacing of the image', () => {
    expect(lengthIn(ultrasound, [90, 10], [120, 50])).toEqual([50, 'px', 'outsideRegion']);
    expect(lengthIn(ultrasound, [10, 110], [60, 110])).toEqual([50, 'px', 'outsideRegion']);
  });
});

test('the spacing of an uncalibrated image keeps the shape of its pixels', () => {
  const { image, frame } = imageOf(imageDataset({ Modality: ['OT'], PixelAspectRatio: [2, 1] }));
  expect(calibrationOf(image, frame).spacing).toEqual({ betweenRows: 2, betweenColumns: 1 });
});
