import type { FlatPoint } from '#shared/annotations/ground.ts';

/**
 * The same line with at most so many points: those are left out that lie nearest to the line between their neighbours
 * (Ramer, Douglas and Peucker), from `within` on, and further away only while there are still too many. Its ends stay.
 */
export function thinLine(line: readonly FlatPoint[], most: number, within: number): readonly FlatPoint[] {
  for (let tolerance = within; ; tolerance *= 2) {
    const kept = keptWithin(line, tolerance);
    if (kept.length <= most || kept.length <= 2) return kept;
  }
}

/** Without recursion: a line that winds would go as deep as it is long. */
function keptWithin(line: readonly FlatPoint[], tolerance: number): readonly FlatPoint[] {
  const isKept = new Uint8Array(line.length);
  isKept[0] = 1;
  isKept[line.length - 1] = 1;
  const parts: [number, number][] = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    const { index, away } = furthest(line, from, to);
    if (away <= tolerance) continue;
    isKept[index] = 1;
    parts.push([from, index], [index, to]);
  }
  return line.filter((_, index) => isKept[index] === 1);
}

function furthest(line: readonly FlatPoint[], from: number, to: number): { index: number; away: number } {
  const [a, b] = [line[from] as FlatPoint, line[to] as FlatPoint];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  let [index, away] = [from, -1];
  for (let at = from + 1; at < to; at += 1) {
    const { x, y } = line[at] as FlatPoint;
    // A line that ends where it began has no direction: then the distance is that to its ends.
    const distance = length === 0 ? Math.hypot(x - a.x, y - a.y) : Math.abs((x - a.x) * dy - (y - a.y) * dx) / length;
    if (distance > away) [index, away] = [at, distance];
  }
  return { index, away };
}
