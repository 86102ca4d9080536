import type { Failure } from '#shared/contract/failures.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import { dot } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import type { FrameLedger } from '../frames/ledger.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { type Axes, anatomicalAxes, scrollAxisOf } from './planeAxes.ts';

/** Why nothing is to be seen on a plane across the slices: only when none of them came. */
export function failureOfAll({ slots }: Pick<VolumeGrid, 'slots'>, ledger: FrameLedger): Failure | undefined {
  const failures = slots.filter((item) => item !== undefined).map((item) => ledger.failureOf(imageIdOf(item)));
  return failures.includes(undefined) ? undefined : failures[0];
}

/** Below half a degree, a line of sight lies in the slices. */
const acrossCosine = 0.0087;

/** Whether who looks at the plane looks along the slices, so that each of them is a line. */
export function looksAcrossSlices(model: Pick<VolumeModel, 'axes' | 'grid'>, plane: Plane): boolean {
  return Math.abs(dot(scrollAxisOf(model.axes(), plane), model.grid.normal)) < acrossCosine;
}

/** How a plane leans, as part of a name: nothing where it was never turned. */
export function leanOf(axes: Axes, plane: Plane): string {
  if (axes === anatomicalAxes) return '';
  return scrollAxisOf(axes, plane)
    .map((part) => part.toFixed(5))
    .join(',');
}
