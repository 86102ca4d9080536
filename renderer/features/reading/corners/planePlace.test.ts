import { expect, test } from 'vitest';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { planePlaceText } from './overlayText.ts';

const at = (plane: Plane, point: Vector3, lean = 0) =>
  planePlaceText({ plane, model: { crosshair: () => point }, obliqueDegrees: () => lean });

test.each<[Plane, string, string]>([
  ['axial', 'H 140.0 mm', 'F 140.0 mm'],
  ['coronal', 'P 24.3 mm', 'A 24.3 mm'],
  ['sagittal', 'L 8.1 mm', 'R 8.1 mm'],
])('a %s plane says where it lies along its own axis of the body', (plane, towards, away) => {
  expect(at(plane, [8.06, 24.25, 140])).toBe(towards);
  expect(at(plane, [-8.06, -24.25, -140])).toBe(away);
});

test('a plane that leans lies at no one place of an axis', () => {
  expect(at('coronal', [8, 24, 140], 20)).toBe('');
});
