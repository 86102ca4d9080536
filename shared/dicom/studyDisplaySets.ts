import { type DisplaySet, splitIntoDisplaySets } from './displaySets.ts';
import { type StudyRef, studyKey } from './frameKey.ts';
import type { ImageDescription } from './imageDescription.ts';

/**
 * Splits the images of one series into display sets named as they are on the desk: two archives, and two studies of a
 * careless one, may number a series alike.
 */
export function displaySetsOf(study: StudyRef, images: readonly ImageDescription[]): readonly DisplaySet[] {
  return splitIntoDisplaySets(images).map((set) => ({ ...set, id: `${studyKey(study)}|${set.id}` }));
}
