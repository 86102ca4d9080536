import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import { markOverlay } from '#shared/dicom/overlayPlanes.ts';
import type { Shutter, ShutterShape } from '#shared/dicom/shutter.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { DrawnOverlay } from '../../../imaging/frames/overlayBits.ts';
import type { BoxPoint } from '../../../imaging/imageBoxView.ts';
import { framePlaneOf, worldAt } from '../../../imaging/placement/framePlane.ts';

/** Where image coordinates stand on the canvas, as `setTransform` takes them: 0, 0 is the corner of the first pixel. */
export type ImageToBox = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** From image coordinates to device pixels of the box; a box shows its image without perspective, so three points tell. */
export function imageToBox(item: FrameOfImage, boxPointAt: (world: Vector3) => BoxPoint, scale: number): ImageToBox {
  const plane = framePlaneOf(item);
  const at = (x: number, y: number) => boxPointAt(worldAt(plane, { x: x - 0.5, y: y - 0.5 }));
  const [origin, right, down] = [at(0, 0), at(1, 0), at(0, 1)];
  return [
    (right.x - origin.x) * scale,
    (right.y - origin.y) * scale,
    (down.x - origin.x) * scale,
    (down.y - origin.y) * scale,
    origin.x * scale,
    origin.y * scale,
  ];
}

/** Covers with black what lies outside of any of the shapes; in DICOM the first pixel is 1, 1, and edges are image. */
export function drawShutter(
  context: CanvasRenderingContext2D,
  place: ImageToBox,
  layout: Pick<PixelLayout, 'rows' | 'columns'>,
  shutter: Shutter,
): void {
  context.setTransform(...place);
  context.fillStyle = '#000';
  for (const shape of shutter.shapes) {
    context.beginPath();
    // A little more than the image, so that no line of it shines through at its edge.
    context.rect(-1, -1, layout.columns + 2, layout.rows + 2);
    outline(context, shape);
    context.fill('evenodd');
  }
}

function outline(context: CanvasRenderingContext2D, shape: ShutterShape): void {
  if (shape.kind === 'rectangular') {
    const { left, right, upper, lower } = shape;
    context.rect(left - 1, upper - 1, right - left + 1, lower - upper + 1);
    return;
  }
  if (shape.kind === 'circular') {
    const { center, radius } = shape;
    context.moveTo(center.column - 0.5 + radius + 0.5, center.row - 0.5);
    context.arc(center.column - 0.5, center.row - 0.5, radius + 0.5, 0, 2 * Math.PI);
    return;
  }
  for (const [index, { column, row }] of shape.vertices.entries()) {
    if (index === 0) context.moveTo(column - 0.5, row - 0.5);
    else context.lineTo(column - 0.5, row - 0.5);
  }
  context.closePath();
}

/** What overlays mark on an image, in one colour: the part of the image in which there is any of it. */
export interface OverlayPicture {
  readonly canvas: OffscreenCanvas;
  readonly column: number;
  readonly row: number;
}

/** Paints all of them as one; undefined where they mark nothing of the image. Throws where there is no memory for it. */
export function paintOverlays(
  overlays: readonly DrawnOverlay[],
  { rows, columns }: Pick<PixelLayout, 'rows' | 'columns'>,
  colour: number,
): OverlayPicture | undefined {
  const marks = new Uint8Array(rows * columns);
  for (const overlay of overlays) markOverlay(marks, { rows, columns }, overlay);
  const area = areaOfMarks(marks, columns);
  if (!area) return undefined;
  const canvas = new OffscreenCanvas(area.width, area.height);
  const own = canvas.getContext('2d');
  if (!own) throw new RangeError('no canvas');
  const image = own.createImageData(area.width, area.height);
  const pixels = new DataView(image.data.buffer);
  for (let row = 0; row < area.height; row += 1) {
    const from = (area.top + row) * columns + area.left;
    for (let column = 0; column < area.width; column += 1) {
      if (marks[from + column]) pixels.setUint32(4 * (row * area.width + column), colour);
    }
  }
  own.putImageData(image, 0, 0);
  return { canvas, column: area.left, row: area.top };
}

/** The least rectangle that holds every mark. */
export function areaOfMarks(marks: Uint8Array, columns: number) {
  let [left, right, top, bottom] = [columns, -1, -1, -1];
  for (let from = 0, row = 0; from < marks.length; from += columns, row += 1) {
    const line = marks.subarray(from, from + columns);
    const first = line.indexOf(1);
    if (first < 0) continue;
    if (top < 0) top = row;
    bottom = row;
    left = Math.min(left, first);
    right = Math.max(right, line.lastIndexOf(1));
  }
  return bottom < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Draws a picture at its place, a pixel of it as large as a pixel of the image. */
export function drawOverlays(context: CanvasRenderingContext2D, place: ImageToBox, picture: OverlayPicture): void {
  context.setTransform(...place);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture.canvas, picture.column, picture.row);
}
