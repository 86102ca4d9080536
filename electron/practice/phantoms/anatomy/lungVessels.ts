import { randomStream } from '../paint/random.ts';
import type { Tube } from '../paint/slice.ts';
import { insideLung } from './chestShape.ts';

type Point = readonly [number, number, number];

export interface LungTree {
  readonly vessels: readonly Tube[];
  /** Airways that keep beside the first vessels: radius is the outer wall's. */
  readonly airways: readonly Tube[];
}

/** Arteries and airways branching from both hila until they are thinner than a pixel. */
export function growLungTree(seed: string): LungTree {
  const vessels: Tube[] = [];
  const airways: Tube[] = [];
  const stream = randomStream(seed);
  const grow = (from: Point, direction: Point, radius: number, depth: number): void => {
    if (radius < 0.42 || depth > 10) return;
    const length = radius * stream.between(2.2, 3.6) + stream.between(6, 11);
    const to = along(from, direction, length);
    if (!insideLung(...to)) {
      if (depth > 2 && radius < 1.2) return;
      const bent = turned(direction, stream, 0.9);
      const second = along(from, bent, length * 0.8);
      if (!insideLung(...second) && depth > 0) return;
      grow(from, bent, radius * 0.82, depth + 1);
      return;
    }
    vessels.push({ from, to, radius, endRadius: radius * 0.86 });
    if (depth < 4) airways.push(beside({ from, to, radius: radius * 0.78 + 0.6 }));
    grow(to, turned(direction, stream, 0.28), radius * stream.between(0.78, 0.87), depth + 1);
    grow(to, turned(direction, stream, 0.7), radius * stream.between(0.45, 0.68), depth + 1);
    if (stream.fraction() < 0.55) grow(to, turned(direction, stream, 1), radius * stream.between(0.34, 0.5), depth + 2);
  };
  for (const side of [1, -1]) {
    for (const [start, heading, radius] of lobes) {
      const from: Point = [side * start[0] + (side > 0 ? 4 : 0), start[1], start[2]];
      grow(from, unit([side * heading[0], heading[1], heading[2]]), radius, 0);
    }
  }
  return { vessels, airways };
}

const lobes: ReadonlyArray<readonly [start: Point, heading: Point, radius: number]> = [
  [[46, 8, 152], [0.5, -0.35, 0.9], 4.6],
  [[46, 16, 150], [0.45, 0.75, 0.75], 4.2],
  [[50, 4, 146], [0.75, -0.75, 0.1], 4.2],
  [[46, 20, 138], [0.45, 0.55, -0.75], 5.4],
  [[50, 12, 136], [0.85, 0.1, -0.65], 5],
  [[46, 6, 134], [0.6, -0.6, -0.55], 4.2],
  [[44, 24, 144], [0.35, 0.95, -0.1], 4.2],
];

function unit([x, y, z]: Point): Point {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

function along(from: Point, direction: Point, length: number): Point {
  return [from[0] + direction[0] * length, from[1] + direction[1] * length, from[2] + direction[2] * length];
}

function turned(direction: Point, stream: { gaussian(): number }, spread: number): Point {
  const nudge = () => stream.gaussian() * spread * 0.62;
  return unit([direction[0] + nudge(), direction[1] + nudge(), direction[2] + nudge()]);
}

/** An airway runs with its artery, a little behind and inside. */
function beside(tube: Tube): Tube {
  const shift = tube.radius * 2.1;
  const move = ([x, y, z]: Point): Point => [x - Math.sign(x) * shift * 0.5, y + shift * 0.8, z];
  return { ...tube, from: move(tube.from), to: move(tube.to) };
}
