import { along, cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { Placement } from '../placement/placement.ts';
import { directionsOf, type Pose } from '../placement/pose.ts';
import { type DrawnViewport, moveCameraTo } from '../placement/viewportCamera.ts';
import type { PlaneAxes } from './planeAxes.ts';

/** Turns the camera to look along other axes; the point `about` stays where it is in the box, and in its plane. */
export function turnCamera(viewport: DrawnViewport, axes: PlaneAxes, about: Vector3): void {
  moveCameraTo(viewport, about);
  const { focalPoint, position, viewPlaneNormal, viewUp } = viewport.getCamera();
  if (!focalPoint || !position || !viewPlaneNormal || !viewUp) return;
  const before = { towardsViewer: vectorOf(viewPlaneNormal), up: vectorOf(viewUp) };
  const line = subtract(vectorOf(focalPoint), about);
  const [right, up] = [dot(line, rightOf(before)), dot(line, before.up)];
  const focal = along(along(about, rightOf(axes), right), axes.up, up);
  const distance = Math.hypot(...subtract(vectorOf(position), vectorOf(focalPoint)));
  viewport.setCamera({
    focalPoint: [...focal],
    position: [...along(focal, axes.towardsViewer, distance)],
    viewPlaneNormal: [...axes.towardsViewer],
    viewUp: [...axes.up],
  });
}

/** The direction of the patient towards the right edge of the screen. */
export function rightOf({ towardsViewer, up }: PlaneAxes): Vector3 {
  return cross(up, towardsViewer);
}

/** The axes of a plane as a pose mirrors and turns them: a mirrored plane is looked at from behind. */
export function posedAxes(axes: PlaneAxes, pose: Pose): PlaneAxes {
  const { right, down } = directionsOf(pose, { row: rightOf(axes), column: opposite(axes.up) });
  return { towardsViewer: cross(down, right), up: opposite(down) };
}

/** What stands in the middle of the box, from a point of the patient that stays: along the screen of the upright plane. */
export function planeOffset(viewport: DrawnViewport, from: Vector3, axes: PlaneAxes): Placement['offset'] {
  const { focalPoint } = viewport.getCamera();
  const moved: Vector3 = focalPoint ? subtract(vectorOf(focalPoint), from) : [0, 0, 0];
  return { alongRow: dot(moved, rightOf(axes)), alongColumn: -dot(moved, axes.up) };
}

/** Puts the plane into its box so, whatever slice it shows now, at Cornerstone's own zoom; the caller draws. */
export function placePlane(
  viewport: DrawnViewport,
  from: Vector3,
  axes: PlaneAxes,
  { pose, zoom, offset }: Placement,
): void {
  const { focalPoint, position } = viewport.getCamera();
  if (!focalPoint || !position) return;
  const { towardsViewer, up } = posedAxes(axes, pose);
  const depth = dot(subtract(vectorOf(focalPoint), from), axes.towardsViewer);
  const inPlane = along(along(from, rightOf(axes), offset.alongRow), axes.up, -offset.alongColumn);
  const middle = along(inPlane, axes.towardsViewer, depth);
  const distance = Math.hypot(...subtract(vectorOf(position), vectorOf(focalPoint)));
  viewport.setCamera({
    focalPoint: [...middle],
    position: [...along(middle, towardsViewer, distance)],
    viewPlaneNormal: [...towardsViewer],
    viewUp: [...up],
  });
  viewport.setZoom(zoom);
}

function opposite([x, y, z]: Vector3): Vector3 {
  // Without the zero that has a sign.
  return [0 - x, 0 - y, 0 - z];
}

function vectorOf([x, y, z]: readonly number[]): Vector3 {
  return [x ?? 0, y ?? 0, z ?? 0];
}
