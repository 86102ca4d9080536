import { spatialNoise } from '../paint/noise.ts';
import {
  newSlice,
  overBox,
  paintEllipse,
  paintEllipsoid,
  paintTube,
  type Slice,
  type SliceGeometry,
} from '../paint/slice.ts';

/** How bright each tissue of the head is: Hounsfield units for CT, signal for a magnetic resonance contrast. */
export interface HeadContrast {
  readonly air: number;
  readonly fat: number;
  readonly muscle: number;
  readonly cortexBone: number;
  readonly marrow: number;
  readonly fluid: number;
  readonly grey: number;
  readonly white: number;
  readonly deepGrey: number;
  readonly vitreous: number;
  readonly vessel: number;
}

export interface HeadOptions {
  readonly seed: string;
  readonly contrast: HeadContrast;
  /** Painted last into the brain. */
  readonly findings?: (slice: Slice) => void;
  /** Millimetres that the midline gives way to the patient's right. */
  readonly midlineShiftMm?: number;
}

const brain = { x: 0, y: 0, z: 52, rx: 65, ry: 82, rz: 74 };

/**
 * A painter of axial planes through one head. Heights in mm: the skull base lies at about 0, the basal ganglia at 45,
 * the top of the brain at 126.
 */
export function headPainter(options: HeadOptions): (geometry: SliceGeometry, z: number) => Slice {
  const { seed, contrast } = options;
  const folds = spatialNoise(`${seed} folds`, 11);
  const finer = spatialNoise(`${seed} finer folds`, 6.5);
  const shift = options.midlineShiftMm ?? 0;
  return (geometry, z) => {
    const slice = newSlice(geometry, z, contrast.air);
    paintSkull(slice, contrast);
    if (z < 14) paintFace(slice, contrast);
    paintBrain(slice, contrast, (x, y) => folds(x, y, z) + 0.55 * finer(x, y, z));
    if (z < 22) paintPosteriorFossa(slice, contrast);
    paintDeep(slice, contrast, shift);
    options.findings?.(slice);
    return slice;
  };
}

function outlineAt(z: number, margin: number): { rx: number; ry: number } {
  const height = (z - brain.z) / (brain.rz + margin);
  const scale =
    z < 30
      ? Math.max(0.88, Math.sqrt(Math.max(0, 1 - ((30 - brain.z) / (brain.rz + margin)) ** 2)))
      : Math.sqrt(Math.max(0, 1 - height * height));
  return { rx: (brain.rx + margin) * scale, ry: (brain.ry + margin) * scale };
}

function paintSkull(slice: Slice, contrast: HeadContrast): void {
  const layers: ReadonlyArray<readonly [margin: number, value: number]> = [
    [15, contrast.muscle],
    [13.5, contrast.fat],
    [9.5, contrast.cortexBone],
    [7.6, contrast.marrow],
    [4.6, contrast.cortexBone],
    [2.8, contrast.fluid],
  ];
  for (const [margin, value] of layers)
    paintEllipse(slice, { x: 0, y: 0, ...outlineAt(slice.z, margin), power: 2.15 }, value);
  for (const side of [1, -1]) {
    if (slice.z < 48)
      paintEllipse(slice, { x: side * 78, y: -22, rx: 5, ry: 22, angle: side * -0.25 }, contrast.muscle);
  }
}

/** Distance to the middle of the nearest furrow follows the noise's zero; grey lies along it, white between. */
function paintBrain(slice: Slice, contrast: HeadContrast, fold: (x: number, y: number) => number): void {
  const outline = outlineAt(slice.z, 0);
  if (outline.rx < 3) return;
  const { rx, ry } = outline;
  overBox(
    slice,
    -rx - 1,
    rx + 1,
    -ry - 1,
    ry + 1,
    (x, y) => {
      const k = Math.sqrt((x / rx) ** 2 + (y / ry) ** 2);
      const depth = (1 - k) * Math.min(rx, ry);
      const middle = Math.abs(x) - 0.4;
      const furrow = Math.abs(fold(x, y)) * 7.5 + depth * 0.16;
      if (middle < 0.9 && Math.abs(y) > 30) return contrast.fluid;
      if (furrow < 1.1 && depth < 24) return contrast.fluid;
      const ribbon = Math.min(furrow - 1.1, depth, Math.abs(y) > 30 ? middle - 0.9 : 99);
      const share = Math.min(1, Math.max(0, (ribbon - 2.6) / 1.2));
      return contrast.grey + (contrast.white - contrast.grey) * share;
    },
    (x, y) => {
      const k = Math.sqrt((x / rx) ** 2 + (y / ry) ** 2);
      return 0.5 - ((k - 1) * Math.min(rx, ry)) / slice.spacing;
    },
  );
  // The falx.
  const falx = (contrast.grey + contrast.vessel) / 2;
  for (const end of [-1, 1])
    paintTube(slice, { from: [0, end * 36, slice.z], to: [0, end * ry, slice.z], radius: 0.5 }, falx);
}

function paintPosteriorFossa(slice: Slice, contrast: HeadContrast): void {
  const { z } = slice;
  // Petrous bones, cerebellum with its leaves, brain stem, fourth ventricle, cisterns.
  for (const side of [1, -1]) {
    paintTube(
      slice,
      { from: [side * 20, 2, 2], to: [side * 62, 20, 2], radius: 11, endRadius: 15 },
      contrast.cortexBone,
    );
    for (const [x, y] of [
      [56, 26],
      [62, 20],
      [52, 20],
      [60, 31],
    ] as const) {
      paintTube(slice, { from: [side * x, y, 0], to: [side * x, y, 6], radius: 3.4 }, contrast.air);
    }
  }
  const leaves = (x: number, y: number) =>
    Math.sin(Math.hypot(x, y - 30) * 1.5) > 0.93 ? (contrast.fluid + contrast.grey) / 2 : contrast.grey;
  paintEllipsoid(slice, { x: 0, y: 48, z: 0, rx: 50, ry: 30, rz: 24 }, contrast.fluid);
  paintEllipsoid(slice, { x: 0, y: 48, z: 0, rx: 48, ry: 28, rz: 22.5 }, leaves);
  for (const side of [1, -1]) {
    paintEllipsoid(slice, { x: side * 20, y: 46, z: 0, rx: 20, ry: 16, rz: 14 }, contrast.white);
  }
  paintEllipse(slice, { x: 0, y: 6, rx: 23, ry: 19, power: 2.4 }, contrast.fluid);
  paintEllipse(slice, { x: 0, y: 12, rx: 15, ry: 13 }, contrast.white);
  if (z < 12) paintEllipse(slice, { x: 0, y: 27, rx: 7, ry: 4.5 }, contrast.fluid);
  paintTube(slice, { from: [1, -3, -20], to: [0, -4, 20], radius: 2 }, contrast.vessel);
}

function paintFace(slice: Slice, contrast: HeadContrast): void {
  for (const side of [1, -1]) {
    paintEllipsoid(slice, { x: side * 33, y: -66, z: -8, rx: 20, ry: 25, rz: 19 }, contrast.cortexBone);
    paintEllipsoid(slice, { x: side * 33, y: -68, z: -8, rx: 17.5, ry: 24, rz: 17 }, contrast.fat);
    paintEllipsoid(slice, { x: side * 33, y: -80, z: -8, rx: 12.5, ry: 12.5, rz: 12 }, contrast.muscle);
    paintEllipsoid(slice, { x: side * 33, y: -80, z: -8, rx: 11.3, ry: 11.3, rz: 10.8 }, contrast.vitreous);
    paintTube(slice, { from: [side * 31, -68, -8], to: [side * 15, -38, -6], radius: 2.4 }, contrast.muscle);
  }
  paintEllipse(slice, { x: 0, y: -64, rx: 13, ry: 26, power: 2.6 }, contrast.cortexBone);
  for (const x of [-8, -2.8, 2.8, 8]) paintEllipse(slice, { x, y: -64, rx: 2.1, ry: 22, power: 2.6 }, contrast.air);
  paintEllipse(slice, { x: 0, y: -28, rx: 14, ry: 9 }, contrast.cortexBone);
  paintEllipse(slice, { x: 0, y: -28, rx: 12, ry: 7 }, contrast.air);
}

function paintDeep(slice: Slice, contrast: HeadContrast, shift: number): void {
  const { z } = slice;
  const inner = contrast.white;
  for (const side of [1, -1]) {
    const x = side - shift;
    // A calm field of white matter, then the nuclei, then the ventricles.
    paintEllipsoid(slice, { x: side * 22 - shift, y: 4, z: 46, rx: 21, ry: 38, rz: 30 }, inner);
    paintEllipsoid(
      slice,
      { x: 25 * side - shift, y: 0, z: 42, rx: 6.5, ry: 17, rz: 14, angle: side * 0.28 },
      contrast.deepGrey,
    );
    paintEllipsoid(
      slice,
      { x: 10.5 * side - shift, y: 15, z: 42, rx: 8, ry: 14, rz: 11, angle: side * -0.42 },
      contrast.deepGrey,
    );
    paintEllipsoid(slice, { x: 13 * side - shift, y: -20, z: 48, rx: 5.5, ry: 9, rz: 15 }, contrast.deepGrey);
    const insula = { from: [side * 40, -18, z], to: [side * 42, 16, z], radius: 1.4 } as const;
    if (z > 30 && z < 58) paintTube(slice, insula, contrast.fluid);
    if (z > 30 && z < 52)
      paintTube(slice, { from: [side * 41, -2, z], to: [side * 60, -6, z], radius: 1.1 }, contrast.fluid);
    paintEllipsoid(slice, { x: 7 * x, y: -22, z: 53, rx: 4.4, ry: 15, rz: 13, angle: side * -0.24 }, contrast.fluid);
    paintEllipsoid(
      slice,
      { x: 11 * side - shift, y: 2, z: 62, rx: 5.4, ry: 34, rz: 9, angle: side * 0.1 },
      contrast.fluid,
    );
    paintEllipsoid(
      slice,
      { x: 24 * side - shift, y: 34, z: 50, rx: 6, ry: 15, rz: 14, angle: side * 0.34 },
      contrast.fluid,
    );
    paintEllipsoid(
      slice,
      { x: 24 * side - shift, y: 34, z: 50, rx: 3, ry: 6, rz: 6 },
      (contrast.grey + contrast.vessel) / 2,
    );
  }
  paintEllipsoid(slice, { x: -shift, y: 6, z: 38, rx: 2.4, ry: 13, rz: 12 }, contrast.fluid);
  if (z > 20 && z < 34) {
    // The cisterns round the midbrain.
    paintEllipse(slice, { x: 0, y: 4, rx: 21, ry: 20, power: 2.2 }, contrast.fluid);
    paintEllipse(slice, { x: 0, y: 8, rx: 16, ry: 14, power: 2.3 }, contrast.white);
    paintTube(slice, { from: [0, -12, z], to: [0, -16, z], radius: 1.8 }, contrast.vessel);
  }
}
