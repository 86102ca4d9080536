import { describe, expect, test } from 'vitest';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { type AbsentBand, type AbsentIn, absentBands } from './absentBands.ts';

/** A sagittal volume of 176 slices of 1 mm and 256 × 256 pixels of 1 mm, turned about the long axis of the body. */
function sagittalVolume(degrees: number, absent: readonly number[], crosshairSlot = 88): AbsentIn {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const worldOfVoxel = (i: number, j: number, k: number): Vector3 => [
    (k - 87.5) * cos - (i - 127.5) * sin,
    (k - 87.5) * sin + (i - 127.5) * cos,
    127.5 - j,
  ];
  return {
    grid: { columns: 256, rows: 256 },
    absentSlots: () => absent,
    crosshair: () => worldOfVoxel(127.5, 127.5, crosshairSlot),
    worldOfVoxel,
  };
}

const axial = ([x, y]: Vector3) => ({ x: 300 + x, y: 300 + y });
const sagittal = ([, y, z]: Vector3) => ({ x: 300 + y, y: 300 - z });

/** The area of a polygon, by its corners in order. */
const areaOf = ({ corners }: AbsentBand) =>
  Math.abs(
    corners.reduce((sum, { x, y }, index) => {
      const next = corners[(index + 1) % corners.length]!;
      return sum + x * next.y - next.x * y;
    }, 0),
  ) / 2;

describe('C9: what is hatched is the slab, not the frame around it', () => {
  test.each([0, 3, 5, 20])('a missing slice of 1 mm in a volume turned by %i° covers 1 mm by its length', (degrees) => {
    const [band] = absentBands(sagittalVolume(degrees, [40]), axial);
    expect(band?.corners).toHaveLength(4);
    expect(band && areaOf(band)).toBeCloseTo(256, 6);
  });

  test('three in a row are one area, others their own', () => {
    const bands = absentBands(sagittalVolume(5, [40, 41, 42, 90]), axial);
    expect(bands.map((band) => [band.firstSlot, Math.round(areaOf(band))])).toEqual([
      [40, 768],
      [90, 256],
    ]);
  });

  test('the plane in which the slices were made is hatched as a strip when it leaves the slab, and not at all outside', () => {
    const width = 1 / Math.sin((5 * Math.PI) / 180);
    const [strip] = absentBands(sagittalVolume(5, [88]), sagittal);
    expect(strip && areaOf(strip)).toBeCloseTo(width * 256, 4);
    expect(absentBands(sagittalVolume(0, [40]), sagittal)).toEqual([]);
    expect(areaOf(absentBands(sagittalVolume(0, [88]), sagittal)[0]!)).toBeCloseTo(256 * 256, 6);
  });
});
