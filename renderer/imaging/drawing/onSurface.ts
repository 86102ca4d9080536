import type { Annotation } from '#shared/annotations/annotation.ts';
import { normalOf } from '#shared/dicom/orientation.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import type { DrawingSurface } from './drawingSurface.ts';

/** Two directions that differ by less than this draw the same plane: a tenth of a degree. */
const sameDirection = 1 - 1.5e-6;

/**
 * Whether an annotation lies on what a box shows now. One of a frame lies on that frame, in a stack as in the plane of a
 * volume that shows the same slice; one of a plane lies on any view of the same display set along that plane, and at
 * its depth to within half a slice.
 */
export function isOn({ surface }: Pick<Annotation, 'surface'>, shown: DrawingSurface, setId: string): boolean {
  if (surface.kind === 'frame') return shown.item !== undefined && imageIdOf(shown.item) === surface.imageId;
  if (surface.setId !== setId) return false;
  const plane = planeOf(shown);
  if (!plane) return false;
  const cosine = dot(plane.normal, surface.normal);
  if (Math.abs(cosine) < sameDirection) return false;
  const apart = Math.abs(plane.distanceMm - Math.sign(cosine) * surface.distanceMm);
  return apart <= (shown.depthMm ?? 0) / 2 + 1e-3;
}

function planeOf({
  surface,
  item,
}: DrawingSurface): { readonly normal: Vector3; readonly distanceMm: number } | undefined {
  if (surface.kind === 'plane') return surface;
  if (!item?.frame.position || !item.frame.orientation) return undefined;
  const normal = normalOf(item.frame.orientation);
  return { normal, distanceMm: dot(normal, item.frame.position) };
}
