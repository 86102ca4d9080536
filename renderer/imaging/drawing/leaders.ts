import type { BoxPoint } from '../imageBoxView.ts';
import type { LabelBox } from './hitTest.ts';

interface Leader {
  readonly from: BoxPoint;
  readonly to: BoxPoint;
}

/** Nearer than this, in CSS pixels, nobody asks to which figure words belong. */
const nearEnough = 12;

/** The line that ties words to the nearest place of their figure; undefined where they stand at it. */
export function leaderOf(label: Omit<LabelBox, 'id'>, strokes: readonly (readonly BoxPoint[])[]): Leader | undefined {
  const middle = { x: label.left + label.width / 2, y: label.top + label.height / 2 };
  let to: BoxPoint | undefined;
  let least = Infinity;
  for (const stroke of strokes) {
    for (const [index, end] of stroke.entries()) {
      const place = nearestOn(stroke[Math.max(0, index - 1)] ?? end, end, middle);
      const away = Math.hypot(place.x - middle.x, place.y - middle.y);
      if (away < least) [to, least] = [place, away];
    }
  }
  if (!to) return undefined;
  const from = {
    x: Math.max(label.left, Math.min(label.left + label.width, to.x)),
    y: Math.max(label.top, Math.min(label.top + label.height, to.y)),
  };
  return Math.hypot(to.x - from.x, to.y - from.y) > nearEnough ? { from, to } : undefined;
}

function nearestOn(a: BoxPoint, b: BoxPoint, point: BoxPoint): BoxPoint {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / square;
  const within = Math.max(0, Math.min(1, part));
  return { x: a.x + within * dx, y: a.y + within * dy };
}
