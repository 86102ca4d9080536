import { describe, expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { SlotPart, VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { absentValueOf, writeSlot } from './slotVoxels.ts';

const item = {} as FrameOfImage;
const part = (weight: number, atColumn = 0, atRow = 0): SlotPart => ({ item, weight, atColumn, atRow });

function gridOf(columns: number, rows: number, parts: readonly SlotPart[], inPlane = 1): VolumeGrid {
  return {
    columns,
    rows,
    spacing: { betweenRows: 1, betweenColumns: 1 },
    sliceSpacingMm: 1,
    origin: [0, 0, 0],
    orientation: { row: [1, 0, 0], column: [0, 1, 0] },
    normal: [0, 0, 1],
    slots: [item],
    parts: [parts],
    missingSlices: 0,
    tiltDegrees: 0,
    resampled: false,
    decimation: { inPlane, slices: 1 },
  };
}

const slice = (columns: number, rows: number, brightness: (x: number, y: number) => number) => ({
  columns,
  rows,
  values: Int16Array.from({ length: columns * rows }, (_, at) => brightness(at % columns, Math.floor(at / columns))),
});

function written(grid: VolumeGrid, ...slices: Parameters<typeof writeSlot>[3]): readonly number[] {
  const voxels = new Int16Array(grid.columns * grid.rows);
  writeSlot(voxels, grid, 0, slices);
  return [...voxels];
}

describe('what a slot is made of', () => {
  test('one image at its own place is copied bit for bit', () => {
    const one = slice(3, 2, (x, y) => x * 1_000 - y * 32_768);
    expect(written(gridOf(3, 2, [part(1)]), one)).toEqual([...one.values]);
  });

  test('Q4: between two images by their distances', () => {
    const [low, high] = [slice(2, 1, (x) => x * 100), slice(2, 1, (x) => 40 + x * 100)];
    expect(written(gridOf(2, 1, [part(0.75), part(0.25)]), low, high)).toEqual([10, 110]);
  });

  test('Q5: shifted by parts of a pixel, and absent where the image does not reach', () => {
    const absent = absentValueOf(new Int16Array());
    expect(
      written(
        gridOf(2, 4, [part(1, 0, 1.5)]),
        slice(2, 2, (x, y) => y * 100 + x),
      ),
    ).toEqual([absent, absent, absent, absent, 50, 51, absent, absent]);
  });

  test('PX7: background is not mixed with what lies beside it, in the image or in the next', () => {
    const absent = absentValueOf(new Int16Array());
    const rim = slice(4, 1, (x) => (x < 2 ? absent : 100));
    // A third of a pixel to the left: each voxel takes a third of the pixel on its right.
    expect(written(gridOf(3, 1, [part(1, -1 / 3)]), rim)).toEqual([absent, absent, 100]);
    expect(written(gridOf(3, 1, [part(1, -2 / 3)]), rim)).toEqual([absent, 100, 100]);
    const full = slice(4, 1, () => 40);
    expect(written(gridOf(4, 1, [part(0.75), part(0.25)]), full, rim)).toEqual([40, 40, 55, 55]);
    expect(written(gridOf(4, 1, [part(0.25), part(0.75)]), full, rim)).toEqual([absent, absent, 85, 85]);
    expect(
      written(
        gridOf(2, 1, [part(1)], 2),
        slice(4, 2, (x, y) => (x === 0 || (x === 3 && y) ? absent : 60)),
      ),
    ).toEqual([60, 60]);
  });

  test('PX7: a number type with fractions has a background of its own', () => {
    const voxels = new Float32Array(2);
    const values = Float32Array.of(Math.fround(-1e30), 0.5, 0.75);
    writeSlot(voxels, gridOf(2, 1, [part(1, -0.25)]), 0, [{ columns: 3, rows: 1, values }]);
    expect([...voxels]).toEqual([absentValueOf(voxels), 0.5625]);
  });

  test('LN15: several pixels in one are their mean', () => {
    expect(
      written(
        gridOf(2, 1, [part(1)], 2),
        slice(4, 2, (x, y) => x * 10 + y * 100),
      ),
    ).toEqual([55, 75]);
  });
});
