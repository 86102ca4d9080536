import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { StudyImages } from './studyImages.ts';

/** For each display set of before, the one that shows its images now: itself, or the one that its first image is in. */
export function heirsOf(before: StudyImages, now: StudyImages): ReadonlyMap<string, string> {
  const ids = new Set(now.sets.map(({ set }) => set.id));
  const setOfImage = new Map(
    now.sets.flatMap(({ set }) => set.frames.map((item) => [imageIdOf(item), set.id] as const)),
  );
  return new Map(
    before.sets.flatMap(({ set }) => {
      const heir = ids.has(set.id)
        ? set.id
        : set.frames.map((item) => setOfImage.get(imageIdOf(item))).find((id) => id !== undefined);
      return heir === undefined ? [] : [[set.id, heir] as const];
    }),
  );
}
