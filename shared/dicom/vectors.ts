/** A point or direction in the patient's coordinate system: x to the left, y to the back, z to the head, in mm (PS3.3 C.7.6.2.1.1). */
export type Vector3 = readonly [number, number, number];

export function vector3(values: readonly number[] | undefined): Vector3 | undefined {
  if (values?.length !== 3) return undefined;
  const [x, y, z] = values as [number, number, number];
  return [x, y, z];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** `point + factor · direction`. */
export function along(point: Vector3, direction: Vector3, factor: number): Vector3 {
  return [point[0] + direction[0] * factor, point[1] + direction[1] * factor, point[2] + direction[2] * factor];
}

/** A direction so many times as long. Adding 0 turns -0 into 0. */
export function scaled([x, y, z]: Vector3, factor: number): Vector3 {
  return [x * factor + 0, y * factor + 0, z * factor + 0];
}

/** The direction with length 1; one of no length stays what it is. */
export function unit(direction: Vector3): Vector3 {
  const length = lengthOf(direction);
  return length === 0 ? direction : scaled(direction, 1 / length);
}

export function lengthOf(a: Vector3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** The angle between two directions in degrees, 0 to 180. */
export function angleBetween(a: Vector3, b: Vector3): number {
  const product = lengthOf(a) * lengthOf(b);
  if (product === 0) return 0;
  // atan2 keeps its precision where acos loses it: at the small angles the gate must see.
  return (Math.atan2(lengthOf(cross(a, b)), dot(a, b)) * 180) / Math.PI;
}
