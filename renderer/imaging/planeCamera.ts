import { along, cross, dot, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { Placement } from './placement.ts';
import type { PlaneAxes } from './planeAxes.ts';
import { asStored } from './pose.ts';
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

/** How a plane lies in its box: how large, and what stands in its middle, from a point of the patient that stays. */
export function planePlacement(viewport: DrawnViewport, from: Vector3): Placement {
  const { focalPoint, viewPlaneNormal, viewUp } = viewport.getCamera();
  const axes = { towardsViewer: vectorOf(viewPlaneNormal ?? [0, 0, -1]), up: vectorOf(viewUp ?? [0, -1, 0]) };
  const moved = focalPoint ? subtract(vectorOf(focalPoint), from) : ([0, 0, 0] as const);
  const offset = { alongRow: dot(moved, rightOf(axes)), alongColumn: -dot(moved, axes.up) };
  return { pose: asStored, zoom: viewport.getZoom(), offset };
}

/** Puts it so again, whatever slice it shows now; the caller draws. */
export function placePlane(viewport: DrawnViewport, from: Vector3, { zoom, offset }: Placement): void {
  const now = planePlacement(viewport, from).offset;
  const { focalPoint, position, viewPlaneNormal, viewUp } = viewport.getCamera();
  if (!focalPoint || !position || !viewPlaneNormal || !viewUp) return;
  const axes = { towardsViewer: vectorOf(viewPlaneNormal), up: vectorOf(viewUp) };
  const shifted = (point: readonly number[]) =>
    along(
      along(vectorOf(point), rightOf(axes), offset.alongRow - now.alongRow),
      axes.up,
      now.alongColumn - offset.alongColumn,
    );
  viewport.setCamera({ focalPoint: [...shifted(focalPoint)], position: [...shifted(position)] });
  viewport.setZoom(zoom);
}

function vectorOf([x, y, z]: readonly [number, number, number] | readonly number[]): Vector3 {
  return [x ?? 0, y ?? 0, z ?? 0];
}
