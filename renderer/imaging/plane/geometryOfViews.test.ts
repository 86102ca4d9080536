import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { lengthOf, subtract } from '#shared/dicom/vectors.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { framePlaneOf, pixelAt, worldAt } from '../placement/framePlane.ts';
import { lettersOfFrame } from '../placement/letters.ts';
import { runsOf } from '../volume/absentBands.ts';

function itemOf(more: Parameters<typeof imageDataset>[0]) {
  const image = readImageDescription(imageDataset(more));
  if (!image.ok) throw new Error(image.failure);
  return { image: image.value, frame: image.value.frames[0]! };
}

test('a point of space and its pixel are each other’s inverse, on an oblique plane with oblong pixels', () => {
  const plane = framePlaneOf(
    itemOf({
      Modality: ['MR'],
      ImagePositionPatient: [-80, 20, 33],
      ImageOrientationPatient: [0.8, 0.6, 0, 0, 0, -1],
      PixelSpacing: [2, 0.5],
    }),
  );
  const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const back = pixelAt(plane, worldAt(plane, { x, y }));
      expect([back.x, back.y]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
    }),
  );
  expect(lengthOf(subtract(worldAt(plane, { x: 50, y: 0 }), worldAt(plane, { x: 0, y: 0 })))).toBeCloseTo(25, 9);
});

test('Q9: letters at the edges from the cosines, else from PatientOrientation, else none', () => {
  const sagittal = itemOf({ ImageOrientationPatient: [0, 1, 0, 0, 0, -1], ImagePositionPatient: [0, 0, 0] });
  expect(lettersOfFrame(sagittal)).toEqual({ right: 'P', left: 'A', bottom: 'F', top: 'H' });
  expect(lettersOfFrame(itemOf({ Modality: ['DX'], PatientOrientation: ['L', 'F'] }))).toEqual({
    right: 'L',
    left: 'R',
    bottom: 'F',
    top: 'H',
  });
  expect(lettersOfFrame(itemOf({ Modality: ['DX'] }))).toBeUndefined();
});

test('absent slots come as runs', () => {
  expect(runsOf([1, 2, 3, 7, 9, 10])).toEqual([
    [1, 3],
    [7, 7],
    [9, 10],
  ]);
});
