import type { PixelPoint } from '../dicom/calibration.ts';
import type { Spacing } from '../dicom/imageDescription.ts';
import type { Scale } from '../dicom/scale.ts';
import { along, cross, dot, scaled, subtract, unit, type Vector3 } from '../dicom/vectors.ts';

/** A point of the surface: along its rows and down its columns, in the mm (or the pixel shapes) in which it is drawn. */
export interface FlatPoint {
  readonly x: number;
  readonly y: number;
}

/** A surface as hands and rulers know it: where it lies, which way its rows run, and how it is measured. */
export interface Ground {
  readonly origin: Vector3;
  /** Unit vectors along the rows and down the columns. */
  readonly right: Vector3;
  readonly down: Vector3;
  /** Size of a pixel in the coordinates of the surface; 1 and 1 on a plane through a volume. */
  readonly pixel: Spacing;
  /** The scale that holds for all of these points, which are in pixels. */
  readonly scaleFor: (points: readonly PixelPoint[]) => Scale;
}

export function flatOf({ origin, right, down }: Ground, point: Vector3): FlatPoint {
  const line = subtract(point, origin);
  return { x: dot(line, right), y: dot(line, down) };
}

export function spaceOf({ origin, right, down }: Ground, { x, y }: FlatPoint): Vector3 {
  return along(along(origin, right, x), down, y);
}

export function pixelOf({ pixel }: Ground, { x, y }: FlatPoint): PixelPoint {
  return { x: x / pixel.betweenColumns, y: y / pixel.betweenRows };
}

/**
 * The axes of a plane through a volume, from its normal alone, so that they are the same whenever it is looked at again:
 * rows run to the patient's left, or to the back where the plane is sagittal; columns run to the feet, or to the back
 * where it is axial.
 */
export function axesOfPlane(normal: Vector3): { readonly right: Vector3; readonly down: Vector3 } {
  const [x, y, z] = normal.map(Math.abs) as [number, number, number];
  const towards: Vector3 = z >= x && z >= y ? [0, 1, 0] : [0, 0, -1];
  const down = unit(subtract(towards, scaled(normal, dot(towards, normal) / dot(normal, normal))));
  const across = unit(cross(down, normal));
  const wanted: Vector3 = x > y && x > z ? [0, 1, 0] : [1, 0, 0];
  return { right: dot(across, wanted) < 0 ? scaled(across, -1) : across, down };
}
