import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { namesFrame } from '#shared/dicom/documents/references.ts';
import type { DocumentDeskState } from './documentDesk.ts';
import { maySpeakOf } from './layerStudy.ts';

/** Places of a stack at which a list of key images that is shown has one; empty until somebody asks for it. */
export function keyPlaces(
  { layers, aside }: Pick<DocumentDeskState, 'layers' | 'aside'>,
  frames: readonly FrameOfImage[],
): readonly number[] {
  if (aside) return [];
  const lists = [...layers.values()].flatMap(({ source, open }) =>
    source.kind === 'keyImages' ? [{ open, images: source.images }] : [],
  );
  const uids = new Set(lists.flatMap(({ images }) => images.map(({ sopInstanceUID }) => sopInstanceUID)));
  const isNamed = (item: FrameOfImage) =>
    uids.has(item.image.sopInstanceUID) &&
    lists.some(
      ({ open, images }) =>
        namesFrame(images, item.image.sopInstanceUID, item.frame.frameNumber) && maySpeakOf(open, item),
    );
  return frames.flatMap((item, place) => (isNamed(item) ? [place] : []));
}
