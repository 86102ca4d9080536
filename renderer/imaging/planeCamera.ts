import { along, cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { PlaneAxes } from './planeAxes.ts';
import { type DrawnViewport, moveCameraTo } from './viewportCamera.ts';

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

function vectorOf([x, y, z]: readonly [number, number, number] | readonly number[]): Vector3 {
  return [x ?? 0, y ?? 0, z ?? 0];
}
