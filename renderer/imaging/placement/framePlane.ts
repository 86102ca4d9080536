import { calibrationOf, type PixelPoint } from '#shared/dicom/calibration.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Spacing } from '#shared/dicom/imageDescription.ts';
import type { Orientation } from '#shared/dicom/orientation.ts';
import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';

/** Where a frame lies in the space in which its image box is drawn. */
export interface FramePlane {
  /** Centre of the first pixel. */
  readonly origin: Vector3;
  readonly orientation: Orientation;
  readonly spacing: Spacing;
}

const unplaced: Orientation = { row: [1, 0, 0], column: [0, 1, 0] };

/**
 * The plane of a frame: its own in the patient where it has one; else a plane of its own, in which only the shape of a
 * pixel counts. The one source for drawing and for measuring, so that the two cannot disagree (SF14).
 */
export function framePlaneOf({ image, frame }: FrameOfImage): FramePlane {
  const { spacing } = calibrationOf(image, frame);
  if (frame.position && frame.orientation) return { origin: frame.position, orientation: frame.orientation, spacing };
  return { origin: [0, 0, 0], orientation: unplaced, spacing };
}

/** The pixel coordinates of a point of the plane; the centre of the first pixel is (0, 0). */
export function pixelAt(plane: FramePlane, world: Vector3): PixelPoint {
  const fromOrigin = subtract(world, plane.origin);
  return {
    x: dot(fromOrigin, plane.orientation.row) / plane.spacing.betweenColumns,
    y: dot(fromOrigin, plane.orientation.column) / plane.spacing.betweenRows,
  };
}

export function worldAt(plane: FramePlane, pixel: PixelPoint): Vector3 {
  const onRow = along(plane.origin, plane.orientation.row, pixel.x * plane.spacing.betweenColumns);
  return along(onRow, plane.orientation.column, pixel.y * plane.spacing.betweenRows);
}
