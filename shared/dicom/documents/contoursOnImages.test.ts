import { expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { imageAt } from '#tests/fixtures/placedImages.ts';
import type { FrameOfImage } from '../displaySets.ts';
import { findContours } from './contoursOnImages.ts';
import { placesOf } from './imagePlaces.ts';
import { readStructureSet } from './structureSet.ts';

interface Drawn {
  readonly z: number;
  readonly tilt?: number;
  readonly on?: readonly string[];
}

const contour = ({ z, tilt = 0, on = [] }: Drawn) =>
  datasetOf({
    ContourGeometricType: ['CLOSED_PLANAR'],
    ContourData: [0, 0, z, 10, 0, z + tilt, 10, 10, z],
    ...(on.length > 0 && { ContourImageSequence: on.map((uid) => datasetOf({ ReferencedSOPInstanceUID: [uid] })) }),
  });

function setOf(drawn: readonly Drawn[], frameOfReference = '1.9') {
  return readStructureSet(
    datasetOf({
      StructureSetLabel: ['Plan'],
      StructureSetROISequence: [
        datasetOf({ ROINumber: [4], ROIName: ['Cord'], ReferencedFrameOfReferenceUID: [frameOfReference] }),
      ],
      ROIContourSequence: [
        datasetOf({ ReferencedROINumber: [4], ROIDisplayColor: [10, 20, 30], ContourSequence: drawn.map(contour) }),
      ],
    }),
  );
}

/** The heights of the contours that are drawn on one image of a stack. */
function heightsOn(set: ReturnType<typeof setOf>, stack: readonly FrameOfImage[], index: number) {
  return findContours(set)(stack[index]!, placesOf(stack)).map(({ contour: { points } }) => points[0]?.[2]);
}

test('LN2: contours are drawn on the image they lie on, in their own frame of reference only', () => {
  const alone = [imageAt(0, { thicknessMm: 2 })];
  const drawn = [{ z: 0 }, { z: 0.9 }, { z: 3 }, { z: 0, tilt: 4 }];
  expect(setOf(drawn).regions[0]).toMatchObject({ name: 'Cord', colour: { red: 10, green: 20, blue: 30 } });
  expect(heightsOn(setOf(drawn), alone, 0)).toEqual([0, 0.9]);
  expect(heightsOn(setOf(drawn, '1.8'), alone, 0)).toEqual([]);
});

test('LN2: slices of 5 mm every 1 mm show one contour each, not those of their neighbours', () => {
  const stack = [0, 1, 2, 3, 4].map((z) => imageAt(z, { thicknessMm: 5 }));
  const set = setOf([0, 1, 2, 3, 4].map((z) => ({ z })));
  for (const index of stack.keys()) expect(heightsOn(set, stack, index)).toEqual([index]);
});

test('LN2: a contour that names its image is drawn on it and on no other; one that names it from afar goes by its place', () => {
  const stack = [imageAt(0, { uid: '1.1' }), imageAt(3, { uid: '1.2' }), imageAt(6, { uid: '1.3' })];
  // Nearer to the first image, and drawn on the second.
  expect([0, 1, 2].map((at) => heightsOn(setOf([{ z: 1.53, on: ['1.2'] }]), stack, at))).toEqual([[], [1.53], []]);
  expect([0, 1, 2].map((at) => heightsOn(setOf([{ z: 1.49, on: ['1.1'] }]), stack, at))).toEqual([[1.49], [], []]);
  expect([0, 1, 2].map((at) => heightsOn(setOf([{ z: 6, on: ['1.1'] }]), stack, at))).toEqual([[], [], [6]]);
  // All images of the series are no image in particular, and an image of another series says nothing of these.
  expect([0, 1, 2].map((at) => heightsOn(setOf([{ z: 1, on: ['1.2', '1.3'] }]), stack, at))).toEqual([[1], [], []]);
  expect([0, 1, 2].map((at) => heightsOn(setOf([{ z: 1, on: ['1.7'] }]), stack, at))).toEqual([[1], [], []]);
});

test('T9: names of structures and segments are shown without signs that turn what follows them round', () => {
  const turned = 'Lung \u202eR';
  const structures = readStructureSet(
    datasetOf({
      StructureSetLabel: [turned],
      StructureSetROISequence: [datasetOf({ ROINumber: [1], ROIName: [turned] })],
    }),
  );
  expect([structures.label, structures.regions[0]?.name]).toEqual(['Lung R', 'Lung R']);
});
