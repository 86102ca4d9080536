import { skinAt } from './anatomy/chestShape.ts';
import { noduleCentre } from './chestFindings.ts';
import { newSlice, paintEllipse, paintEllipsoid, type Slice, type SliceGeometry } from './paint/slice.ts';

/**
 * Lesions of the practice PET: patient coordinates of their centres in mm, and the SUV by body weight that they have there.
 * Every centre is the centre of a voxel of the PET.
 */
export const hotLesions = {
  nodule: { centre: noduleCentre, radiusMm: 10, suv: 9 },
  node: { centre: [-16, 4, 171], radiusMm: 9, suv: 6 },
  liver: { centre: [-60, 0, 31], radiusMm: 14, suv: 7.5 },
} as const;

/** The spread of a scanner: organs have no sharp border. */
const spreadMm = 10;

/** A painter of planes in SUV: the same patient as the chest painter's, an hour after an injection of FDG. */
export function uptakePainter(geometry: SliceGeometry, z: number, grain: (at: number) => number): Slice {
  const slice = newSlice(geometry, z, 0);
  const skin = skinAt(z, true);
  const soft = { edge: spreadMm };
  paintEllipse(slice, { x: 0, ...skin, power: 2.35, ...soft }, 0.6);
  paintLungs(slice);
  paintEllipse(slice, { x: 0, y: 18, rx: 30, ry: 50, ...soft }, 1.5);
  paintHeart(slice);
  paintAbdomen(slice);
  // Marrow of the spine.
  paintEllipse(slice, { x: 0, y: 66, rx: 18, ry: 15, ...soft }, 1.3);
  slice.values.forEach((value, at) => {
    slice.values[at] = Math.max(0, value * (1 + 0.06 * grain(at)));
  });
  for (const { centre, radiusMm, suv } of Object.values(hotLesions)) {
    const [x, y, zOfLesion] = centre;
    paintEllipsoid(slice, { x, y, z: zOfLesion, rx: radiusMm, ry: radiusMm, rz: radiusMm, edge: 6 }, suv);
  }
  return slice;
}

function paintLungs(slice: Slice): void {
  for (const side of [1, -1]) {
    paintEllipsoid(slice, { x: side * 68, y: 20, z: 160, rx: 52, ry: 66, rz: 98, edge: spreadMm }, 0.35);
  }
}

/** Muscle takes up sugar, and the blood within it less. */
function paintHeart(slice: Slice): void {
  const at = { x: 36, y: -16, z: 86, angle: -0.62, edge: spreadMm };
  paintEllipsoid(slice, { ...at, rx: 48, ry: 34, rz: 42 }, 3.4);
  paintEllipsoid(slice, { ...at, x: 40, rx: 30, ry: 17, rz: 27 }, 1.6);
}

function paintAbdomen(slice: Slice): void {
  paintEllipsoid(slice, { x: -47, y: 10, z: -14, rx: 70, ry: 68, rz: 95, edge: spreadMm }, 2.2);
  paintEllipsoid(slice, { x: 82, y: 46, z: -6, rx: 30, ry: 34, rz: 50, angle: 0.5, edge: spreadMm }, 1.8);
}
