import { paintEllipse, paintEllipsoid, paintTube, type Slice, type Tube } from '../paint/slice.ts';

/** Hounsfield units; with contrast in the veins and arteries about a minute after injection, or without. */
export interface ChestContrast {
  readonly vessel: number;
  readonly chamber: number;
  readonly myocardium: number;
  readonly liver: number;
  readonly spleen: number;
}

export const withContrast: ChestContrast = { vessel: 205, chamber: 185, myocardium: 105, liver: 108, spleen: 122 };
export const withoutContrast: ChestContrast = { vessel: 42, chamber: 42, myocardium: 44, liver: 58, spleen: 50 };

export const tissue = { air: -1000, fat: -98, muscle: 56, wall: 35, fluid: 12 } as const;

type Point = readonly [number, number, number];
const path = (radius: number, ...points: readonly Point[]): readonly Tube[] =>
  points.slice(1).map((to, index) => ({ from: points[index] ?? to, to, radius }));

const aorta = [
  ...path(15.5, [4, -8, 118], [-13, -12, 140], [-15, -13, 168], [-8, -6, 186]),
  ...path(13.5, [-8, -6, 186], [4, 10, 193], [16, 28, 190], [22, 44, 178]),
  ...path(12, [22, 44, 178], [22, 47, 120], [16, 46, 60], [10, 44, -60]),
];
const archBranches = [
  ...path(6.2, [-6, -2, 196], [-14, -8, 222], [-22, -6, 250], [-30, 0, 330]),
  ...path(4, [4, 8, 200], [8, 4, 230], [22, 2, 330]),
  ...path(4.8, [14, 24, 198], [20, 24, 225], [38, 18, 244], [80, 6, 252]),
];
const veins = [
  ...path(9, [-22, -6, 108], [-27, -5, 160], [-26, -8, 200]),
  ...path(7, [-26, -8, 200], [-34, -12, 228], [-40, -8, 300]),
  ...path(6.5, [-26, -9, 200], [0, -22, 212], [30, -18, 228], [40, -10, 300]),
  ...path(11, [-24, 6, 100], [-22, 20, 70], [-20, 24, -60]),
];
const pulmonaryArteries = [
  ...path(13.5, [16, -34, 116], [17, -24, 142], [16, -10, 152]),
  ...path(10, [16, -10, 152], [-8, 6, 150], [-36, 12, 148]),
  ...path(7.5, [-36, 12, 148], [-48, 14, 138]),
  ...path(10, [16, -10, 152], [34, 10, 158], [46, 18, 150]),
];
const airway = [
  ...path(8.6, [-2, 14, 330], [-2, 14, 200], [-1, 18, 168]),
  ...path(6.6, [-1, 18, 166], [-24, 18, 152], [-40, 16, 140]),
  ...path(6.2, [-1, 18, 166], [20, 20, 152], [42, 20, 142]),
];

/** Everything between the lungs: fat, heart, great vessels, airway, gullet. */
export function paintMediastinum(slice: Slice, contrast: ChestContrast): void {
  const { z } = slice;
  const apical = Math.max(0, z - 200) / 70;
  paintEllipse(slice, { x: 0, y: 18, rx: 29 + 8 * apical, ry: 58 - 12 * apical, power: 2.6 }, tissue.fat + 12);
  paintEllipsoid(slice, { x: 24, y: -20, z: 92, rx: 63, ry: 52, rz: 58, angle: -0.35 }, tissue.fat);
  paintEllipse(slice, { x: 9, y: 36, rx: 7, ry: 5.5 }, tissue.wall);
  for (const tube of veins) paintTube(slice, tube, contrast.vessel - 40);
  paintHeart(slice, contrast);
  for (const tube of [...pulmonaryArteries, ...aorta, ...archBranches]) {
    paintTube(slice, { ...tube, radius: tube.radius + 1.3 }, tissue.wall);
  }
  for (const tube of [...pulmonaryArteries, ...aorta, ...archBranches]) paintTube(slice, tube, contrast.vessel);
  for (const tube of airway) paintTube(slice, { ...tube, radius: tube.radius + 1.8 }, tissue.wall);
  for (const tube of airway) paintTube(slice, tube, tissue.air + 15);
  paintEllipse(slice, { x: 8.5, y: 35, rx: 2.4, ry: 1.3 }, z > 130 ? -500 : tissue.wall);
}

function paintHeart(slice: Slice, contrast: ChestContrast): void {
  // Turned so that the apex points to the left and forward.
  const turned = -0.62;
  paintEllipsoid(slice, { x: 34, y: -18, z: 84, rx: 50, ry: 35, rz: 44, angle: turned }, contrast.myocardium);
  paintEllipsoid(slice, { x: -14, y: -14, z: 96, rx: 30, ry: 30, rz: 34 }, contrast.myocardium);
  paintEllipsoid(slice, { x: 8, y: 18, z: 118, rx: 35, ry: 21, rz: 25 }, contrast.myocardium);
  paintEllipsoid(slice, { x: 18, y: -42, z: 92, rx: 40, ry: 19, rz: 36, angle: 0.5 }, contrast.myocardium - 5);
  paintEllipsoid(slice, { x: -16, y: -14, z: 97, rx: 26, ry: 26, rz: 31 }, contrast.chamber);
  paintEllipsoid(slice, { x: 8, y: 18, z: 118, rx: 32, ry: 18, rz: 22 }, contrast.chamber + 10);
  paintEllipsoid(slice, { x: 17, y: -42, z: 93, rx: 35, ry: 14, rz: 32, angle: 0.5 }, contrast.chamber - 10);
  paintEllipsoid(slice, { x: 40, y: -12, z: 86, rx: 33, ry: 18, rz: 30, angle: turned }, contrast.chamber + 12);
  for (const side of [1, -1]) {
    const muscle = { x: 42 + 8 * side, y: -14 + 9 * side, z: 80, rx: 6, ry: 3.6, rz: 12, angle: turned };
    paintEllipsoid(slice, muscle, contrast.myocardium);
  }
}

const liverVessels = [
  ...path(4.4, [-22, 18, 62], [-50, 8, 48], [-78, -6, 36]),
  ...path(4, [-22, 16, 60], [-40, -18, 46], [-52, -38, 34]),
  ...path(3.6, [-20, 14, 58], [-2, -14, 46], [18, -28, 34]),
  ...path(5.4, [-14, 8, 2], [-40, 12, 12], [-66, 20, 16]),
  ...path(4.6, [-40, 12, 12], [-58, -14, 14]),
];

/** What lies under the domes: liver on the patient's right, stomach and spleen on the left. */
export function paintUpperAbdomen(slice: Slice, contrast: ChestContrast): void {
  const { z } = slice;
  // The diaphragm and the fat under it: fills the cavity where the lungs end.
  if (z < 14)
    paintEllipse(
      slice,
      { x: 0, y: 18, rx: 114 - Math.max(0, z) * 0.5, ry: 76 - Math.max(0, z) * 0.7, power: 2.4 },
      tissue.fat,
    );
  paintEllipsoid(slice, { x: -47, y: 10, z: -14, rx: 72, ry: 70, rz: 97 }, tissue.muscle);
  paintEllipsoid(slice, { x: 52, y: 12, z: -14, rx: 66, ry: 66, rz: 88 }, tissue.muscle);
  paintEllipsoid(slice, { x: 52, y: 12, z: -16, rx: 63, ry: 63, rz: 87 }, tissue.fat);
  paintEllipsoid(slice, { x: 82, y: 46, z: -6, rx: 30, ry: 34, rz: 50, angle: 0.5 }, contrast.spleen);
  const stomach = { x: 50, y: 0, z: 2, rx: 38, ry: 38, rz: 54, angle: 0.3 };
  paintEllipsoid(slice, stomach, tissue.wall + 15);
  // Fluid lies at the back, air above it: a level.
  const content = (_x: number, y: number) => (y < -6 ? tissue.air + 10 : tissue.fluid + 12);
  paintEllipsoid(slice, { ...stomach, rx: 34, ry: 34, rz: 50 }, content);
  paintEllipsoid(slice, { x: -47, y: 10, z: -14, rx: 70, ry: 68, rz: 95 }, contrast.liver);
  paintEllipsoid(slice, { x: 8, y: -26, z: -14, rx: 50, ry: 30, rz: 76, angle: 0.18 }, contrast.liver);
  for (const tube of liverVessels) paintTube(slice, tube, contrast.liver + (contrast.vessel - contrast.liver) * 0.55);
  for (const tube of veins.slice(-1)) paintTube(slice, tube, contrast.vessel - 45);
  for (const side of [1, -1]) {
    paintEllipsoid(
      slice,
      { x: 26 + side * 5, y: 44 - side * 3, z: -14, rx: 3, ry: 9, rz: 20, angle: side * 0.6 },
      tissue.muscle,
    );
  }
}
