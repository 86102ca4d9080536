import { type FlatPoint, type Ground, spaceOf } from '#shared/annotations/ground.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';

/** From the surface to the box and back: six numbers, so that ten thousand figures cost no call of the library each. */
export interface Projection {
  readonly toBox: (point: FlatPoint) => BoxPoint;
  readonly toFlat: (point: BoxPoint) => FlatPoint;
  /** CSS pixels of the box for one unit of the surface. */
  readonly perUnit: number;
}

/** Far enough apart that the six numbers are exact to a thousandth of a pixel. */
const apart = 100;

/** How the box shows the surface now; it holds until the camera moves. */
export function projectionOf(view: Pick<ImageBoxView, 'boxPointAt'>, ground: Ground): Projection {
  const at = (x: number, y: number): BoxPoint => view.boxPointAt(spaceOf(ground, { x, y }));
  const [o, r, d] = [at(0, 0), at(apart, 0), at(0, apart)];
  const [a, b] = [(r.x - o.x) / apart, (d.x - o.x) / apart];
  const [c, e] = [(r.y - o.y) / apart, (d.y - o.y) / apart];
  const determinant = a * e - b * c;
  return {
    toBox: ({ x, y }) => ({ x: o.x + a * x + b * y, y: o.y + c * x + e * y }),
    toFlat({ x, y }) {
      const [dx, dy] = [x - o.x, y - o.y];
      return { x: (e * dx - b * dy) / determinant, y: (a * dy - c * dx) / determinant };
    },
    perUnit: Math.sqrt(Math.abs(determinant)),
  };
}
