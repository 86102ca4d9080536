import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
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
  overlays: readonly DrawnOverlay[],
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
  const bitmap = overlays.find(({ plane }) => plane.group === shutter.bitmapGroup);
  if (bitmap) drawOverlay(context, place, bitmap, '#000');
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

/** Draws the bits of an overlay at its place, a pixel of it as large as a pixel of the image. */
export function drawOverlay(
  context: CanvasRenderingContext2D,
  place: ImageToBox,
  { plane, bits }: DrawnOverlay,
  colour: string,
): void {
  const picture = new OffscreenCanvas(plane.columns, plane.rows);
  const own = picture.getContext('2d');
  if (!own) return;
  const pixels = own.createImageData(plane.columns, plane.rows);
  const [red = 0, green = 0, blue = 0] = bytesOf(colour);
  for (let at = 0; at < bits.length; at += 1) if (bits[at]) pixels.data.set([red, green, blue, 255], at * 4);
  own.putImageData(pixels, 0, 0);
  context.setTransform(...place);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, plane.origin.column - 1, plane.origin.row - 1);
}

/** "#4fd3df" or "#000" → red, green, blue. */
function bytesOf(colour: string): readonly number[] {
  const digits = colour.slice(1);
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return (wide.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
