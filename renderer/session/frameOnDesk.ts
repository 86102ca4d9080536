import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { StudyOnDesk } from './studyOnDesk.ts';

/** Where an image stands among those that may hang. */
interface FrameOnDesk {
  readonly item: FrameOfImage;
  readonly setId: string;
  readonly index: number;
}

const known = new WeakMap<readonly StudyOnDesk[], ReadonlyMap<string, FrameOnDesk>>();

/** Finds an image of the studies on the desk by its id; all of them are listed once for each change of the studies. */
export function frameOnDesk(studies: readonly StudyOnDesk[], imageId: string): FrameOnDesk | undefined {
  const frames = known.get(studies) ?? framesOf(studies);
  known.set(studies, frames);
  return frames.get(imageId);
}

function framesOf(studies: readonly StudyOnDesk[]): ReadonlyMap<string, FrameOnDesk> {
  const frames = new Map<string, FrameOnDesk>();
  for (const { images } of studies) {
    for (const { set } of images.sets) {
      for (const [index, item] of set.frames.entries()) {
        const imageId = imageIdOf(item);
        if (!frames.has(imageId)) frames.set(imageId, { item, setId: set.id, index });
      }
    }
  }
  return frames;
}
