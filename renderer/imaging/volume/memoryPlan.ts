import type { Decimation, VolumeGrid } from '#shared/dicom/volumeGrid.ts';

/** What the computer can hold, as far as a page is told. */
export interface MemoryLimits {
  /** MAX_3D_TEXTURE_SIZE: no axis of a volume may be longer. */
  readonly textureAxis: number;
  /** The graphics card keeps each voxel in so many bytes: 4 as R32F, 2 where 16-bit textures are exact. */
  readonly textureBytesPerVoxel: 2 | 4;
  /** More in one texture is drawn black without a word (SF12). */
  readonly textureBytes: number;
  /** Memory of the computer, in bytes; what the browser admits to. */
  readonly memoryBytes: number;
}

/** How a display set may be drawn as a volume: whole or coarser. `bytes`: main memory and graphics memory together. */
export type VolumePlan =
  | { readonly kind: 'volume'; readonly decimation: Decimation; readonly bytes: number }
  | { readonly kind: 'stackOnly'; readonly reason: 'memory' | 'size' };

/** Coarser than this, a voxel is larger than what is looked for. */
const coarsest = 4;
/** Of the computer's memory, so much may be volumes: the rest is images, the host, and everything else that runs. */
const shareOfMemory = 0.3;

/** What one texture holds for certain: 512 × 512 × 1000 at four bytes was seen to work, twice that not (SF12). */
export const safeTextureBytes = 1_200_000_000;

/** Bytes that all volumes may take, in however many windows they are shown: one page draws into all of them (0036). */
export function volumeBudget({ memoryBytes }: MemoryLimits): number {
  return memoryBytes * shareOfMemory;
}

/**
 * Chosen before anything is loaded (H3): the whole volume; else one put together two by two, where its voxels are finest
 * first, so that they stay as even as they were; else stacks. `bytesPerVoxel`: in main memory; `taken`: bytes of volumes
 * that must stay.
 */
export function planVolume(grid: VolumeGrid, bytesPerVoxel: 2 | 4, limits: MemoryLimits, taken = 0): VolumePlan {
  const room = volumeBudget(limits) - taken;
  let decimation: Decimation = { inPlane: 1, slices: 1 };
  for (;;) {
    const size = sizeOf(grid, decimation);
    const texture = size.voxels * limits.textureBytesPerVoxel;
    const bytes = texture + size.voxels * bytesPerVoxel;
    const fitsCard = size.longest <= limits.textureAxis && texture <= limits.textureBytes;
    if (fitsCard && bytes <= room) return { kind: 'volume', decimation, bytes };
    const next = coarser(grid, decimation, limits);
    if (!next) return { kind: 'stackOnly', reason: fitsCard ? 'memory' : 'size' };
    decimation = next;
  }
}

function sizeOf(grid: VolumeGrid, { inPlane, slices }: Decimation) {
  const columns = Math.floor(grid.columns / inPlane);
  const rows = Math.floor(grid.rows / inPlane);
  const count = Math.ceil(grid.parts.length / slices);
  return {
    voxels: columns * rows * count,
    longest: Math.max(columns, rows, count),
    across: Math.max(columns, rows),
    count,
  };
}

/** An axis that is too long for the card first; else the finer one. Undefined where neither may be coarser. */
function coarser(grid: VolumeGrid, { inPlane, slices }: Decimation, limits: MemoryLimits): Decimation | undefined {
  const size = sizeOf(grid, { inPlane, slices });
  const fineMm = Math.min(grid.spacing.betweenColumns, grid.spacing.betweenRows) * inPlane;
  const finerAlong = grid.sliceSpacingMm * slices <= fineMm * 1.25;
  const along = size.count > limits.textureAxis || (size.across <= limits.textureAxis && finerAlong);
  const ways: readonly Decimation[] = [
    { inPlane, slices: slices * 2 },
    { inPlane: inPlane * 2, slices },
  ];
  const [first, second] = along ? ways : [ways[1], ways[0]];
  return [first, second].find((way) => way && way.inPlane <= coarsest && way.slices <= coarsest);
}
