import { spatialNoise } from '../paint/noise.ts';
import {
  newSlice,
  type Paint,
  paintEllipse,
  paintEllipsoid,
  paintTube,
  type Slice,
  type SliceGeometry,
  type Tube,
} from '../paint/slice.ts';
import { atHeight } from './chestShape.ts';

const cortex = 1350;

/** A painter of axial planes through a left knee; the joint lies at 0, the patient's left (the fibula) at +x. */
export function kneePainter(seed: string): (geometry: SliceGeometry, z: number) => Slice {
  const grain = spatialNoise(`${seed} trabeculae`, 3);
  return (geometry, z) => {
    const slice = newSlice(geometry, z, -1000);
    const girth = 54 + 12 * atHeight(z, 10, 120, 0, 1) - 7 * atHeight(-z, 10, 120, 0, 1);
    paintEllipse(slice, { x: 0, y: 6, rx: girth, ry: girth * 1.02 }, -90);
    paintEllipse(slice, { x: 0, y: 8, rx: girth - 8, ry: girth - 9 }, 50);
    const spongy: Paint = (x, y) => 170 + 130 * grain(x, y, z);
    for (const bone of bones) {
      for (const shape of bone) paintShape(slice, shape, 0, 900);
      for (const shape of bone) paintShape(slice, shape, 1.2, spongy);
      for (const shape of bone) if ('wall' in shape) paintShaft(slice, shape);
    }
    return slice;
  };
}

type Ball = Parameters<typeof paintEllipsoid>[1];
type Shaft = Tube & { readonly wall: number };
type Shape = Ball | Tube | Shaft;

/** Shells of one bone's parts come before their insides, so that no wall runs through it. */
const bones: ReadonlyArray<readonly Shape[]> = [
  [
    { from: [-1, -3, 62], to: [-7, -7, 170], radius: 16.5, endRadius: 13.5, wall: 5.5 },
    { from: [0, 0, 22], to: [-2, -4, 78], radius: 28, endRadius: 15.5 },
    { x: -21, y: 8, z: 21, rx: 20, ry: 28, rz: 20 },
    { x: 21, y: 8, z: 20, rx: 19, ry: 27, rz: 19 },
    { x: 0, y: -6, z: 25, rx: 26, ry: 22, rz: 20 },
  ],
  [
    { from: [1, 3, -66], to: [4, 3, -180], radius: 16, endRadius: 12.5, wall: 5 },
    { from: [0, 5, -30], to: [2, 3, -80], radius: 25, endRadius: 14.5 },
    { x: -17, y: 6, z: -18, rx: 22, ry: 25, rz: 13 },
    { x: 17, y: 6, z: -18, rx: 22, ry: 25, rz: 13 },
    { x: 0, y: -14, z: -38, rx: 10, ry: 11, rz: 16 },
    { x: -5, y: 6, z: -6, rx: 3.4, ry: 8, rz: 5 },
    { x: 5, y: 6, z: -6, rx: 3.2, ry: 8, rz: 4.6 },
  ],
  [
    { from: [37, 20, -40], to: [36, 19, -180], radius: 6.6, endRadius: 5.8, wall: 2.6 },
    { x: 36, y: 20, z: -29, rx: 10, ry: 11, rz: 13 },
  ],
  [{ x: 0, y: -40, z: 28, rx: 21, ry: 9.5, rz: 21 }],
];

function paintShape(slice: Slice, shape: Shape, inset: number, paint: Paint): void {
  if ('radius' in shape) {
    const { radius, endRadius = radius } = shape;
    paintTube(slice, { ...shape, radius: radius - inset, endRadius: endRadius - inset }, paint);
  } else {
    paintEllipsoid(slice, { ...shape, rx: shape.rx - inset, ry: shape.ry - inset, rz: shape.rz - inset }, paint);
  }
}

/** The shaft's thick wall, and the fat marrow in it. */
function paintShaft(slice: Slice, shaft: Shaft): void {
  const { radius, endRadius = radius, wall } = shaft;
  const low = Math.min(shaft.from[2], shaft.to[2]);
  const high = Math.max(shaft.from[2], shaft.to[2]);
  if (slice.z < low || slice.z > high) return;
  // Thin where the shaft begins to flare, thick in the middle.
  const thick = wall * Math.min(1, 0.3 + Math.abs(slice.z - shaft.from[2]) / 60);
  paintTube(slice, shaft, cortex);
  paintTube(slice, { ...shaft, radius: radius - thick, endRadius: endRadius - thick }, -10);
}
