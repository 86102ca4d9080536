import { type GreyState, greyPoints } from './grey.ts';

/** The brightness, 0 to 1, that a value is drawn with: in the straight pieces that whatever draws is given. */
export function brightnessThrough(grey: GreyState): (value: number) => number {
  const points = greyPoints(grey);
  const shown = (level: number) => (grey.inverted ? 1 - level : level);
  return (value) => {
    let [low, high] = [0, points.length - 1];
    if (value <= (points[low]?.[0] ?? 0)) return shown(points[low]?.[1] ?? 0);
    if (value >= (points[high]?.[0] ?? 0)) return shown(points[high]?.[1] ?? 1);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((points[middle]?.[0] ?? 0) <= value) low = middle;
      else high = middle;
    }
    const [from, fromLevel] = points[low] ?? [0, 0];
    const [to, toLevel] = points[high] ?? [1, 1];
    return shown(fromLevel + ((value - from) / (to - from)) * (toLevel - fromLevel));
  };
}
