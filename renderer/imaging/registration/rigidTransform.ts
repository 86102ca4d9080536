import { dot, type Vector3 } from '#shared/dicom/vectors.ts';

/** A turn and a shift between two frames of reference: `rotation · point + translation`, in mm. */
export interface RigidTransform {
  /** The rows of the matrix. */
  readonly rotation: readonly [Vector3, Vector3, Vector3];
  readonly translation: Vector3;
}

const upright: RigidTransform['rotation'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export const noMovement: RigidTransform = { rotation: upright, translation: [0, 0, 0] };

export function shiftBy(translation: Vector3): RigidTransform {
  return { rotation: upright, translation };
}

/** A direction, turned: it has no place that could be shifted. */
export function turned({ rotation }: RigidTransform, direction: Vector3): Vector3 {
  return [dot(rotation[0], direction), dot(rotation[1], direction), dot(rotation[2], direction)];
}

export function moved(transform: RigidTransform, point: Vector3): Vector3 {
  const [x, y, z] = turned(transform, point);
  const [dx, dy, dz] = transform.translation;
  return [x + dx, y + dy, z + dz];
}

/** The way back: a rotation's inverse is its transpose. */
export function inverseOf({ rotation, translation }: RigidTransform): RigidTransform {
  const [a, b, c] = rotation;
  const back: RigidTransform['rotation'] = [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
  const [x, y, z] = turned({ rotation: back, translation: [0, 0, 0] }, translation);
  return { rotation: back, translation: [-x, -y, -z] };
}

/** Turns by angles in radians about x, then y, then z through `centre`, and then shifts: the six numbers of a search. */
export function rigidAbout(centre: Vector3, angles: Vector3, shift: Vector3): RigidTransform {
  const rotation = rotationOf(angles);
  const [x, y, z] = turned({ rotation, translation: [0, 0, 0] }, centre);
  return {
    rotation,
    translation: [centre[0] - x + shift[0], centre[1] - y + shift[1], centre[2] - z + shift[2]],
  };
}

function rotationOf([ax, ay, az]: Vector3): RigidTransform['rotation'] {
  const [cx, sx, cy, sy] = [Math.cos(ax), Math.sin(ax), Math.cos(ay), Math.sin(ay)];
  const [cz, sz] = [Math.cos(az), Math.sin(az)];
  return [
    [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
    [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
    [-sy, cy * sx, cy * cx],
  ];
}

/** The whole angle of the turn in degrees, about whatever axis. */
export function turnDegrees({ rotation }: RigidTransform): number {
  const trace = rotation[0][0] + rotation[1][1] + rotation[2][2];
  return (Math.acos(Math.max(-1, Math.min(1, (trace - 1) / 2))) * 180) / Math.PI;
}
