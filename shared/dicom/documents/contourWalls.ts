import { along, cross, dot, lengthOf, scaled, subtract, unit, type Vector3 } from '../vectors.ts';
import type { Contour, StructureRegion, StructureSet } from './structureSet.ts';

interface Wall {
  readonly points: readonly Vector3[];
  readonly closed: boolean;
  readonly normal: Vector3;
  readonly centre: Vector3;
  readonly radiusMm: number;
}

/** The contours of a region, each as high as the way to the next: the body of which they are slices. */
export interface RegionWalls {
  readonly region: StructureRegion;
  readonly walls: readonly Wall[];
  readonly halfMm: number;
}

/** Contours nearer to each other lie in one plane; planes further apart than this are no body. In mm. */
const samePlaneMm = 0.05;
const widestGapMm = 10;
/** Above this angle's sine a contour does not lie in one plane with itself or with others. */
const askew = 0.02;

/** The regions of a structure set that a plane can be told to cut; those of single points or of one plane cannot. */
export function wallsOf({ regions }: StructureSet): readonly RegionWalls[] {
  const all = regions.map((region) => {
    const walls = region.contours.flatMap((contour) => wallOf(contour) ?? []);
    return { region, walls, gapMm: leastGap(walls) };
  });
  const least = Math.min(...all.map(({ gapMm }) => gapMm));
  return all.flatMap(({ region, walls, gapMm }) => {
    // A region of a few slices far apart was drawn on the same images as the others.
    const heightMm = gapMm > widestGapMm ? least : gapMm;
    return walls.length > 0 && heightMm <= widestGapMm ? [{ region, walls, halfMm: heightMm / 2 }] : [];
  });
}

function wallOf({ points, closed }: Contour): Wall | undefined {
  const [first] = points;
  if (!first || points.length < 3 || !closed) return undefined;
  const normal = normalOfOutline(points);
  if (!normal) return undefined;
  const centre = scaled(
    points.reduce((sum, point) => along(sum, point, 1), [0, 0, 0] as Vector3),
    1 / points.length,
  );
  let [radiusMm, unevenMm] = [0, 0];
  for (const point of points) {
    const from = subtract(point, centre);
    radiusMm = Math.max(radiusMm, lengthOf(from));
    unevenMm = Math.max(unevenMm, Math.abs(dot(from, normal)));
  }
  return unevenMm <= Math.max(samePlaneMm, askew * radiusMm) ? { points, closed, normal, centre, radiusMm } : undefined;
}

/** Across the plane of an outline, whichever way it runs around (Newell); undefined of one that encloses nothing. */
function normalOfOutline(points: readonly Vector3[]): Vector3 | undefined {
  const [origin] = points;
  let sum: Vector3 = [0, 0, 0];
  for (let at = 1; origin && at < points.length - 1; at += 1) {
    const [a, b] = [points[at], points[at + 1]];
    if (a && b) sum = along(sum, cross(subtract(a, origin), subtract(b, origin)), 1);
  }
  if (lengthOf(sum) < 1e-6) return undefined;
  const normal = unit(sum);
  // Outlines that run the other way around lie in the same planes.
  const [x, y, z] = normal;
  const isForward = Math.abs(z) > 1e-6 ? z > 0 : Math.abs(y) > 1e-6 ? y > 0 : x > 0;
  return isForward ? normal : scaled(normal, -1);
}

function leastGap(walls: readonly Wall[]): number {
  const [first] = walls;
  if (!first) return Infinity;
  const places = walls
    .filter(({ normal }) => lengthOf(cross(normal, first.normal)) <= askew)
    .map(({ centre }) => dot(centre, first.normal))
    .sort((a, b) => a - b);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? place));
  return Math.min(...gaps.filter((gap) => gap > samePlaneMm), Infinity);
}

export interface CutPlane {
  readonly point: Vector3;
  readonly normal: Vector3;
}

/**
 * The lines in which a plane cuts the walls of a region. Beside the contours, which is where they were drawn, these are
 * steps as high as the slices: nothing is smoothed between them.
 */
export function cutWalls({ walls, halfMm }: RegionWalls, plane: CutPlane): readonly (readonly Vector3[])[] {
  return walls.flatMap((wall) => {
    const away = Math.abs(dot(subtract(wall.centre, plane.point), plane.normal));
    return away > wall.radiusMm + halfMm ? [] : cutWall(wall, halfMm, plane);
  });
}

function cutWall({ points, normal }: Wall, halfMm: number, plane: CutPlane): readonly (readonly Vector3[])[] {
  const lines: Vector3[][] = [];
  const [low, high] = [scaled(normal, -halfMm), scaled(normal, halfMm)];
  const rise = Math.abs(dot(high, plane.normal));
  const offset = dot(plane.point, plane.normal);
  let before = dot(points.at(-1) ?? plane.point, plane.normal) - offset;
  for (const [index, next] of points.entries()) {
    const away = dot(next, plane.normal) - offset;
    // Most pieces of a wall are nowhere near: they are passed over without being made.
    const isNear = Math.min(before, away) - rise <= 0 && Math.max(before, away) + rise >= 0;
    before = away;
    const point = isNear ? points.at(index - 1) : undefined;
    if (!point) continue;
    const corners = [along(point, low, 1), along(point, high, 1), along(next, high, 1), along(next, low, 1)];
    const [start, end] = crossings(corners, plane);
    if (!start || !end) continue;
    join(lines, start, end);
  }
  return lines;
}

/** Where the edges of a flat piece go through a plane; what lies in the plane is on its upper side, so none is told twice. */
function crossings(corners: readonly Vector3[], { point, normal }: CutPlane): readonly Vector3[] {
  const found: Vector3[] = [];
  for (const [index, corner] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const [from, to] = [dot(subtract(corner, point), normal), dot(subtract(next, point), normal)];
    if (from >= 0 !== to >= 0) found.push(along(corner, subtract(next, corner), from / (from - to)));
  }
  return found;
}

/** Pieces of one outline that go on from each other are one line, so that its dashes are. */
function join(lines: Vector3[][], start: Vector3, end: Vector3): void {
  const last = lines.at(-1);
  const tip = last?.at(-1);
  const meets = (point: Vector3) => tip !== undefined && lengthOf(subtract(point, tip)) < 1e-6;
  if (last && meets(start)) last.push(end);
  else if (last && meets(end)) last.push(start);
  else lines.push([start, end]);
}
