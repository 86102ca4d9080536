import type { WorklistItem } from '#shared/contract/worklist.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { findPriors, groupByPatient } from '#shared/worklist/priors.ts';
import { datedStudyOf } from './priorsOf.ts';

/** The rows that are earlier studies of a patient who has a later one in the list: not the study of today. */
export function earlierStudies(items: readonly WorklistItem[]): ReadonlySet<string> {
  const earlier = new Set<string>();
  for (const studies of groupByPatient(items.map(datedStudyOf)).values()) {
    if (studies.length < 2) continue;
    for (const study of studies) {
      for (const prior of findPriors(study, studies)) earlier.add(studyKey(prior.study));
    }
  }
  return earlier;
}
