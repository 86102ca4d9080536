import { paintEllipse, paintTube, type Slice, type Tube } from '../paint/slice.ts';
import { atHeight, cavityAt } from './chestShape.ts';

/** Hounsfield units of bone. */
const bone = { cortex: 780, marrow: 240, cartilage: 110, canal: 25 } as const;

const ribCount = 12;

/** Points along one rib, from the spine round to the front; falls towards the front as ribs do. */
function ribTubes(rib: number, side: 1 | -1): readonly Tube[] {
  const spineZ = 285 - rib * 25;
  const reach = rib >= 10 ? 0.45 : rib === 9 ? 0.62 : 0.86;
  const tubes: Tube[] = [];
  let previous: readonly [number, number, number] | undefined;
  const steps = 34;
  for (let step = 0; step <= steps; step++) {
    const along = (step / steps) * reach;
    const angle = along * Math.PI;
    const z = spineZ - 62 * Math.sin((along * Math.PI) / 2) ** 1.4 - (rib > 6 ? 6 : 0) * along;
    const cavity = cavityAt(z);
    const [rx, ry] = [cavity.rx + 5, cavity.ry + 6];
    // From the back (y positive) round the side to the front.
    const x = side * (12 * (1 - along) + rx * Math.sin(angle) * (1 - 0.04 * along));
    const y = cavity.y + ry * Math.cos(angle) * (along < 0.1 ? 0.94 : 1);
    const point = [x, y, z] as const;
    if (previous) tubes.push({ from: previous, to: point, radius: rib === 0 ? 4.4 : 5.2 });
    previous = point;
  }
  return tubes;
}

interface Rib {
  readonly tubes: readonly Tube[];
  readonly cartilageFrom: number;
}

const ribs: readonly Rib[] = Array.from({ length: ribCount }, (_, rib) => rib).flatMap((rib) =>
  ([1, -1] as const).map((side) => ({ tubes: ribTubes(rib, side), cartilageFrom: rib >= 10 ? 99 : 30 })),
);

export function paintRibs(slice: Slice): void {
  for (const { tubes, cartilageFrom } of ribs) {
    for (const [index, tube] of tubes.entries()) {
      paintTube(slice, tube, index >= cartilageFrom ? bone.cartilage : bone.cortex);
    }
    for (const [index, tube] of tubes.entries()) {
      if (index < cartilageFrom) paintTube(slice, { ...tube, radius: tube.radius - 1.6 }, bone.marrow);
    }
  }
}

const vertebraPitchMm = 25;

export function paintSpine(slice: Slice, trabeculae: (x: number, y: number, z: number) => number): void {
  const { z } = slice;
  const y = 63 + 6 * Math.sin((z - 40) / 75);
  const phase = (((z % vertebraPitchMm) + vertebraPitchMm) % vertebraPitchMm) / vertebraPitchMm;
  const disc = phase < 0.2;
  const waist = disc ? 1 : 1 - 0.09 * Math.sin(((phase - 0.2) / 0.8) * Math.PI);
  const [rx, ry] = [17.5 * waist, 14.5 * waist];
  const endPlate = !disc && (phase < 0.26 || phase > 0.95);
  const nearRib = phase > 0.25 && phase < 0.6;
  // Transverse processes, laminae and the spinous process, then the body over them, then the canal.
  for (const side of [1, -1]) {
    if (nearRib) paintTube(slice, tubeAt(z, [side * 9, y + 20], [side * 33, y + 27], 4.4), bone.cortex - 200);
    if (nearRib) paintTube(slice, tubeAt(z, [side * 9, y + 20], [side * 32, y + 27], 2.6), bone.marrow);
    if (!disc) paintTube(slice, tubeAt(z, [side * 10, y + 12], [side * 10, y + 24], 3.6), bone.cortex - 120);
    paintTube(slice, tubeAt(z, [side * 10, y + 25], [0, y + 33], phase > 0.35 ? 3.2 : 1.6), bone.cortex - 120);
  }
  if (phase > 0.4) paintTube(slice, tubeAt(z, [0, y + 33], [0, y + 52], 3.1), bone.cortex - 160);
  if (phase > 0.45) paintTube(slice, tubeAt(z, [0, y + 34], [0, y + 51], 1.5), bone.marrow);
  paintEllipse(slice, { x: 0, y, rx, ry, power: 2.3 }, disc ? 95 : endPlate ? 560 : 620);
  const inside = (px: number, py: number) => (disc ? 80 : bone.marrow - 40 + 60 * trabeculae(px, py, z));
  if (!endPlate) paintEllipse(slice, { x: 0, y, rx: rx - 1.7, ry: ry - 1.7, power: 2.3 }, inside);
  paintEllipse(slice, { x: 0, y: y + 21.5, rx: 9, ry: 8 }, bone.canal - 15);
  paintEllipse(slice, { x: 0, y: y + 21.5, rx: 5.2, ry: 4.4 }, bone.canal + 15);
}

function tubeAt(z: number, from: readonly [number, number], to: readonly [number, number], radius: number): Tube {
  return { from: [...from, z], to: [...to, z], radius };
}

export function paintSternum(slice: Slice): void {
  const { z } = slice;
  if (z < 88 || z > 222) return;
  const cavity = cavityAt(z);
  const y = cavity.y - cavity.ry - 7 + atHeight(z, 150, 222, 0, 3);
  const rx = z > 185 ? atHeight(z, 185, 222, 17, 29) : atHeight(z, 88, 130, 9, 17);
  paintEllipse(slice, { x: 0, y, rx, ry: 6.2, power: 3 }, bone.cortex - 220);
  paintEllipse(slice, { x: 0, y, rx: rx - 1.8, ry: 4.4, power: 3 }, bone.marrow - 90);
}

/** Collar bones, shoulder blades and the heads of the arm bones. `armsUp` is how CT lies; a radiograph has them down. */
export function paintShoulders(slice: Slice, armsUp: boolean): void {
  for (const side of [1, -1]) {
    const lift = armsUp ? 14 : 0;
    const clavicle: Tube = {
      from: [side * 20, -52, 224],
      to: [side * (armsUp ? 112 : 128), -16, 244 + lift],
      radius: 6.2,
    };
    paintTube(slice, clavicle, bone.cortex);
    paintTube(slice, { ...clavicle, radius: 3.8 }, bone.marrow);
    paintScapula(slice, side, lift);
    const head = { x: side * (armsUp ? 148 : 157), y: 18, z: 222 + lift * 2, radius: 22 };
    const arm: Tube = {
      from: [head.x, head.y, head.z],
      to: [head.x + side * 16, head.y, head.z + (armsUp ? 150 : -260)],
      radius: 13,
    };
    paintTube(
      slice,
      { from: [head.x, head.y, head.z], to: [head.x, head.y, head.z], radius: head.radius },
      bone.cortex - 80,
    );
    paintTube(slice, arm, bone.cortex + 150);
    paintTube(slice, { ...arm, radius: 8 }, -40);
    const centre: Tube = { from: [head.x, head.y, head.z], to: [head.x, head.y, head.z], radius: head.radius - 2 };
    paintTube(slice, centre, bone.marrow - 40);
  }
}

function paintScapula(slice: Slice, side: number, lift: number): void {
  const { z } = slice;
  const [low, high] = [112 + lift, 238 + lift];
  if (z < low || z > high) return;
  const share = (z - low) / (high - low);
  const cavity = cavityAt(Math.min(z, 235));
  const inner: readonly [number, number] = [side * (62 + 10 * share), cavity.y + cavity.ry * 0.72 + 24];
  const outer: readonly [number, number] = [
    side * (86 + 44 * share),
    cavity.y + cavity.ry * (0.62 - 0.55 * share) + 16,
  ];
  paintTube(slice, tubeAt(z, inner, outer, 2.6 + (share > 0.8 ? 3 : 0)), bone.cortex - 150);
  if (share > 0.62) paintTube(slice, tubeAt(z, outer, [outer[0] + side * 8, outer[1] - 8], 7), bone.cortex - 300);
}
