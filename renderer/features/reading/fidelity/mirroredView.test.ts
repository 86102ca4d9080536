import { expect, test } from 'vitest';
import { oppositeLetters } from '#shared/dicom/orientation.ts';
import { isMirrored } from './mirroredView.ts';

const edges = (right: string, bottom: string) => ({
  right,
  left: oppositeLetters(right),
  bottom,
  top: oppositeLetters(bottom),
});

test.each([
  ['axial as usual', edges('L', 'P'), false],
  ['axial seen from above', edges('R', 'P'), true],
  ['axial, turned a little', edges('RA', 'P'), true],
  ['coronal as usual', edges('L', 'F'), false],
  ['coronal from behind', edges('R', 'F'), true],
  ['sagittal', edges('P', 'F'), false],
  ['sagittal, turned a little', edges('PR', 'F'), false],
  ['orientation unknown', undefined, false],
])('Q9: %s', (_, letters, mirrored) => {
  expect(isMirrored(letters)).toBe(mirrored);
});
