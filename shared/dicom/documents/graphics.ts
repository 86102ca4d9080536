/** A point of an image: columns and rows from the centre of its first pixel, as `framePlane` counts. */
export interface GraphicPoint {
  readonly x: number;
  readonly y: number;
}

/** A line on an image. */
export interface GraphicPath {
  readonly points: readonly GraphicPoint[];
  readonly closed: boolean;
  readonly filled: boolean;
  /** One point: drawn as a mark. */
  readonly isPoint: boolean;
}

export interface GraphicText {
  readonly text: string;
  readonly at: GraphicPoint;
  /** What the words point at. */
  readonly anchor: GraphicPoint | undefined;
}

const ellipseSteps = 64;

/**
 * The lines of a graphic object by its type (PS3.3 C.10.5.1.2 and C.18.6.1.2). `toPixel`: from the numbers as written to
 * the image. Undefined where the numbers make no such figure.
 */
export function pathsOf(
  graphicType: string,
  numbers: readonly number[],
  filled: boolean,
  toPixel: (x: number, y: number) => GraphicPoint,
): readonly GraphicPath[] | undefined {
  const points: GraphicPoint[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) points.push(toPixel(numbers[at] ?? 0, numbers[at + 1] ?? 0));
  const [first, second, third, fourth] = points;
  if (!first) return undefined;
  switch (graphicType) {
    case 'POINT':
    case 'MULTIPOINT':
      return points.map((point) => ({ points: [point], closed: false, filled: false, isPoint: true }));
    case 'POLYLINE':
    case 'INTERPOLATED':
      return [lineOf(points, filled)];
    case 'CIRCLE':
      return second && [roundOf(first, second, turned(first, second), filled)];
    case 'ELLIPSE':
      return second && third && fourth && [ellipseOf(first, second, third, fourth, filled)];
    default:
      return undefined;
  }
}

function lineOf(points: readonly GraphicPoint[], filled: boolean): GraphicPath {
  const [first, last] = [points[0], points.at(-1)];
  const closed = points.length > 2 && first?.x === last?.x && first?.y === last?.y;
  return { points, closed, filled: filled && closed, isPoint: points.length === 1 };
}

/** The point of a circle a quarter turn from `rim`. */
function turned(center: GraphicPoint, rim: GraphicPoint): GraphicPoint {
  return { x: center.x - (rim.y - center.y), y: center.y + (rim.x - center.x) };
}

/** Ends of the major axis, then of the minor. */
function ellipseOf(a: GraphicPoint, b: GraphicPoint, c: GraphicPoint, d: GraphicPoint, filled: boolean): GraphicPath {
  const center = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const half = (from: GraphicPoint, to: GraphicPoint): GraphicPoint => ({
    x: center.x + (to.x - from.x) / 2,
    y: center.y + (to.y - from.y) / 2,
  });
  return roundOf(center, half(a, b), half(c, d), filled);
}

function roundOf(center: GraphicPoint, one: GraphicPoint, other: GraphicPoint, filled: boolean): GraphicPath {
  const points = Array.from({ length: ellipseSteps }, (_, step) => {
    const angle = (2 * Math.PI * step) / ellipseSteps;
    const [along, across] = [Math.cos(angle), Math.sin(angle)];
    return {
      x: center.x + along * (one.x - center.x) + across * (other.x - center.x),
      y: center.y + along * (one.y - center.y) + across * (other.y - center.y),
    };
  });
  return { points, closed: true, filled, isPoint: false };
}
