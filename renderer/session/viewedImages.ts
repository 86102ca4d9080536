import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { ShownOn } from '#shared/displays/shownOn.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../imaging/frames/ledger.ts';
import type { NamedDisplaySet } from './studyImages.ts';

/** Images of a study that this page has not drawn at full fidelity. */
export interface Unviewed {
  readonly count: number;
  readonly of: number;
  /** Words of the series of which not one was drawn. */
  readonly wholeSeries: readonly string[];
}

/** How a study that is hung was looked at, as far as this page knows. */
export interface Viewing {
  readonly unviewed: () => Unviewed;
  readonly shownOn: () => readonly ShownOn[];
}

const watched = new Map<string, Viewing>();

/** Whoever hangs a study says what of it was looked at, until it is closed; answers how to end that. */
export function noteViewing(study: StudyRef, viewing: Viewing): () => void {
  const key = studyKey(study);
  watched.set(key, viewing);
  return () => {
    if (watched.get(key) === viewing) watched.delete(key);
  };
}

/** Undefined of a study that is not hung: nobody knows what was looked at. */
export function unviewedOf(study: StudyRef): Unviewed | undefined {
  return watched.get(studyKey(study))?.unviewed();
}

/** On which monitors the images of a study were seen; on none that anybody knows of where it is not hung. */
export function shownOnOf(study: StudyRef): readonly ShownOn[] {
  return watched.get(studyKey(study))?.shownOn() ?? [];
}

/**
 * As far as the ledger knows: an image that was drawn from a copy of which the archive has a better one was not looked at
 * in full, and a plane across the slices draws none of them. Lossy at its source it is all there is.
 */
export function countUnviewed(sets: readonly NamedDisplaySet[], ledger: Pick<FrameLedger, 'wasSeen'>): Unviewed {
  const wholeSeries: string[] = [];
  let [count, of] = [0, 0];
  for (const { set, seriesNumber, description } of sets) {
    const ids = set.frames.map(imageIdOf);
    const unviewed = ids.filter((id) => !ledger.wasSeen(id)).length;
    count += unviewed;
    of += ids.length;
    const words = [seriesNumber, description].filter((part) => part !== undefined && part !== '').join(' · ');
    if (unviewed === ids.length && ids.length > 0) wholeSeries.push(words);
  }
  return { count, of, wholeSeries };
}

/** Whether one image of all these was looked at in full: told at the first, for it is asked while frames come. */
export function anyViewed(sets: readonly NamedDisplaySet[], ledger: Pick<FrameLedger, 'wasSeen'>): boolean {
  return sets.some(({ set }) => set.frames.some((frame) => ledger.wasSeen(imageIdOf(frame))));
}
