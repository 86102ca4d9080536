import { middleOf } from '../dicom/middleOfStack.ts';

/** A series of fewer is a localiser or a few captured screens, and rarely what is looked at first. */
const fewestToRead = 10;

/**
 * The image that whoever opens a study most likely sees first, by what an archive's list of instances says of it: the
 * middle image of the shortest series that is long enough to be read, else of the longest (rule O1). Undefined where an
 * image has no number: nobody knows then which is in the middle.
 */
export function likelyFirst<Image extends { readonly number: number | undefined }>(
  series: readonly (readonly Image[])[],
): Image | undefined {
  const shortestFirst = [...series].sort((one, other) => one.length - other.length);
  const images = shortestFirst.find(({ length }) => length >= fewestToRead) ?? shortestFirst.at(-1) ?? [];
  if (images.some(({ number }) => number === undefined)) return undefined;
  return [...images].sort((one, other) => (one.number ?? 0) - (other.number ?? 0))[middleOf(images.length)];
}
