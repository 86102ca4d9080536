import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { SegmentFrame } from '#shared/dicom/documents/segmentation.ts';
import type { BoxPoint, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { type FramePlane, framePlaneOf, worldAt } from '../../../imaging/placement/framePlane.ts';

/** The plane of a segmentation's frame: its own where it says where it lies, else that of the image it was drawn on. */
export function planeOfMask(frame: SegmentFrame, item: FrameOfImage): FramePlane {
  const image = framePlaneOf(item);
  if (!frame.position || !frame.spacing) return image;
  return { origin: frame.position, orientation: frame.orientation ?? image.orientation, spacing: frame.spacing };
}

/** A CSS matrix that brings a picture of so many pixels, one CSS pixel each, to where its plane lies in the box. */
export function matrixOf(
  boxPointAt: ImageBoxView['boxPointAt'],
  plane: FramePlane,
  size: { readonly columns: number; readonly rows: number },
): string {
  const at = (x: number, y: number): BoxPoint => boxPointAt(worldAt(plane, { x: x - 0.5, y: y - 0.5 }));
  const origin = at(0, 0);
  const across = at(size.columns, 0);
  const down = at(0, size.rows);
  const parts = [
    (across.x - origin.x) / size.columns,
    (across.y - origin.y) / size.columns,
    (down.x - origin.x) / size.rows,
    (down.y - origin.y) / size.rows,
    origin.x,
    origin.y,
  ];
  return `matrix(${parts.map((part) => part.toFixed(6)).join(', ')})`;
}
