import { cache } from '@cornerstonejs/core';
import type { AnnotationSurface } from '#shared/annotations/annotation.ts';
import { axesOfPlane, type Ground } from '#shared/annotations/ground.ts';
import { measuredImage } from '#shared/annotations/measuredImage.ts';
import type { NoValues, Sampled } from '#shared/annotations/sampled.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import { patientScale, scaleFor } from '#shared/dicom/scale.ts';
import { unitOfItem } from '#shared/dicom/uptake.ts';
import type { ValueUnit } from '#shared/dicom/valueUnit.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { backgroundIn } from '../frames/background.ts';
import { isColour } from '../frames/frameCatalogue.ts';
import type { DrawnValues } from '../frames/pixelValues.ts';
import type { DrawnFrame } from '../imageBoxView.ts';
import { framePlaneOf } from '../placement/framePlane.ts';

/** The values that lie under a figure in one volume or image. */
export interface ValueLayer {
  /** The modality, where another layer lies over or under it (LN5). */
  readonly name: string | undefined;
  /** All that its values hang on beside the image: unit, slab, how it is laid over another. */
  readonly key: string;
  /** Read anew at each call: what has come meanwhile counts (SF1). */
  readonly sampled: () => Result<Sampled, NoValues>;
}

/** What lies under the hand in an image box now, as annotations know it. */
export interface DrawingSurface {
  readonly surface: AnnotationSurface;
  /** Two surfaces of one key are the same image, or the same plane. */
  readonly key: string;
  /** What the image says of itself now (`measuredImage`). */
  readonly measuredOn: string;
  /** How it is measured; `byReader`: the size of its pixels as the reader has calibrated it. */
  readonly ground: (byReader?: Spacing) => Ground;
  /** The frame that is drawn, where it is one. */
  readonly item: FrameOfImage | undefined;
  /** Why nothing is measured on it; undefined where it is (LN15). */
  readonly unmeasured?: NoValues | undefined;
  /** Slices of the volume are this far apart; annotations of a plane nearer than half of it lie in this one. */
  readonly depthMm: number | undefined;
  /** One, and in a fusion two, of which each speaks for itself. */
  readonly layers: readonly ValueLayer[];
}

/** The surface of a frame that is on the screen. */
export function surfaceOfFrame(set: DisplaySet, drawn: DrawnFrame, depthMm?: number): DrawingSurface {
  const { item, imageId } = drawn;
  return {
    surface: { kind: 'frame', imageId },
    key: imageId,
    measuredOn: measuredImage(item),
    ground: (byReader) => groundOfFrame(item, byReader),
    item,
    depthMm,
    layers: [{ name: undefined, key: unitKey(unitOfItem(set, item)), sampled: () => sampledFrame(set, drawn) }],
  };
}

/** Names everything that what is read on a surface hangs on: what was read under another is not shown under this one. */
export function readingKey({ key, measuredOn, unmeasured, layers }: DrawingSurface): string {
  return [key, measuredOn, unmeasured, ...layers.map((layer) => `${layer.name} ${layer.key}`)].join('|');
}

export function unitKey({ unit, perModalityUnit }: ValueUnit): string {
  return `${unit} ${perModalityUnit}`;
}

export function groundOfFrame(item: FrameOfImage, byReader?: Spacing): Ground {
  const { origin, orientation, spacing } = framePlaneOf(item);
  return {
    origin,
    right: orientation.row,
    down: orientation.column,
    pixel: spacing,
    scaleFor: (points) => scaleFor(item.image, item.frame, points, byReader),
  };
}

/** A plane through a volume that the gate has passed: a distance in it is a distance in the patient. */
export function groundOfPlane(normal: Vector3, distanceMm: number): Ground {
  const { right, down } = axesOfPlane(normal);
  return {
    // Adding 0 turns -0 into 0.
    origin: [normal[0] * distanceMm + 0, normal[1] * distanceMm + 0, normal[2] * distanceMm + 0],
    right,
    down,
    pixel: { betweenRows: 1, betweenColumns: 1 },
    scaleFor: () => patientScale,
  };
}

/** Names a plane by its normal, of the two ways it may point always the same, and its distance from the origin. */
export function planeNamed(normal: Vector3, point: Vector3): { readonly normal: Vector3; readonly distanceMm: number } {
  const strongest = normal.reduce((most, part) => (Math.abs(part) > Math.abs(most) + 1e-6 ? part : most), 0);
  const sign = strongest < 0 ? -1 : 1;
  const named: Vector3 = [normal[0] * sign + 0, normal[1] * sign + 0, normal[2] * sign + 0];
  return { normal: named, distanceMm: dot(named, point) };
}

/** The pixels of the frame that is drawn, as they are in memory for drawing. */
function sampledFrame(set: DisplaySet, { item, imageId, fidelity }: DrawnFrame): Result<Sampled, NoValues> {
  if (isColour(item.image)) return fail('colour');
  if (fidelity?.transfer === 'lossy') return fail('preview');
  const values = cache.getImage(imageId)?.getPixelData() as DrawnValues | undefined;
  return values ? sampledPixels(item, values, unitOfItem(set, item)) : fail('notDrawn');
}

/** The values of a frame as a raster; background is no value (PX7). */
export function sampledPixels(item: FrameOfImage, values: DrawnValues, unit: ValueUnit): Result<Sampled, NoValues> {
  const { rows, columns } = item.image.layout;
  if (values.length !== rows * columns) return fail('notDrawn');
  const { origin, orientation, spacing } = framePlaneOf(item);
  const background = backgroundIn(values);
  const step = (axis: Vector3, size: number): Vector3 => [axis[0] * size, axis[1] * size, axis[2] * size];
  return succeed({
    origin,
    stepRight: step(orientation.row, spacing.betweenColumns),
    stepDown: step(orientation.column, spacing.betweenRows),
    columns,
    rows,
    unit,
    valueAt: (column, row) => {
      const value = values[row * columns + column];
      return value === background ? Number.NaN : value;
    },
  });
}
