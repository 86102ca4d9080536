import type { StudySnapshot } from '#shared/contract/studies.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { listedPatient, otherPatient } from '#shared/worklist/otherPatient.ts';
import { heirsOf } from './setHeirs.ts';
import { keepUnchangedSets, type NamedDisplaySet, readStudyImages, type StudyImages } from './studyImages.ts';

/** One study whose images may hang: the one that is read, or an earlier one beside it. */
export interface StudyOnDesk {
  readonly snapshot: StudySnapshot;
  readonly images: StudyImages;
}

export function studyOnDesk(snapshot: StudySnapshot): StudyOnDesk {
  return { snapshot, images: readStudyImages(snapshot) };
}

export function keyOf({ snapshot }: StudyOnDesk): string {
  return studyKey(snapshot.item.study);
}

/** A newer answer for a study: what has not changed in it stays the very object that it was. */
export function refreshedStudy(before: StudyOnDesk, snapshot: StudySnapshot) {
  const images = keepUnchangedSets(before.images, readStudyImages(snapshot));
  return { study: { snapshot, images }, heirs: heirsOf(before.images, images) };
}

export function hasSet({ images }: StudyOnDesk, setId: string): boolean {
  return images.sets.some(({ set }) => set.id === setId);
}

export function namedIn(studies: readonly StudyOnDesk[], setId: string | undefined): NamedDisplaySet | undefined {
  if (setId === undefined) return undefined;
  for (const { images } of studies) {
    const found = images.sets.find(({ set }) => set.id === setId);
    if (found) return found;
  }
  return undefined;
}

/**
 * Whether an earlier study may be another patient's: by what the list says of it, and by what any of its images says
 * (T22). Such a study is never hung by itself.
 */
export function otherPatientOf(current: StudySnapshot['item'], prior: StudyOnDesk): ReturnType<typeof otherPatient> {
  const named = new Set(prior.images.images.map(({ patient }) => patient));
  const found = [listedPatient(prior.snapshot.item), ...named].map((patient) => otherPatient(current, patient));
  // Another ID says more than another name.
  return found.includes('patient') ? 'patient' : found.find((differs) => differs !== undefined);
}
