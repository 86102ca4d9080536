import { normalOf, type Orientation, type Plane } from '#shared/dicom/orientation.ts';
import { along, angleBetween, cross, dot, unit, type Vector3 } from '#shared/dicom/vectors.ts';

/** How one plane through a volume is looked at: unit vectors at right angles. */
export interface PlaneAxes {
  readonly towardsViewer: Vector3;
  readonly up: Vector3;
}

/** The three planes of a volume; their normals always stand at right angles to each other. */
export type Axes = Readonly<Record<Plane, PlaneAxes>>;

/** As anatomy is looked at: axial from the feet, coronal from the front, sagittal from the patient's left. */
export const anatomicalAxes: Axes = {
  axial: { towardsViewer: [0, 0, -1], up: [0, -1, 0] },
  coronal: { towardsViewer: [0, -1, 0], up: [0, 0, 1] },
  sagittal: { towardsViewer: [1, 0, 0], up: [0, 0, 1] },
};

/** Scrolling goes from the head down, from the front back, from the right to the left: away from or towards the viewer. */
const scrollSign: Readonly<Record<Plane, 1 | -1>> = { axial: 1, coronal: -1, sagittal: 1 };

/** The direction in which a plane is scrolled. */
export function scrollAxisOf(axes: Axes, plane: Plane): Vector3 {
  return along([0, 0, 0], axes[plane].towardsViewer, scrollSign[plane]);
}

/** By how many degrees a plane leans from the anatomical one; 0 exactly where it was never turned. */
export function obliqueDegrees(axes: Axes, plane: Plane): number {
  return angleBetween(axes[plane].towardsViewer, anatomicalAxes[plane].towardsViewer);
}

const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/**
 * The crosshair of `plane` turned clockwise on its screen by degrees: this plane stays, the other two turn about its
 * normal. Directions are put at right angles anew each time, so that a thousand small turns leave them so.
 */
export function turned(axes: Axes, plane: Plane, degrees: number): Axes {
  const pivot = axes[plane].towardsViewer;
  const others = planes.filter((other) => other !== plane);
  const [first, second] = others.map((other) => rotatedAbout(axes[other].towardsViewer, pivot, -degrees));
  if (!first || !second) return axes;
  const firstNormal = unit(withoutPart(first, pivot));
  const square = cross(pivot, firstNormal);
  const secondNormal = dot(square, second) < 0 ? along([0, 0, 0], square, -1) : square;
  const [one, two] = others as [Plane, Plane];
  const seen = (other: Plane, towardsViewer: Vector3): PlaneAxes => ({
    towardsViewer,
    up: unit(withoutPart(rotatedAbout(axes[other].up, pivot, -degrees), towardsViewer)),
  });
  return { ...axes, [one]: seen(one, firstNormal), [two]: seen(two, secondNormal) };
}

/**
 * The three planes along the rows, columns and slices of an acquisition: each is the anatomical one nearest to it, turned
 * by as little as it takes.
 */
export function axesAlong(orientation: Orientation): Axes {
  const [x, y, z] = nearestDirections([orientation.row, orientation.column, normalOf(orientation)]);
  const carried = (vector: Vector3): Vector3 =>
    [0, 1, 2].map(
      (axis) => vector[0] * (x[axis] ?? 0) + vector[1] * (y[axis] ?? 0) + vector[2] * (z[axis] ?? 0),
    ) as unknown as Vector3;
  const carriedAxes = ({ towardsViewer, up }: PlaneAxes): PlaneAxes => ({
    towardsViewer: carried(towardsViewer),
    up: carried(up),
  });
  return {
    axial: carriedAxes(anatomicalAxes.axial),
    coronal: carriedAxes(anatomicalAxes.coronal),
    sagittal: carriedAxes(anatomicalAxes.sagittal),
  };
}

/** For each axis of the patient the direction that follows it most; none is taken twice, and left stays left. */
function nearestDirections(directions: readonly Vector3[]): readonly [Vector3, Vector3, Vector3] {
  const [a, b, c] = directions as [Vector3, Vector3, Vector3];
  const orders: readonly (readonly [Vector3, Vector3, Vector3])[] = [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ];
  const followed = (order: readonly Vector3[]) =>
    order.reduce((sum, vector, axis) => sum + Math.abs(vector[axis] ?? 0), 0);
  const best = orders.reduce((one, other) => (followed(other) > followed(one) ? other : one));
  const facing = best.map((vector, axis) => along([0, 0, 0], vector, (vector[axis] ?? 0) < 0 ? -1 : 1));
  const [x, y] = facing as [Vector3, Vector3, Vector3];
  // The third follows from the others: a mirrored patient is worse than any angle.
  return [x, y, cross(x, y)];
}

/** Right-handed, about a unit vector (Rodrigues). */
export function rotatedAbout(vector: Vector3, about: Vector3, degrees: number): Vector3 {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const stays = along([0, 0, 0], vector, cosine);
  return along(along(stays, cross(about, vector), sine), about, dot(about, vector) * (1 - cosine));
}

function withoutPart(vector: Vector3, direction: Vector3): Vector3 {
  return along(vector, direction, -dot(vector, direction));
}
