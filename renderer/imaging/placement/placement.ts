import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { along, cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { type FramePlane, framePlaneOf, worldAt } from './framePlane.ts';
import { asStored, directionsOf, type Pose } from './pose.ts';
import type { DrawnViewport } from './viewportCamera.ts';

/** Where an image lies in its box: said in terms of the image, so that the next image of the stack lies the same way. */
export interface Placement {
  readonly pose: Pose;
  /** 1 shows the whole image, turned as it is, and no more. */
  readonly zoom: number;
  /** What is in the middle of the box, from the middle of the image, in mm along its rows and its columns. */
  readonly offset: { readonly alongRow: number; readonly alongColumn: number };
}

export const wholeImage: Placement = { pose: asStored, zoom: 1, offset: { alongRow: 0, alongColumn: 0 } };

export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

/** Puts the camera so that the frame lies as placed; the caller draws. */
export function placeFrame(viewport: DrawnViewport, item: FrameOfImage, box: BoxSize, placement: Placement): void {
  const plane = framePlaneOf(item);
  const { right, down } = directionsOf(placement.pose, plane.orientation);
  const towardsViewer = cross(down, right);
  const { focalPoint, position } = viewport.getCamera();
  const distance = focalPoint && position ? Math.max(1, Math.hypot(...difference(position, focalPoint))) : 1;
  const { alongRow, alongColumn } = placement.offset;
  const middle = along(
    along(middleOfFrame(item, plane), plane.orientation.row, alongRow),
    plane.orientation.column,
    alongColumn,
  );
  viewport.setCamera({
    viewUp: [-down[0], -down[1], -down[2]],
    viewPlaneNormal: [...towardsViewer],
    focalPoint: [...middle],
    position: [...along(middle, towardsViewer, distance)],
  });
  viewport.setZoom(placement.zoom / turnedFit(item, box, placement.pose));
}

/** How the frame lies now, after a hand has moved the camera; its pose is known and does not come from the camera. */
export function placementOf(viewport: DrawnViewport, item: FrameOfImage, box: BoxSize, pose: Pose): Placement {
  const plane = framePlaneOf(item);
  const { focalPoint } = viewport.getCamera();
  const shown: Vector3 = focalPoint ? [focalPoint[0], focalPoint[1], focalPoint[2]] : middleOfFrame(item, plane);
  const moved = subtract(shown, middleOfFrame(item, plane));
  return {
    pose,
    zoom: viewport.getZoom() * turnedFit(item, box, pose),
    offset: { alongRow: dot(moved, plane.orientation.row), alongColumn: dot(moved, plane.orientation.column) },
  };
}

/**
 * Device pixels that one image pixel takes, along its rows. 1 is "1:1": what was acquired is what is lit, and nothing is
 * made up between.
 */
export function pixelScaleOf(viewport: DrawnViewport, item: FrameOfImage, devicePixelRatio: number): number {
  const plane = framePlaneOf(item);
  const from = viewport.worldToCanvas([...worldAt(plane, { x: 0, y: 0 })]);
  const to = viewport.worldToCanvas([...worldAt(plane, { x: 100, y: 0 })]);
  return (Math.hypot(to[0] - from[0], to[1] - from[1]) * devicePixelRatio) / 100;
}

/**
 * By how much the camera must see more than it does of the upright image, that the turned one be whole. Cornerstone fits
 * the upright image, whatever the rotation.
 */
export function turnedFit(item: FrameOfImage, box: BoxSize, { rotation }: Pose): number {
  const { rows, columns } = item.image.layout;
  const { spacing } = framePlaneOf(item);
  return turnedFitOf({ width: columns * spacing.betweenColumns, height: rows * spacing.betweenRows }, box, rotation);
}

/** The same of anything that is so wide and so high, in any one unit. */
export function turnedFitOf({ width, height }: BoxSize, box: BoxSize, rotation: number): number {
  const needed = (degrees: number): number => {
    const angle = (degrees * Math.PI) / 180;
    const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const [across, upright] = [width * cosine + height * sine, width * sine + height * cosine];
    return Math.max(upright, (across * box.height) / Math.max(1, box.width));
  };
  return needed(rotation) / Math.max(1e-9, needed(0));
}

/** What was fitted is fitted as it is turned; what was enlarged, or stands at 1:1, keeps its size on the screen. */
export function zoomWhenTurned(zoom: number, fitBefore: number, fitAfter: number): number {
  return Math.abs(zoom - 1) < 1e-6 ? zoom : (zoom * fitAfter) / fitBefore;
}

function middleOfFrame({ image }: FrameOfImage, plane: FramePlane): Vector3 {
  return worldAt(plane, { x: (image.layout.columns - 1) / 2, y: (image.layout.rows - 1) / 2 });
}

function difference(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.map((value, axis) => value - (other[axis] ?? 0));
}
