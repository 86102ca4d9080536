import type { ValueUnit } from '../dicom/valueUnit.ts';
import { dot, subtract, type Vector3 } from '../dicom/vectors.ts';
import type { FlatPoint } from './ground.ts';

/**
 * The values under a surface as they were drawn, sample by sample: the pixels of a frame, or the voxels that a plane
 * passes through. Independent of zoom, pan and the size of the screen (H2).
 */
export interface Sampled {
  /** The centre of the first sample in space, and the steps to its neighbours along a row and down a column. */
  readonly origin: Vector3;
  readonly stepRight: Vector3;
  readonly stepDown: Vector3;
  readonly columns: number;
  readonly rows: number;
  /** The modality value of a sample: NaN is padding and counts as nothing (PX7), undefined is not there to be asked. */
  readonly valueAt: (column: number, row: number) => number | undefined;
  /** Samples of the raster that lie outside what was measured: where an oblique plane leaves its volume. */
  readonly isOutside?: (column: number, row: number) => boolean;
  readonly unit: ValueUnit;
}

/** Why nothing may be told of the values here; each has its words in `annotations.json` under `noValues`. */
export type NoValues = 'notDrawn' | 'sliceMissing' | 'preview' | 'decimated' | 'slab' | 'colour' | 'outside' | 'empty';

/** A point of space in sample coordinates; the centre of the first sample is (0, 0). Its distance from the plane is left out. */
export function sampleAt({ origin, stepRight, stepDown }: Sampled, point: Vector3): FlatPoint {
  const line = subtract(point, origin);
  const [rr, dd, rd] = [dot(stepRight, stepRight), dot(stepDown, stepDown), dot(stepRight, stepDown)];
  const [lr, ld] = [dot(line, stepRight), dot(line, stepDown)];
  const determinant = rr * dd - rd * rd;
  return { x: (lr * dd - ld * rd) / determinant, y: (ld * rr - lr * rd) / determinant };
}
