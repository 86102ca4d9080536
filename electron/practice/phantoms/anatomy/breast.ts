import { spatialNoise } from '../paint/noise.ts';
import type { Projection } from '../radiograph.ts';

/** From the chest wall to the front, and from the top of the picture down, mm. */
export interface BreastPlace {
  readonly fromWall: number;
  readonly down: number;
}

export interface BreastView {
  readonly seed: string;
  /** Seen from above, or along the muscle of the chest. */
  readonly oblique: boolean;
  /** A dense mass with rays around it. */
  readonly mass?: BreastPlace | undefined;
}

const wall = { cranioCaudal: { middle: 100, half: 84, depth: 92 }, oblique: { middle: 120, half: 71, depth: 98 } };

/** How far the breast reaches from the chest wall at a height, mm; 0 where it does not reach. */
function reach(oblique: boolean, down: number): number {
  const { middle, half, depth } = oblique ? wall.oblique : wall.cranioCaudal;
  const from = (down - middle) / half;
  // Above, the oblique view goes on into the armpit.
  if (oblique && from < 0) return 44 + (depth - 44) * Math.cos(Math.min(1, -from / 1.6) * (Math.PI / 2)) ** 1.4;
  return Math.abs(from) >= 1 ? 0 : depth * (1 - from * from) ** 0.45;
}

/** Millimetres to the nearest skin, roughly; less than 0 outside. */
function toSkin(oblique: boolean, { fromWall, down }: BreastPlace): number {
  const across = reach(oblique, down) - fromWall;
  const slope = (reach(oblique, down + 1) - reach(oblique, down - 1)) / 2;
  return across / Math.hypot(1, slope);
}

/**
 * A mammogram as a processed picture shows it, black 0 to white 1, on a coarse grid of `spacing` mm whose first column
 * is the chest wall: fat, glands behind the nipple, fibres, skin, the muscle in the oblique view, a mass.
 */
export function breastPicture(view: BreastView, grid: { columns: number; rows: number; spacing: number }): Projection {
  const [broad, middle, fine, fibre] = [17, 7, 2.6, 11].map((size) => spatialNoise(`${view.seed} ${size}`, size));
  const values = new Float32Array(grid.columns * grid.rows);
  const at = (noise: typeof broad, x: number, y: number, z: number) => noise?.(x, y, z) ?? 0;
  for (let index = 0; index < values.length; index++) {
    const place = {
      fromWall: (index % grid.columns) * grid.spacing,
      down: Math.floor(index / grid.columns) * grid.spacing,
    };
    const skin = toSkin(view.oblique, place);
    const { fromWall: x, down: y } = place;
    const bent = 9 * at(broad, x + 40, y, 9);
    // Turned against the grid, so that the lattice of the noise does not show.
    const [u, v] = [0.82 * x + 0.57 * y, 0.82 * y - 0.57 * x];
    const cloud = 0.5 * at(broad, u, v, x / 9) + 0.3 * at(middle, u, v, y / 7) + 0.14 * at(fine, v, u, x / 5);
    const strand = (1 - Math.min(1, Math.abs(at(fibre, x * 0.5 + bent, y + bent, 4)) * 9)) ** 2;
    const strands = (strand + (1 - Math.min(1, Math.abs(at(middle, x * 0.6 + bent, y, 8)) * 8)) ** 2) * 0.5;
    values[index] = tissue(view, place, skin, { cloud, strands });
  }
  return { columns: grid.columns, rows: grid.rows, values };
}

function tissue(
  view: BreastView,
  place: BreastPlace,
  skin: number,
  { cloud, strands }: { cloud: number; strands: number },
): number {
  const nipple = nippleAt(view, place);
  if (skin < 0) return 0.5 * nipple;
  const body = 1 - Math.exp(-skin / 3.2);
  const glands = 1 - 1 / (1 + envelope(view, place) ** 1.5 * Math.exp(2.6 * cloud));
  const rim = Math.exp(-(((skin - 0.9) / 0.7) ** 2));
  const fat = 0.2 + 0.06 * cloud;
  const inside = fat + 0.5 * glands + 0.13 * strands * (0.35 + glands) + 0.55 * muscle(view, place, cloud);
  return Math.min(1, body * inside + 0.16 * rim + 0.25 * nipple + massAt(view, place, cloud));
}

/** 1 in the middle of the glands, which point at the nipple, 0 towards skin and muscle. */
function envelope({ oblique }: BreastView, { fromWall, down }: BreastPlace): number {
  const { middle, half, depth } = oblique ? wall.oblique : wall.cranioCaudal;
  const along = (fromWall - depth * 0.56) / (depth * 0.36);
  const narrow = 0.62 - 0.3 * Math.max(0, along);
  const across = (down - middle + (oblique ? 8 : 4)) / (half * Math.max(0.15, narrow));
  return 1.25 * Math.exp(-(along ** 2) - across ** 2);
}

function muscle({ oblique }: BreastView, { fromWall, down }: BreastPlace, cloud: number): number {
  if (!oblique) return 0;
  const edge = 46 - down * 0.36 + 1.2 * Math.sin(down / 17);
  return edge <= 0 ? 0 : (1 / (1 + Math.exp((fromWall - edge) / 0.9))) * (0.85 + 0.12 * cloud);
}

function nippleAt({ oblique }: BreastView, { fromWall, down }: BreastPlace): number {
  const { middle, depth } = oblique ? wall.oblique : wall.cranioCaudal;
  const away = Math.hypot((fromWall - depth) / 3.5, (down - middle) / 4.5);
  return 1 / (1 + Math.exp((away - 1) * 6));
}

/** 11 mm across, its rays 9 mm long. */
function massAt({ mass }: BreastView, place: BreastPlace, cloud: number): number {
  if (!mass) return 0;
  const [x, y] = [place.fromWall - mass.fromWall, place.down - mass.down];
  const away = Math.hypot(x, y);
  if (away > 20) return 0;
  const turn = Math.atan2(y, x);
  const body = 0.3 / (1 + Math.exp((away - 5.2 - 0.9 * Math.sin(turn * 5 + 1) - 2.2 * cloud) / 0.9));
  const crooked = turn + 0.05 * away * cloud;
  const rays = Math.max(0, Math.cos(crooked * 9 + 2.4 * Math.sin(crooked * 2))) ** 8 * Math.max(0, 1 - away / 14.5);
  return body + 0.1 * rays;
}
