import type { StudyCache } from '#electron/services/cache/index.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

/** What carries no image that is looked at. */
const documents: ReadonlySet<string> = new Set(['SR', 'PR', 'KO', 'DOC', 'SEG', 'RTSTRUCT', 'RTPLAN', 'REG', 'PLAN']);

/** The modalities of a study's image series, as far as they are here. */
export function imageModalities(study: StudyRef, cache: Pick<StudyCache, 'readSeries'>): readonly string[] {
  const found = cache.readSeries(study).map(({ instances }) => instances[0] && textOf(instances[0], 'Modality'));
  return [...new Set(found.filter((modality) => modality !== undefined))].filter(
    (modality) => !documents.has(modality),
  );
}
