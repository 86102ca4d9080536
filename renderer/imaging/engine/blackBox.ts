import { cache } from '@cornerstonejs/core';
import { isSaneValue } from '#shared/dicom/presentationValues.ts';
import { backgroundIn } from '../frames/background.ts';
import type { DrawnValues } from '../frames/pixelValues.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';
import { framePlaneOf, pixelAt } from '../placement/framePlane.ts';

/** A point of a box: the grey on its canvas, and the grey that its image has there; both 0 to 255. */
export interface ComparedPoint {
  readonly drawn: number;
  readonly expected: number;
}

const pointsAcross = 16;
/** Greys that differ by no more are one grey. */
const oneGrey = 2;
/** What the image must have of other greys, and at how many points, before a canvas of one grey is called wrong. */
const otherGrey = 24;
const enoughPoints = 8;

/** Whether a canvas is of one grey where its image is not (H5): nothing was drawn, whatever the engine says. */
export function isBlackBox(points: readonly ComparedPoint[]): boolean {
  if (!isOneGrey(points)) return false;
  const low = Math.min(...points.map(({ drawn }) => drawn));
  return points.filter(({ expected }) => Math.abs(expected - low) > otherGrey).length >= enoughPoints;
}

/** Whether everything that was looked at on a canvas has one grey; of nothing that is not told. */
export function isOneGrey(points: readonly Pick<ComparedPoint, 'drawn'>[]): boolean {
  const drawn = points.map((point) => point.drawn);
  return points.length > 0 && Math.max(...drawn) - Math.min(...drawn) <= oneGrey;
}

/**
 * Reads a grid of points of a box's canvas back; undefined where it has none, or no size. `mostAcross`: a larger canvas is
 * made so small first, where it is read often and its points need not be exact.
 */
export function readBack(
  element: HTMLElement,
  mostAcross = Number.POSITIVE_INFINITY,
): ((point: BoxPoint) => number) | undefined {
  // What another layer paints over it is none of the card's drawing.
  const canvas = element.querySelector<HTMLCanvasElement>('canvas:not([data-fusion])');
  if (!canvas || canvas.width === 0 || canvas.height === 0 || element.clientWidth === 0) return undefined;
  // A canvas of its own is read: one that is read often is taken off the graphics card by the browser.
  const copy = new OffscreenCanvas(Math.min(canvas.width, mostAcross), Math.min(canvas.height, mostAcross));
  const context = copy.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  const { data, width, height } = context.getImageData(0, 0, copy.width, copy.height);
  const [scaleX, scaleY] = [width / element.clientWidth, height / element.clientHeight];
  return ({ x, y }) => {
    const column = Math.max(0, Math.min(width - 1, Math.floor(x * scaleX)));
    const row = Math.max(0, Math.min(height - 1, Math.floor(y * scaleY)));
    const at = (row * width + column) * 4;
    return ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
  };
}

/** The points of a stack's box beside what its image has there; undefined where it cannot be told. */
export function compareStack(view: ImageBoxView, element: HTMLElement): readonly ComparedPoint[] | undefined {
  const { drawn, grey, colour } = view.state();
  const image = drawn && cache.getImage(drawn.imageId);
  const drawnAt = readBack(element);
  if (!drawn || !image || !drawnAt || (!colour && !grey)) return undefined;
  // Of values beyond all measure nothing can be drawn: the data are at fault, and never the graphics card.
  if (!isSaneValue(image.minPixelValue) || !isSaneValue(image.maxPixelValue)) return undefined;
  const values = image.getPixelData() as DrawnValues;
  const { rows, columns } = drawn.item.image.layout;
  const plane = framePlaneOf(drawn.item);
  const background = backgroundIn(values);
  const brightness = grey && brightnessThrough(grey);
  const expectedAt = (point: BoxPoint): number => {
    const pixel = pixelAt(plane, view.worldAt(point));
    const [column, row] = [Math.round(pixel.x), Math.round(pixel.y)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return 0;
    const at = row * columns + column;
    if (colour || !brightness)
      return ((values[at * 3] ?? 0) + (values[at * 3 + 1] ?? 0) + (values[at * 3 + 2] ?? 0)) / 3;
    const value = values[at] ?? 0;
    return value === background ? 0 : 255 * brightness(value);
  };
  return gridOf(element).map((point) => ({ drawn: drawnAt(point), expected: expectedAt(point) }));
}

/** A grid of points over a box, in CSS pixels. */
export function gridOf({ clientWidth, clientHeight }: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>): BoxPoint[] {
  return Array.from({ length: pointsAcross * pointsAcross }, (_, index) => ({
    x: (((index % pointsAcross) + 0.5) * clientWidth) / pointsAcross,
    y: ((Math.floor(index / pointsAcross) + 0.5) * clientHeight) / pointsAcross,
  }));
}
