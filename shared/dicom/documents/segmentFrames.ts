import type { FrameOfImage } from '../displaySets.ts';
import { sameOrientation } from '../orientation.ts';
import { type ImagePlaces, liesOn } from './imagePlaces.ts';
import { namesFrame } from './references.ts';
import type { Segmentation, SegmentFrame } from './segmentation.ts';

/** Frames are asked for image by image, of a display set whose images lie at `places`: looked up, not searched. */
export type FramesOfImage = (item: FrameOfImage, places: ImagePlaces) => readonly SegmentFrame[];

/**
 * Which frames of a segmentation lie on an image: those that name it as what they were drawn on; else, in the same frame
 * of reference, the ones that lie in the part of the patient that the image stands for. Nothing is laid over an image
 * that it was not made for, and nothing over two at different places.
 */
export function findSegmentFrames(segmentation: Segmentation): FramesOfImage {
  const bySource = new Map<string, SegmentFrame[]>();
  for (const frame of segmentation.frames) {
    for (const { sopInstanceUID } of frame.sources) {
      const frames = bySource.get(sopInstanceUID);
      if (frames) frames.push(frame);
      else bySource.set(sopInstanceUID, [frame]);
    }
  }
  return (item, places) => {
    const { sopInstanceUID } = item.image;
    const named = (bySource.get(sopInstanceUID) ?? []).filter(({ sources }) =>
      namesFrame(sources, sopInstanceUID, item.frame.frameNumber),
    );
    // A frame may name every slice of a series as its source: where it lies decides then.
    const placed = named.filter((frame) => liesAt(frame, item, places));
    if (placed.length > 0) return placed;
    if (named.length > 0 && named.every(({ position }) => position === undefined)) return named;
    if (named.length > 0 || segmentation.frameOfReferenceUID === undefined) return [];
    if (segmentation.frameOfReferenceUID !== item.image.frameOfReferenceUID) return [];
    return segmentation.frames.filter((frame) => liesAt(frame, item, places));
  };
}

function liesAt(frame: SegmentFrame, item: FrameOfImage, places: ImagePlaces): boolean {
  const place = places.of(item);
  if (!place || !frame.position || !item.frame.orientation) return false;
  if (frame.orientation && !sameOrientation(frame.orientation, item.frame.orientation, 1)) return false;
  return liesOn(place, [frame.position]);
}
