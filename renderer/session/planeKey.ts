import { dot } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';

/** Changes when the plane moves, by a hundredth of a millimetre or of a degree; and with the crosshair in it. */
export function planeKey(view: ImageBoxView): string {
  const plane = view.shownPlane?.();
  if (!plane) return '';
  const numbers = [
    ...plane.normal.map((part) => part * 100),
    dot(plane.centre, plane.normal),
    ...(view.pointShown?.() ?? []),
  ];
  return [plane.frameOfReferenceUID, ...numbers.map((each) => Math.round(each * 100))].join(' ');
}
