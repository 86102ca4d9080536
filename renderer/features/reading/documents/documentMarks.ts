import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { namesFrame } from '#shared/dicom/documents/references.ts';
import type { DocumentDeskState } from './documentDesk.ts';

/** Places of a stack at which a list of key images that is shown has one; empty until somebody asks for it. */
export function keyPlaces(
  { layers, aside }: Pick<DocumentDeskState, 'layers' | 'aside'>,
  frames: readonly FrameOfImage[],
): readonly number[] {
  if (aside) return [];
  const named = [...layers.values()].flatMap(({ source }) => (source.kind === 'keyImages' ? source.images : []));
  if (named.length === 0) return [];
  const uids = new Set(named.map(({ sopInstanceUID }) => sopInstanceUID));
  return frames.flatMap(({ image, frame }, place) =>
    uids.has(image.sopInstanceUID) && namesFrame(named, image.sopInstanceUID, frame.frameNumber) ? [place] : [],
  );
}
