import { describe, expect, test } from 'vitest';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { type MemoryLimits, planVolume, safeTextureBytes, volumeBudget } from './memoryPlan.ts';

const gibibyte = 1024 ** 3;
const eightGigabytes: MemoryLimits = {
  textureAxis: 2_048,
  textureBytesPerVoxel: 4,
  textureBytes: safeTextureBytes,
  memoryBytes: 8 * gibibyte,
};

/** A grid of this size; what its slots are made of plays no part in a plan. */
function gridOf(columns: number, rows: number, slots: number, pixelMm = 0.7, sliceMm = 0.6): VolumeGrid {
  return {
    columns,
    rows,
    spacing: { betweenRows: pixelMm, betweenColumns: pixelMm },
    sliceSpacingMm: sliceMm,
    origin: [0, 0, 0],
    orientation: { row: [1, 0, 0], column: [0, 1, 0] },
    normal: [0, 0, 1],
    slots: new Array<undefined>(slots).fill(undefined),
    parts: new Array<[]>(slots).fill([]),
    missingSlices: 0,
    tiltDegrees: 0,
    resampled: false,
    decimation: { inPlane: 1, slices: 1 },
  };
}

const plan = (grid: VolumeGrid, changed: Partial<MemoryLimits> = {}, taken = 0) =>
  planVolume(grid, 2, { ...eightGigabytes, ...changed }, taken);

describe('H3: what is drawn is chosen before it is loaded', () => {
  test('a usual CT whole; 2,000 slices on 8 GB two by two along the slices, the finer way, within the budget', () => {
    expect(plan(gridOf(512, 512, 275))).toEqual({
      kind: 'volume',
      decimation: { inPlane: 1, slices: 1 },
      bytes: 512 * 512 * 275 * 6,
    });
    const large = plan(gridOf(512, 512, 2_000));
    expect(large).toEqual({ kind: 'volume', decimation: { inPlane: 1, slices: 2 }, bytes: 512 * 512 * 1_000 * 6 });
    if (large.kind === 'volume') expect(large.bytes).toBeLessThan(volumeBudget(eightGigabytes));
  });

  test('SF12: no axis is longer than the card takes, and no texture larger than was seen to work', () => {
    for (const grid of [
      gridOf(512, 512, 2_100),
      gridOf(4_000, 4_000, 40),
      gridOf(1_024, 1_024, 1_500),
      gridOf(128, 128, 5_000),
    ]) {
      const made = plan(grid);
      if (made.kind !== 'volume') throw new Error(made.reason);
      const { inPlane, slices } = made.decimation;
      const size = [grid.columns / inPlane, grid.rows / inPlane, Math.ceil(grid.parts.length / slices)] as const;
      expect(Math.max(...size)).toBeLessThanOrEqual(2_048);
      expect(size[0] * size[1] * size[2] * 4).toBeLessThanOrEqual(safeTextureBytes);
    }
    expect(plan(gridOf(128, 128, 20_000))).toEqual({ kind: 'stackOnly', reason: 'size' });
  });

  test('thick slices keep their number: pixels are put together instead', () => {
    expect(plan(gridOf(1_024, 1_024, 400, 0.2, 3))).toMatchObject({ decimation: { inPlane: 2, slices: 1 } });
  });

  test('what other volumes take and a small computer leave less, and at last only stacks', () => {
    const grid = gridOf(512, 512, 600);
    expect(plan(grid, { memoryBytes: 4 * gibibyte })).toMatchObject({ decimation: { slices: 1 } });
    expect(plan(grid, {}, volumeBudget(eightGigabytes) - 500_000_000)).toMatchObject({ decimation: { slices: 2 } });
    expect(plan(grid, {}, volumeBudget(eightGigabytes))).toEqual({ kind: 'stackOnly', reason: 'memory' });
  });
});
