import { describe, expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { type Attributes, groundOf, measured, type Pixels } from '#tests/fixtures/measuredFigure.ts';
import { readImageDescription } from '../dicom/readImageDescription.ts';
import { mayBeCalibrated, scaleFor, spacingByReader } from '../dicom/scale.ts';

const iop = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ImagePositionPatient: [0, 0, 0] };
const region = (minX: number, maxX: number, units: readonly [number, number], delta: number) =>
  datasetOf({
    RegionLocationMinX0: [minX],
    RegionLocationMinY0: [0],
    RegionLocationMaxX1: [maxX],
    RegionLocationMaxY1: [200],
    PhysicalUnitsXDirection: [units[0]],
    PhysicalUnitsYDirection: [units[1]],
    PhysicalDeltaX: [delta],
    PhysicalDeltaY: [delta],
  });
const ct = { Modality: ['CT'], PixelSpacing: [0.5, 0.5], ...iop };
const ultrasound = {
  Modality: ['US'],
  PixelSpacing: [9, 9],
  SequenceOfUltrasoundRegions: [region(0, 100, [3, 3], 0.05), region(101, 300, [4, 7], 0.01)],
};
/** A box of 20 by 10. */
const box: Pixels = [
  [40, 50],
  [60, 60],
];

describe('E2: value, unit and basis of lengths and areas, row by row', () => {
  const projection = { Modality: ['DX'], PixelSpacing: [0.5, 0.5] };
  test.each<[string, Attributes, string, string, string]>([
    ['a plane with orientation', ct, 'length 10.00 mm', 'area 50.00 mm²', 'patient'],
    [
      'a fiducial',
      { ...projection, PixelSpacingCalibrationType: ['FIDUCIAL'] },
      'length 10.00 mm',
      'area 50.00 mm²',
      'calibratedFiducial',
    ],
    [
      'geometry',
      { ...projection, PixelSpacingCalibrationType: ['GEOMETRY'] },
      'length 10.00 mm',
      'area 50.00 mm²',
      'calibratedGeometry',
    ],
    [
      'magnification',
      { Modality: ['DX'], ImagerPixelSpacing: [0.625, 0.625], EstimatedRadiographicMagnificationFactor: [1.25] },
      'length 10.00 mm',
      'area 50.00 mm²',
      'magnificationCorrected',
    ],
    [
      'the detector',
      { Modality: ['DX'], ImagerPixelSpacing: [0.5, 0.5] },
      'length 10.00 mm',
      'area 50.00 mm²',
      'detector',
    ],
    ['PixelSpacing alone', projection, 'length 10.00 mm', 'area 50.00 mm²', 'unknown'],
    ['film', { Modality: ['OT'], NominalScannedPixelSpacing: [0.5, 0.5] }, 'length 10.00 mm', 'area 50.00 mm²', 'film'],
    ['an ultrasound region', ultrasound, 'length 1.00 cm', 'area 0.50 cm²', 'ultrasoundRegion'],
    ['nothing', { Modality: ['OT'] }, 'length 20.00 px', 'area 200.00 px²', 'notCalibrated'],
  ])('%s', (_, attributes, length, area, basis) => {
    const ground = groundOf(attributes);
    expect(
      measured(
        'length',
        [
          [40, 50],
          [60, 50],
        ],
        ground,
      ),
    ).toEqual([length, basis]);
    expect(measured('rectangle', box, ground)).toEqual([area, basis]);
  });

  test('outside the regions and across two of them: pixels, and areas in square pixels', () => {
    const ground = groundOf(ultrasound);
    expect(
      measured(
        'length',
        [
          [90, 50],
          [110, 50],
        ],
        ground,
      ),
    ).toEqual(['length 20.00 px', 'outsideRegion']);
    expect(
      measured(
        'rectangle',
        [
          [90, 50],
          [110, 60],
        ],
        ground,
      ),
    ).toEqual(['area 200.00 px²', 'outsideRegion']);
    // Both corners that were drawn lie in the first region, and so do the other two; of this one they do not.
    expect(
      measured(
        'freehand',
        [
          [90, 50],
          [110, 50],
          [90, 60],
        ],
        ground,
      )[1],
    ).toBe('outsideRegion');
  });

  test('time against velocity: a length along an axis, and no area or angle', () => {
    const ground = groundOf(ultrasound);
    expect(
      measured(
        'length',
        [
          [110, 10],
          [160, 12],
        ],
        ground,
      ),
    ).toEqual(['length 0.50 s', 'ultrasoundRegion']);
    expect(
      measured(
        'rectangle',
        [
          [110, 10],
          [160, 20],
        ],
        ground,
      ),
    ).toEqual(['area 500.00 px²', 'outsideRegion']);
    expect(
      measured(
        'angle',
        [
          [110, 10],
          [120, 10],
          [120, 20],
        ],
        ground,
      ),
    ).toEqual(['-']);
  });

  test('calibrated by the reader on a known object: mm, this image only, and areas with it', () => {
    const shape = { betweenRows: 1, betweenColumns: 1 };
    const spacing = spacingByReader(shape, { x: 10, y: 10 }, { x: 60, y: 10 }, 25);
    expect(spacing).toEqual({ betweenRows: 0.5, betweenColumns: 0.5 });
    const ground = groundOf({ Modality: ['OT'] }, spacing);
    expect(
      measured(
        'length',
        [
          [40, 50],
          [60, 50],
        ],
        ground,
      ),
    ).toEqual(['length 10.00 mm', 'calibratedByReader']);
    expect(measured('rectangle', box, ground)).toEqual(['area 50.00 mm²', 'calibratedByReader']);
    expect(spacingByReader(shape, { x: 10, y: 10 }, { x: 12, y: 10 }, 25)).toBeUndefined();
    expect(spacingByReader(shape, { x: 10, y: 10 }, { x: 60, y: 10 }, -1)).toBeUndefined();
  });

  test('calibrating is offered where the data do not know better', () => {
    const may = (attributes: Attributes) => {
      const image = readImageDescription(imageDataset(attributes));
      return image.ok && image.value.frames[0] && mayBeCalibrated(image.value, image.value.frames[0]);
    };
    expect([may(ct), may(ultrasound), may(projection), may({ Modality: ['OT'] })]).toEqual([false, false, true, true]);
  });
});

test('LN9: a depth that changes inside a cine: the length follows the frame', () => {
  const own = (delta: number) => datasetOf({ SequenceOfUltrasoundRegions: [region(0, 100, [3, 3], delta)] });
  const image = readImageDescription(
    imageDataset({
      Modality: ['US'],
      NumberOfFrames: [3],
      SequenceOfUltrasoundRegions: [region(0, 100, [3, 3], 0.05)],
      PerFrameFunctionalGroupsSequence: [own(0.05), own(0.1), datasetOf({})],
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  const lengths = image.value.frames.map((frame) => {
    const { spacing, unit } = scaleFor(image.value, frame, [
      { x: 10, y: 10 },
      { x: 60, y: 10 },
    ]);
    return [50 * spacing.betweenColumns, unit];
  });
  expect(lengths).toEqual([
    [2.5, 'cm'],
    [5, 'cm'],
    [2.5, 'cm'],
  ]);
});
