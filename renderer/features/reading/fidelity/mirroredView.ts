import { cross, type Vector3 } from '#shared/dicom/vectors.ts';
import type { EdgeLetters } from '../../../imaging/imageBoxView.ts';

const directions: Readonly<Record<string, Vector3>> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  H: [0, 0, 1],
  F: [0, 0, -1],
};

/**
 * Whether the patient is seen as in a mirror: an axial view from the head, a coronal one from behind. Told by handedness,
 * so that turning never makes a mirrored view and flipping either way always does. A sagittal or lateral view has no such
 * expectation, and neither has a mammogram, which is looked at from above (`modality`).
 */
export function isMirrored(letters: EdgeLetters | undefined, modality: string): boolean {
  if (!letters || modality === 'MG') return false;
  const [right, down] = [directionOf(letters.right), directionOf(letters.bottom)];
  if (!right || !down) return false;
  // Where the line of sight goes: from the feet to the head, or from the front to the back, as usual.
  const [x, y, z] = cross(right, down);
  const [across, through, along] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  if (across > through && across > along) return false;
  return along >= through ? z < 0 : y < 0;
}

/** The direction that letters name, the first of them the nearest; undefined for letters of none. */
function directionOf(letters: string): Vector3 | undefined {
  const sum: [number, number, number] = [0, 0, 0];
  for (const [at, letter] of [...letters].entries()) {
    const direction = directions[letter];
    if (!direction) return undefined;
    for (const axis of [0, 1, 2] as const) sum[axis] += direction[axis] / 2 ** at;
  }
  return letters === '' ? undefined : sum;
}
