import { along, type Vector3 } from '#shared/dicom/vectors.ts';
import type { VolumeGrid } from '#shared/dicom/volumeGrid.ts';
import { worldOfVoxel } from '#shared/dicom/volumeGrid.ts';
import type { SampledVolume } from '../fusion/overlaidVolume.ts';

/** A coarse copy of a volume, to be compared with another: brightness 0 to 1, NaN where there is no image. */
export interface RegistrationVolume {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly slots: number;
  /** Steps between neighbours, in mm, along three unit directions at right angles. */
  readonly steps: Vector3;
  readonly row: Vector3;
  readonly column: Vector3;
  readonly normal: Vector3;
  /** Centre of the first voxel. */
  readonly origin: Vector3;
}

/** Finer than this nothing is compared: the tissue of two examinations does not agree better. */
const finestMm = 3;
/** The finest copy has at most so many voxels. */
const mostVoxels = 1_500_000;
/** Of CT only what lies between fat and bone tells positions; air and metal would drown it. */
const ofCt = { low: -200, high: 300 };

/** The finest copy that is compared. Each of its voxels is the mean of those that it stands for, or of every other one. */
export function registrationVolumeOf(source: SampledVolume, grid: VolumeGrid, modality: string): RegistrationVolume {
  const { betweenColumns, betweenRows } = grid.spacing;
  const steps = [betweenColumns, betweenRows, grid.sliceSpacingMm] as const;
  const counts = [source.columns, source.rows, source.slots] as const;
  const coarsest = Math.cbrt((counts[0] * counts[1] * counts[2] * steps[0] * steps[1] * steps[2]) / mostVoxels);
  const target = Math.max(finestMm, coarsest);
  const by = steps.map((step) => Math.max(1, Math.round(target / step))) as unknown as Vector3;
  const size = counts.map((count, axis) => Math.max(1, Math.floor(count / (by[axis] ?? 1)))) as unknown as Vector3;
  const values = meansOf(source, by, size);
  const range = modality === 'CT' ? ofCt : rangeOf(values);
  const scale = 1 / Math.max(1e-9, range.high - range.low);
  for (let index = 0; index < values.length; index += 1) {
    const value = ((values[index] ?? Number.NaN) - range.low) * scale;
    values[index] = Math.min(1, Math.max(0, value));
  }
  const middle = (axis: number) => ((by[axis] ?? 1) - 1) / 2;
  return {
    values,
    columns: size[0],
    rows: size[1],
    slots: size[2],
    steps: [steps[0] * by[0], steps[1] * by[1], steps[2] * by[2]],
    row: grid.orientation.row,
    column: grid.orientation.column,
    normal: grid.normal,
    origin: worldOfVoxel(grid, middle(0), middle(1), middle(2)),
  };
}

/** Half as fine along each axis that has enough voxels left. */
export function halved(volume: RegistrationVolume): RegistrationVolume {
  const counts = [volume.columns, volume.rows, volume.slots] as const;
  const by = counts.map((count) => (count >= 12 ? 2 : 1)) as unknown as Vector3;
  const size = counts.map((count, axis) => Math.floor(count / (by[axis] ?? 1))) as unknown as Vector3;
  const { steps, row, column, normal } = volume;
  const source = { ...volume, absentBelow: Number.NEGATIVE_INFINITY };
  const half = (axis: number) => (((by[axis] ?? 1) - 1) / 2) * (steps[axis] ?? 0);
  return {
    ...volume,
    values: meansOf(source, by, size),
    columns: size[0],
    rows: size[1],
    slots: size[2],
    steps: [steps[0] * by[0], steps[1] * by[1], steps[2] * by[2]],
    origin: along(along(along(volume.origin, row, half(0)), column, half(1)), normal, half(2)),
  };
}

/** The middle of a volume in the patient. */
export function middleOfVolume({
  origin,
  row,
  column,
  normal,
  steps,
  columns,
  rows,
  slots,
}: RegistrationVolume): Vector3 {
  const onRow = along(origin, row, ((columns - 1) / 2) * steps[0]);
  return along(along(onRow, column, ((rows - 1) / 2) * steps[1]), normal, ((slots - 1) / 2) * steps[2]);
}

/** Means over blocks; of large blocks in a plane every other voxel counts. NaN where a voxel of a block is absent. */
function meansOf(source: SampledVolume, by: Vector3, size: Vector3): Float32Array {
  const { values, columns, rows, absentBelow } = source;
  const out = new Float32Array(size[0] * size[1] * size[2]);
  const stride = by[0] >= 4 ? 2 : 1;
  let at = 0;
  for (let k = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1) {
      for (let i = 0; i < size[0]; i += 1) {
        let sum = 0;
        let count = 0;
        for (let z = k * by[2]; z < (k + 1) * by[2]; z += 1) {
          for (let y = j * by[1]; y < (j + 1) * by[1]; y += stride) {
            const line = (z * rows + y) * columns;
            for (let x = i * by[0]; x < (i + 1) * by[0]; x += stride) {
              const value = values[line + x] ?? Number.NaN;
              sum += value <= absentBelow ? Number.NaN : value;
              count += 1;
            }
          }
        }
        out[at] = sum / count;
        at += 1;
      }
    }
  }
  return out;
}

/** Where nearly all values lie, for modalities whose values have no scale. */
function rangeOf(values: Float32Array): { readonly low: number; readonly high: number } {
  const step = Math.max(1, Math.floor(values.length / 20_000));
  const looked: number[] = [];
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isNaN(value)) looked.push(value);
  }
  looked.sort((a, b) => a - b);
  const at = (share: number) => looked[Math.min(looked.length - 1, Math.floor(looked.length * share))] ?? 0;
  return { low: at(0.02), high: at(0.98) };
}
