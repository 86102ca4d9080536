import { paintEllipse, paintTube, type Slice } from './paint/slice.ts';

type PatientPoint = readonly [x: number, y: number, z: number];

/**
 * The calibration block of the current chest CT: steel beads in a plastic block that lies on the patient's breastbone.
 * Patient coordinates in mm, bead centres. `origin` and each of the others are exactly `distanceMm` apart:
 * `left` lies beside it in the same axial and coronal plane, `back` in the same axial and sagittal plane,
 * `head` in the same coronal and sagittal plane. Every centre is the centre of a voxel:
 * in the 416 × 416 image of instance 64 `origin` is column 214, row 22 (from 0), `left` column 246, `back` row 54.
 */
export const calibrationBeads = {
  distanceMm: 25,
  radiusMm: 1.6,
  origin: [4.6875, -125, 120] as PatientPoint,
  left: [29.6875, -125, 120] as PatientPoint,
  back: [4.6875, -100, 120] as PatientPoint,
  head: [4.6875, -125, 145] as PatientPoint,
} as const;

const plastic = 118;
const steel = 2600;

export function paintCalibrationBlock(slice: Slice): void {
  const { origin, left, back, head, radiusMm, distanceMm } = calibrationBeads;
  const half = distanceMm / 2;
  if (Math.abs(slice.z - (origin[2] + half)) <= half + 7) {
    const centre = { x: origin[0] + half, y: origin[1] + half };
    paintEllipse(slice, { ...centre, rx: half + 7, ry: half + 7, power: 16 }, plastic);
  }
  for (const bead of [origin, left, back, head]) paintTube(slice, { from: bead, to: bead, radius: radiusMm }, steel);
}
