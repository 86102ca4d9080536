import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { normalOf } from '#shared/dicom/orientation.ts';
import { along, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';

/** What a box shows, as a plane in the patient with the rectangle in which it has pixels. Coordinates in mm. */
export interface ShownPlane {
  readonly frameOfReferenceUID: string;
  /** The middle of the rectangle. */
  readonly centre: Vector3;
  readonly normal: Vector3;
  /** In order around the rectangle, at the outer edges of its pixels. */
  readonly corners: readonly [Vector3, Vector3, Vector3, Vector3];
}

/**
 * Names the space in which a display set lies. Some anonymisers write another frame of reference into each image: then
 * its images compare with each other only, as those of one series do.
 */
export function frameNameOf(set: DisplaySet): string | undefined {
  if (set.framesOfReference > 1) return `series ${set.seriesInstanceUID}`;
  return set.frames[0]?.image.frameOfReferenceUID;
}

/** The plane of a frame; undefined where it does not say where it lies (Q8: without a frame of reference nothing compares). */
export function planeOfFrame(
  { image, frame }: FrameOfImage,
  frameOfReferenceUID = image.frameOfReferenceUID,
): ShownPlane | undefined {
  const { position, orientation, spacing } = frame;
  const { layout } = image;
  const size = spacing.pixelSpacing;
  if (!frameOfReferenceUID || !position || !orientation || !size) return undefined;
  const { row, column } = orientation;
  const at = (x: number, y: number) =>
    along(along(position, row, x * size.betweenColumns), column, y * size.betweenRows);
  const [right, bottom] = [layout.columns - 0.5, layout.rows - 0.5];
  return {
    frameOfReferenceUID,
    centre: at((layout.columns - 1) / 2, (layout.rows - 1) / 2),
    normal: normalOf(orientation),
    corners: [at(-0.5, -0.5), at(right, -0.5), at(right, bottom), at(-0.5, bottom)],
  };
}

/** A plane through `point`, as wide as the body that the corners of a volume enclose. */
export function planeThrough(parts: {
  readonly frameOfReferenceUID: string;
  readonly point: Vector3;
  readonly right: Vector3;
  readonly down: Vector3;
  readonly normal: Vector3;
  readonly bounds: readonly Vector3[];
}): ShownPlane {
  const { point, right, down, normal, bounds } = parts;
  const reach = (axis: Vector3) => {
    const places = bounds.map((corner) => dot(subtract(corner, point), axis));
    return [Math.min(...places), Math.max(...places)] as const;
  };
  const [[left, end], [top, bottom]] = [reach(right), reach(down)];
  const at = (x: number, y: number) => along(along(point, right, x), down, y);
  return {
    frameOfReferenceUID: parts.frameOfReferenceUID,
    centre: at((left + end) / 2, (top + bottom) / 2),
    normal,
    corners: [at(left, top), at(end, top), at(end, bottom), at(left, bottom)],
  };
}
