import { getShouldUseCPURendering, type Types } from '@cornerstonejs/core';
import { cross, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from '../imageBoxView.ts';

/** What is used of Cornerstone's viewports here: the same for stacks and planes. */
export interface DrawnViewport {
  getCamera(): Types.ICamera;
  setCamera(camera: Types.ICamera): void;
  getZoom(): number;
  setZoom(zoom: number): void;
  canvasToWorld(point: Types.Point2): Types.Point3;
  worldToCanvas(point: Types.Point3): Types.Point2;
  render(): void;
  getImageData?(): unknown;
}

/** Moves what is under `from` to `to`. The same for stacks and planes: the camera moves, nothing else. */
export function panCamera(viewport: DrawnViewport, from: BoxPoint, to: BoxPoint): void {
  const moved = subtract(worldOf(viewport, from), worldOf(viewport, to));
  const { focalPoint, position } = viewport.getCamera();
  if (!focalPoint || !position) return;
  viewport.setCamera({ focalPoint: add(focalPoint, moved), position: add(position, moved) });
  viewport.render();
}

/** Enlarges by a factor, within sense: from a tenth to sixty times the fit. */
export function zoomCamera(viewport: DrawnViewport, factor: number): void {
  const zoom = Math.min(60, Math.max(0.1, viewport.getZoom() * factor));
  viewport.setZoom(zoom);
  viewport.render();
}

/** The processor's stacks have no places before their first image, and fail when they are asked for one (SF17). */
function hasNoPlaces(viewport: DrawnViewport): boolean {
  return getShouldUseCPURendering() && viewport.getImageData !== undefined && !viewport.getImageData();
}

/** A point of space; of numbers that are none where the box has no image to say where it is. */
export function worldOf(viewport: DrawnViewport, point: BoxPoint): Vector3 {
  if (hasNoPlaces(viewport)) return [Number.NaN, Number.NaN, Number.NaN];
  const [x, y, z] = viewport.canvasToWorld([point.x, point.y]);
  return [x, y, z];
}

export function boxPointOf(viewport: DrawnViewport, world: Vector3): BoxPoint {
  if (hasNoPlaces(viewport)) return { x: Number.NaN, y: Number.NaN };
  const [x, y] = viewport.worldToCanvas([...world]);
  return { x, y };
}

/** The directions of the screen in the patient: towards its right and its bottom. */
export function screenDirections(viewport: DrawnViewport): { readonly right: Vector3; readonly down: Vector3 } {
  const { viewPlaneNormal = [0, 0, -1], viewUp = [0, -1, 0] } = viewport.getCamera();
  const up: Vector3 = [viewUp[0], viewUp[1], viewUp[2]];
  const away: Vector3 = [-viewPlaneNormal[0], -viewPlaneNormal[1], -viewPlaneNormal[2]];
  return { right: cross(away, up), down: [-up[0], -up[1], -up[2]] };
}

/** A point this near to its plane, in mm, lies in it. */
const inPlaneMm = 1e-6;

/** Moves the camera along its own axis until the point lies in its plane; false where it lies there already. */
export function moveCameraTo(viewport: DrawnViewport, point: Vector3): boolean {
  const { focalPoint, position, viewPlaneNormal } = viewport.getCamera();
  if (!focalPoint || !position || !viewPlaneNormal) return false;
  const toPoint = subtract(point, [focalPoint[0], focalPoint[1], focalPoint[2]]);
  const [nx, ny, nz] = viewPlaneNormal;
  const distance = toPoint[0] * nx + toPoint[1] * ny + toPoint[2] * nz;
  if (Math.abs(distance) < inPlaneMm) return false;
  const moved: Vector3 = [nx * distance, ny * distance, nz * distance];
  viewport.setCamera({ focalPoint: add(focalPoint, moved), position: add(position, moved) });
  return true;
}

function add(point: Types.Point3, moved: Vector3): Types.Point3 {
  return [point[0] + moved[0], point[1] + moved[1], point[2] + moved[2]];
}
