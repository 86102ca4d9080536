import type { AnnotationSet } from '#shared/annotations/journal.ts';

/** What stands on an image, for a tick on the scroll bar; a key image goes before a measurement. */
export type AnnotationMark = 'measurement' | 'keyImage';

/** The marks of a stack, by the place of the image in it. Annotations of planes lie on no image of their own. */
export function annotationMarks(
  { annotations }: AnnotationSet,
  imageIds: readonly string[],
): ReadonlyMap<number, AnnotationMark> {
  if (annotations.size === 0) return new Map();
  const places = new Map(imageIds.map((imageId, place) => [imageId, place]));
  const marks = new Map<number, AnnotationMark>();
  for (const { surface, kind } of annotations.values()) {
    const place = surface.kind === 'frame' ? places.get(surface.imageId) : undefined;
    if (place === undefined || marks.get(place) === 'keyImage') continue;
    marks.set(place, kind === 'keyImage' ? 'keyImage' : 'measurement');
  }
  return marks;
}
