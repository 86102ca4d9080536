import { describe, expect, test } from 'vitest';
import { oppositeLetters } from '#shared/dicom/orientation.ts';
import { lettersOfDirections } from '../../../imaging/placement/letters.ts';
import { directionsOf } from '../../../imaging/placement/pose.ts';
import { isMirrored } from './mirroredView.ts';

const edges = (right: string, bottom: string) => ({
  right,
  left: oppositeLetters(right),
  bottom,
  top: oppositeLetters(bottom),
});

const planes = {
  axial: { row: [1, 0, 0], column: [0, 1, 0] },
  coronal: { row: [1, 0, 0], column: [0, 0, -1] },
  sagittal: { row: [0, 1, 0], column: [0, 0, -1] },
} as const;

describe.each(Object.entries(planes))('Q9: %s, in each of the eight ways in which it may lie', (plane, orientation) => {
  test.each([0, 90, 180, 270].flatMap((rotation) => [false, true].map((mirrored) => ({ rotation, mirrored }))))(
    'turned by $rotation, mirrored: $mirrored',
    (pose) => {
      const { right, down } = directionsOf(pose, orientation);
      expect(isMirrored(lettersOfDirections(right, down), 'CT')).toBe(plane !== 'sagittal' && pose.mirrored);
    },
  );
});

test.each([
  ['axial seen from above', edges('R', 'P'), true],
  ['axial, turned a little, from above', edges('RA', 'P'), true],
  ['axial, upside down as a whole', edges('R', 'A'), false],
  ['axial, top and bottom exchanged', edges('L', 'A'), true],
  ['coronal from behind', edges('R', 'F'), true],
  ['coronal, leaning to the side', edges('LA', 'F'), false],
  ['sagittal, turned a little', edges('PR', 'F'), false],
  ['orientation unknown', undefined, false],
  ['letters of no direction', edges('RT', 'V'), false],
])('Q9: %s', (_, letters, mirrored) => {
  expect(isMirrored(letters, 'CT')).toBe(mirrored);
});

test('a mammogram is looked at from above, and nobody expects otherwise', () => {
  expect([isMirrored(edges('P', 'L'), 'MG'), isMirrored(edges('P', 'L'), 'CT')]).toEqual([false, true]);
});
