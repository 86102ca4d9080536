import { expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import type { FrameOfImage } from '../displaySets.ts';
import { lengthOf, subtract, type Vector3 } from '../vectors.ts';
import { readContentTree } from './contentTree.ts';
import { findingsInSpaceOn } from './findingsInSpace.ts';
import { type ImagePlace, placesOf } from './imagePlaces.ts';

const frameAt = (z: number, frameOfReferenceUID = '1.9'): ImagePlace => {
  const item = {
    image: { sopInstanceUID: '1.2', frameOfReferenceUID },
    frame: { position: [0, 0, z], orientation: { row: [1, 0, 0], column: [0, 1, 0] }, sliceThicknessMm: 2 },
  } as unknown as FrameOfImage;
  const place = placesOf([item]).of(item);
  if (!place) throw new Error('no place');
  return place;
};

function reportWith(graphicType: string, numbers: readonly number[]) {
  const shape = datasetOf({
    ValueType: ['SCOORD3D'],
    RelationshipType: ['INFERRED FROM'],
    GraphicType: [graphicType],
    GraphicData: numbers,
    ReferencedFrameOfReferenceUID: ['1.9'],
  });
  const measured = datasetOf({
    ValueType: ['NUM'],
    ConceptNameCodeSequence: [datasetOf({ CodeValue: ['1'], CodeMeaning: ['Diameter'] })],
    MeasuredValueSequence: [
      datasetOf({ NumericValue: ['8.5'], MeasurementUnitsCodeSequence: [datasetOf({ CodeValue: ['mm'] })] }),
    ],
    ContentSequence: [shape],
  });
  return readContentTree(datasetOf({ ValueType: ['CONTAINER'], ContentSequence: [measured] })).root;
}

test('LN2: a mark in space lies on the slice that it is in, and on no other, with its words', () => {
  const point = reportWith('POINT', [10, 20, 30.9]);
  expect(findingsInSpaceOn(point, frameAt(30))).toEqual([
    { points: [[10, 20, 30.9]], closed: false, isPoint: true, label: 'Diameter: 8.5 mm' },
  ]);
  expect(findingsInSpaceOn(point, frameAt(28))).toEqual([]);
  expect(findingsInSpaceOn(point, frameAt(30, '1.8'))).toEqual([]);
});

test('a line that crosses slices is drawn on none of them; one within a slice is', () => {
  const crossing = reportWith('POLYLINE', [0, 0, 30, 0, 10, 34]);
  expect([30, 32, 34].flatMap((z) => findingsInSpaceOn(crossing, frameAt(z)))).toEqual([]);
  const polygon = reportWith('POLYGON', [0, 0, 30, 10, 0, 30, 10, 10, 30]);
  expect(findingsInSpaceOn(polygon, frameAt(30))).toMatchObject([{ closed: true, points: { length: 3 } }]);
});

test('an ellipse has the axes that its four points end; an ellipsoid and numbers that make no figure are left out', () => {
  const [ellipse] = findingsInSpaceOn(reportWith('ELLIPSE', [-5, 0, 30, 5, 0, 30, 0, -2, 30, 0, 2, 30]), frameAt(30));
  const radii = (ellipse?.points ?? []).map((point) => lengthOf(subtract(point, [0, 0, 30])));
  expect([Math.max(...radii), Math.min(...radii)]).toEqual([
    expect.closeTo(5, 9) as number,
    expect.closeTo(2, 9) as number,
  ]);
  const odd: readonly Vector3[] = [[1, 2, 30]];
  expect(findingsInSpaceOn(reportWith('ELLIPSE', odd.flat()), frameAt(30))).toEqual([]);
  expect(findingsInSpaceOn(reportWith('ELLIPSOID', new Array(18).fill(30)), frameAt(30))).toEqual([]);
});
