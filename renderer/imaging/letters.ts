import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { oppositeLetters, orientationLetters } from '#shared/dicom/orientation.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { EdgeLetters } from './imageBoxView.ts';

/** The letters at the edges of a frame drawn as it is stored; undefined: "orientation unknown" (Q9). */
export function lettersOfFrame({ image, frame }: FrameOfImage): EdgeLetters | undefined {
  if (frame.orientation) return lettersOfDirections(frame.orientation.row, frame.orientation.column);
  if (!image.patientOrientation) return undefined;
  const [right, bottom] = image.patientOrientation;
  return { right, left: oppositeLetters(right), bottom, top: oppositeLetters(bottom) };
}

/** The letters of a screen whose right edge and bottom edge lie in these directions of the patient. */
export function lettersOfDirections(towardsRight: Vector3, towardsBottom: Vector3): EdgeLetters {
  const right = orientationLetters(towardsRight);
  const bottom = orientationLetters(towardsBottom);
  return { right, left: oppositeLetters(right), bottom, top: oppositeLetters(bottom) };
}
