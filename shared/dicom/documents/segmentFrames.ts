import type { FrameOfImage } from '../displaySets.ts';
import { normalOf, sameOrientation } from '../orientation.ts';
import { dot, subtract } from '../vectors.ts';
import { namesFrame } from './references.ts';
import type { Segmentation, SegmentFrame } from './segmentation.ts';

/** Frames are asked for image by image: which of them are of an image is looked up, not searched. */
export type FramesOfImage = (item: FrameOfImage) => readonly SegmentFrame[];

/**
 * Which frames of a segmentation lie on an image: those that name it as what they were drawn on; else, in the same frame
 * of reference, the ones in its plane and within half a slice of it. Nothing is laid over an image that it was not made for.
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
  return (item) => {
    const { sopInstanceUID } = item.image;
    const named = (bySource.get(sopInstanceUID) ?? []).filter(({ sources }) =>
      namesFrame(sources, sopInstanceUID, item.frame.frameNumber),
    );
    // A frame may name every slice of a series as its source: where it lies decides then.
    const placed = named.filter((frame) => liesOn(frame, item));
    if (placed.length > 0) return placed;
    if (named.length > 0 && named.every(({ position }) => position === undefined)) return named;
    if (named.length > 0 || segmentation.frameOfReferenceUID === undefined) return [];
    if (segmentation.frameOfReferenceUID !== item.image.frameOfReferenceUID) return [];
    return segmentation.frames.filter((frame) => liesOn(frame, item));
  };
}

/** Slices of other thickness are drawn on each other within half the thinner one; a thousandth for what rounding does. */
function liesOn(frame: SegmentFrame, { frame: image }: FrameOfImage): boolean {
  if (!frame.position || !image.position || !image.orientation) return false;
  if (frame.orientation && !sameOrientation(frame.orientation, image.orientation, 1)) return false;
  const distance = Math.abs(dot(subtract(frame.position, image.position), normalOf(image.orientation)));
  return distance <= Math.max(0.01, (image.sliceThicknessMm ?? 1) / 2 - 1e-3);
}
