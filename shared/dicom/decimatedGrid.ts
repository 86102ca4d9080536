import type { Decimation, SlotPart, VolumeGrid } from './volumeGrid.ts';
import { worldOfVoxel } from './volumeGrid.ts';

/**
 * The grid with several voxels put together in one, which lies in their middle; for a volume that would not fit (H3). A
 * slot of which any slice is missing is missing: half a slot would be an image of something else.
 */
export function decimatedGrid(grid: VolumeGrid, { inPlane, slices }: Decimation): VolumeGrid {
  const count = Math.ceil(grid.parts.length / slices);
  const parts = Array.from({ length: count }, (_, slot) =>
    together(grid.parts.slice(slot * slices, (slot + 1) * slices)),
  );
  const lastCount = grid.parts.length - (count - 1) * slices;
  const origin = worldOfVoxel(grid, (inPlane - 1) / 2, (inPlane - 1) / 2, (slices - 1) / 2);
  // The last slot may hold fewer; then it lies off its place by less than half a slot, and is left out.
  const kept = lastCount === slices ? parts : parts.slice(0, -1);
  return {
    ...grid,
    columns: Math.floor(grid.columns / inPlane),
    rows: Math.floor(grid.rows / inPlane),
    spacing: {
      betweenRows: grid.spacing.betweenRows * inPlane,
      betweenColumns: grid.spacing.betweenColumns * inPlane,
    },
    sliceSpacingMm: grid.sliceSpacingMm * slices,
    origin,
    slots: kept.map((of, slot) => (of.length === 0 ? undefined : grid.slots[slot * slices + (slices >> 1)])),
    parts: kept,
    decimation: { inPlane: grid.decimation.inPlane * inPlane, slices: grid.decimation.slices * slices },
  };
}

function together(group: readonly (readonly SlotPart[])[]): readonly SlotPart[] {
  if (group.some((parts) => parts.length === 0)) return [];
  return group.flat().map((part) => ({ ...part, weight: part.weight / group.length }));
}
