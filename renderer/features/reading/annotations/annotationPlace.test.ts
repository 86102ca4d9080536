import { expect, test } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { annotationPlace } from './annotationPlace.ts';

const { t } = startI18n();
const inPlane = (normal: Vector3) =>
  annotationPlace({ surface: { kind: 'plane', setId: '1', normal, distanceMm: 0 }, imageNumber: 209 }, t);

test('what is drawn on an image is found by its number, and what is drawn in a plane by the plane', () => {
  expect(annotationPlace({ surface: { kind: 'frame', imageId: '1' }, imageNumber: 209 }, t)).toBe('im 209');
  expect([inPlane([0, -1, 0]), inPlane([1, 0, 0]), inPlane([0, 0, 1])]).toEqual(['coronal', 'sagittal', 'axial']);
  expect(inPlane([0, 0.9, 0.436])).toBe('coronal, oblique');
});
