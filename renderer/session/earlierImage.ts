import type { Annotation } from '#shared/annotations/annotation.ts';
import { measuredImage } from '#shared/annotations/measuredImage.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';

const byImage = new WeakMap<DisplaySet, ReadonlyMap<string, FrameOfImage>>();

/**
 * Whether the image that a figure was measured on has been replaced since by one that says otherwise of itself: what was
 * measured is not of this one. It is asked of that image itself, not of what is shown: a figure of a slice is seen on the
 * planes and slabs through it too, and they say other things of themselves. Of an image that the set does not hold
 * nothing is known.
 */
export function isOfEarlierImage(
  { surface, measuredOn, values }: Pick<Annotation, 'surface' | 'measuredOn' | 'values'>,
  set: DisplaySet | undefined,
): boolean {
  if (!set || values.length === 0 || measuredOn === undefined) return false;
  const item = surface.kind === 'frame' ? framesByImage(set).get(surface.imageId) : set.frames[0];
  return item !== undefined && measuredImage(item, surface.kind === 'plane') !== measuredOn;
}

function framesByImage(set: DisplaySet): ReadonlyMap<string, FrameOfImage> {
  const known = byImage.get(set) ?? new Map(set.frames.map((item) => [imageIdOf(item), item]));
  byImage.set(set, known);
  return known;
}
