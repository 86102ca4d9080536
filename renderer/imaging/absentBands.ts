import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from './imageBoxView.ts';
import type { VolumeModel } from './volumeModel.ts';

/** A rectangle of the box over absent slices. */
export interface AbsentBand {
  readonly firstSlot: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Each run of absent slots as the rectangle its slab covers on the box. On an oblique plane it covers a little too much,
 * which is the safe side: what is not hatched is image.
 */
export function absentBands(model: VolumeModel, boxPointAt: (world: Vector3) => BoxPoint): readonly AbsentBand[] {
  const { columns, rows } = model.grid;
  return runsOf(model.absentSlots()).map(([first, last]) => {
    const corners = [first - 0.5, last + 0.5].flatMap((k) =>
      [-0.5, columns - 0.5].flatMap((i) => [-0.5, rows - 0.5].map((j) => boxPointAt(model.worldOfVoxel(i, j, k)))),
    );
    const xs = corners.map(({ x }) => x);
    const ys = corners.map(({ y }) => y);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return { firstSlot: first, left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
  });
}

/** [1, 2, 3, 7] → [[1, 3], [7, 7]]. */
export function runsOf(sorted: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const slot of sorted) {
    const run = runs.at(-1);
    if (run && slot === run[1] + 1) run[1] = slot;
    else runs.push([slot, slot]);
  }
  return runs;
}
