import type { Orientation } from '#shared/dicom/orientation.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';

/** How an image lies on the screen: mirrored along its rows first, where it is, then turned clockwise. */
export interface Pose {
  readonly mirrored: boolean;
  /** Degrees, from 0 up to 360. */
  readonly rotation: number;
}

export const asStored: Pose = { mirrored: false, rotation: 0 };

export function rotated({ mirrored, rotation }: Pose, degrees: number): Pose {
  return { mirrored, rotation: within(rotation + degrees) };
}

/** Mirrored as it stands on the screen, left to right or top to bottom; twice is as it was, whatever the rotation. */
export function flipped({ mirrored, rotation }: Pose, along: 'horizontal' | 'vertical'): Pose {
  return { mirrored: !mirrored, rotation: within((along === 'horizontal' ? 0 : 180) - rotation) };
}

/** As presentation states write it: turned clockwise first, then mirrored left to right (PS3.3 C.10.6). */
export function poseOfPresentation(imageRotation: number, horizontalFlip: boolean): Pose {
  const turned = rotated(asStored, imageRotation);
  return horizontalFlip ? flipped(turned, 'horizontal') : turned;
}

export interface ScreenDirections {
  readonly right: Vector3;
  readonly down: Vector3;
}

/** The directions of the patient towards which the right edge and the bottom edge of the screen lie. */
export function directionsOf({ mirrored, rotation }: Pose, { row, column }: Orientation): ScreenDirections {
  const [cosine, sine] = turnOf(rotation);
  const along = mirrored ? -1 : 1;
  return {
    right: mixed(row, along * cosine, column, -sine),
    down: mixed(row, along * sine, column, cosine),
  };
}

/** Right angles exactly: a hundred-millionth of another letter at the edge would be a letter. */
function turnOf(rotation: number): readonly [cosine: number, sine: number] {
  if (rotation % 90 === 0) {
    return (
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ] as const
    )[(rotation / 90) % 4] as readonly [number, number];
  }
  const angle = (rotation * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

function mixed(one: Vector3, share: number, other: Vector3, otherShare: number): Vector3 {
  const part = (axis: 0 | 1 | 2) => one[axis] * share + other[axis] * otherShare + 0;
  return [part(0), part(1), part(2)];
}

function within(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}
