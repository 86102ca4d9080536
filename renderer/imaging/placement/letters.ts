import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { oppositeLetters, orientationLetters } from '#shared/dicom/orientation.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import type { EdgeLetters } from '../imageBoxView.ts';
import { asStored, directionsOf, type Pose } from './pose.ts';

/** The letters at the edges of a frame drawn in a pose; undefined: "orientation unknown" (Q9). */
export function lettersOfFrame({ image, frame }: FrameOfImage, pose: Pose = asStored): EdgeLetters | undefined {
  if (frame.orientation) {
    const { right, down } = directionsOf(pose, frame.orientation);
    return lettersOfDirections(right, down);
  }
  if (!image.patientOrientation) return undefined;
  const [towardsRow, towardsColumn] = image.patientOrientation;
  const { right, down } = directionsOf(pose, inItsOwnPlane);
  return edges(lettersAlong(right, towardsRow, towardsColumn), lettersAlong(down, towardsRow, towardsColumn));
}

/** The letters of a screen whose right edge and bottom edge lie in these directions of the patient. */
export function lettersOfDirections(towardsRight: Vector3, towardsBottom: Vector3): EdgeLetters {
  return edges(orientationLetters(towardsRight), orientationLetters(towardsBottom));
}

const inItsOwnPlane = { row: [1, 0, 0], column: [0, 1, 0] } as const;

/** As `orientationLetters`: a tilt of less is not worth a letter. */
const smallestCosine = 0.15;

/**
 * The letters of a direction of which only those of rows and columns are known (PatientOrientation): the nearer first,
 * and the other behind it where the image is turned freely, each letter once.
 */
function lettersAlong(direction: Vector3, towardsRow: string, towardsColumn: string): string {
  const parts = [
    { cosine: dot(direction, inItsOwnPlane.row), letters: towardsRow },
    { cosine: dot(direction, inItsOwnPlane.column), letters: towardsColumn },
  ]
    .filter(({ cosine }) => Math.abs(cosine) >= smallestCosine)
    .sort((one, other) => Math.abs(other.cosine) - Math.abs(one.cosine))
    .map(({ cosine, letters }) => (cosine > 0 ? letters : oppositeLetters(letters)));
  return [...new Set(parts.join(''))].join('');
}

function edges(right: string, bottom: string): EdgeLetters {
  return { right, left: oppositeLetters(right), bottom, top: oppositeLetters(bottom) };
}
