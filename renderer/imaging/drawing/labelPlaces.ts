import type { BoxPoint } from '../imageBoxView.ts';
import type { LabelBox } from './hitTest.ts';
import type { Bounds } from './shapes.ts';

export interface LabelWish {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Of its figure, in the box. */
  readonly bounds: Bounds;
  /** The outermost points of its figure: words stand beside these, not beside a corner of its bounds where nothing is. */
  readonly ends?: Ends | undefined;
  /** Where the reader has put it. */
  readonly at: BoxPoint | undefined;
}

/** The points that lie farthest to each side. */
type Ends = Readonly<Record<keyof Bounds, BoxPoint>>;

const gap = 8;
/** What is left free at the sides: the letters of orientation and the scroll bar stand there. */
const side = 34;
/** Of that, the scroll bar: words are never under it. */
const bar = 14;

/**
 * Where words stand: where the reader has put them, else beside their figure, at the right before the left before below
 * and above, in the first place where they lie over no other words and inside the box. Never over their own figure, over
 * another only where every place is over one, and never cut: a value without its basis is another value.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  box: { readonly width: number; readonly height: number },
  taken: readonly LabelBox[] = [],
  figures: readonly FigureBounds[] = [],
): readonly LabelBox[] {
  const placed: LabelBox[] = [];
  for (const wish of wishes) {
    const others = [...taken, ...placed];
    const own = wish.at ? [wish.at] : placesBeside(wish);
    const inside = own.filter((place) => isInside(place, wish, box));
    const isFree = (place: Corner | BoxPoint) => !others.some((other) => covers(place, wish, other));
    const isClear = (place: Corner | BoxPoint) =>
      !figures.some(({ id, bounds }) => id !== wish.id && covers(place, wish, boxOf(bounds)));
    const free = inside.find((place) => isFree(place) && isClear(place)) ?? inside.find(isFree);
    placed.push({
      id: wish.id,
      width: wish.width,
      height: wish.height,
      ...pushedInside(free ?? inside[0] ?? (own[0] as Corner), wish, box),
    });
  }
  return placed;
}

/** Where a figure lies in the box: words of others stand beside it. */
export type FigureBounds = Pick<LabelWish, 'id' | 'bounds'>;

function boxOf({ left, right, top, bottom }: Bounds) {
  return { left, top, width: right - left, height: bottom - top };
}

interface Corner {
  readonly left: number;
  readonly top: number;
}

function placesBeside({ bounds, ends, width, height }: LabelWish): readonly Corner[] {
  const middle = (bounds.top + bounds.bottom - height) / 2;
  const centre = (bounds.left + bounds.right - width) / 2;
  const level = (end: BoxPoint | undefined) => (end ? end.y - height / 2 : middle);
  const upright = (end: BoxPoint | undefined) => (end ? end.x - width / 2 : centre);
  const [right, left] = [bounds.right + gap, bounds.left - gap - width];
  const [under, over] = [bounds.bottom + gap, bounds.top - gap - height];
  return [
    { left: right, top: level(ends?.right) },
    { left, top: level(ends?.left) },
    { left: upright(ends?.bottom), top: under },
    { left: upright(ends?.top), top: over },
    { left: right, top: under },
    { left: right, top: over },
    { left, top: under },
    { left, top: over },
  ];
}

function isInside(
  place: Corner | BoxPoint,
  { width, height }: LabelWish,
  box: { width: number; height: number },
): boolean {
  const { left, top } = cornerOf(place);
  return left >= side && top >= 2 && left + width <= box.width - side && top + height <= box.height - 2;
}

function covers(place: Corner | BoxPoint, { width, height }: LabelWish, other: Omit<LabelBox, 'id'>): boolean {
  const { left, top } = cornerOf(place);
  return (
    left < other.left + other.width &&
    other.left < left + width &&
    top < other.top + other.height &&
    other.top < top + height
  );
}

function pushedInside(
  place: Corner | BoxPoint,
  { width, height }: LabelWish,
  box: { width: number; height: number },
): Corner {
  const { left, top } = cornerOf(place);
  return {
    left: Math.max(2, Math.min(box.width - width - bar, left)),
    top: Math.max(2, Math.min(box.height - height - 2, top)),
  };
}

function cornerOf(place: Corner | BoxPoint): Corner {
  return 'left' in place ? place : { left: place.x, top: place.y };
}

/** The outermost of some points; undefined of none. */
export function endsOf(points: readonly BoxPoint[]): Ends | undefined {
  const [first] = points;
  if (!first) return undefined;
  let [left, right, top, bottom] = [first, first, first, first];
  for (const point of points) {
    if (point.x < left.x) left = point;
    if (point.x > right.x) right = point;
    if (point.y < top.y) top = point;
    if (point.y > bottom.y) bottom = point;
  }
  return { left, right, top, bottom };
}
