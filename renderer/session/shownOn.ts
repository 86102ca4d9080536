import type { ShownOn } from '#shared/displays/shownOn.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../imaging/frames/ledger.ts';
import type { NamedDisplaySet } from './studyImages.ts';

/** On which monitors the images of a study were drawn at full fidelity: those that share theirs are counted together. */
export function countShownOn(
  sets: readonly Pick<NamedDisplaySet, 'set'>[],
  ledger: Pick<FrameLedger, 'shownOn'>,
): readonly ShownOn[] {
  const groups = new Map<string, { displays: readonly string[]; images: number }>();
  for (const imageId of sets.flatMap(({ set }) => set.frames.map(imageIdOf))) {
    const displays = [...ledger.shownOn(imageId)].sort();
    if (displays.length === 0) continue;
    const key = JSON.stringify(displays);
    const group = groups.get(key) ?? { displays, images: 0 };
    group.images += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}
